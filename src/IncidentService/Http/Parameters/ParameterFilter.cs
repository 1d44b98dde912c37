using System.Reflection;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Http.Parameters;

/// <summary>
/// Validates bound parameters, and replies with a problem before the handler runs if one is wrong. Unknown query parameters are errors.
/// </summary>
internal static class ParameterFilter
{
    public static EndpointFilterDelegate Validate(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var parameters = context.MethodInfo.GetParameters();
        var known = KnownQuery(parameters);
        var acceptsIfMatch = parameters.Any(parameter => parameter.IsDefined(typeof(AcceptsIfMatchAttribute), inherit: false));
        return invocation =>
        {
            if (HasMisplacedHeader(invocation.HttpContext.Request, acceptsIfMatch))
                return ValueTask.FromResult<object?>((HttpReply)Problem.From(Problems.MisplacedHeader));
            foreach (var argument in invocation.Arguments)
            {
                if (argument is IBoundParameter { Problem: { } problem }) return ValueTask.FromResult<object?>((HttpReply)problem);
            }
            if (ValidateQuery(invocation.HttpContext.Request, known) is { } fault)
                return ValueTask.FromResult<object?>((HttpReply)Problem.Invalid(fault));
            foreach (var argument in invocation.Arguments)
            {
                if (argument is IValidated part && part.Validate(invocation.HttpContext) is { } invalid)
                    return ValueTask.FromResult<object?>((HttpReply)invalid);
            }
            return next(invocation);
        };
    }

    /// <summary>True for a header that the operation would ignore although the caller relies on its effect.</summary>
    private static bool HasMisplacedHeader(HttpRequest request, bool acceptsIfMatch)
    {
        if (HttpMethods.IsGet(request.Method)) return false;
        return (request.Headers.ContainsKey(RequestHeaders.IdempotencyKey) && !HttpMethods.IsPost(request.Method))
            || (request.Headers.ContainsKey(HeaderNames.IfMatch) && !acceptsIfMatch);
    }

    private static FieldFault? ValidateQuery(HttpRequest request, HashSet<string> known)
    {
        if (!request.QueryString.HasValue) return null;
        foreach (var (name, values) in request.Query)
        {
            var shown = name.Length <= Limits.Token ? name : name[..Limits.Token];
            if (!known.Contains(name) || request.RouteValues.ContainsKey(name))
                return new FieldFault(shown, "is not known: " + Expected(request, known));
            if (values.Count > 1) return new FieldFault(shown, "is given more than once");
        }
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (!PercentEncoding.TryDecode(pair.EncodedValue.ToString(), plusIsSpace: true, out _))
                return new FieldFault(pair.DecodeName().ToString(), "must be percent-encoded UTF-8");
        }
        return null;
    }

    private static string Expected(HttpRequest request, HashSet<string> known)
    {
        var names = known.Where(name => !request.RouteValues.ContainsKey(name)).ToList();
        return names.Count == 0 ? "this address takes no query" : "use " + string.Join(", ", names);
    }

    /// <summary>
    /// The names of string parameters and of the properties of [AsParameters] types. Route values among them are excluded per request, once
    /// it is routed.
    /// </summary>
    private static HashSet<string> KnownQuery(IEnumerable<ParameterInfo> parameters) => new(
        parameters.SelectMany(parameter =>
            parameter.IsDefined(typeof(AsParametersAttribute), inherit: false)
                ? parameter.ParameterType.GetProperties().Select(property => ToCamelCase(property.Name))
                : parameter.ParameterType == typeof(string) ? [parameter.Name!] : []),
        StringComparer.Ordinal);

    private static string ToCamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
