using System.Globalization;
using System.Reflection;
using IncidentNumbers;
using IncidentService.Http;
using IncidentService.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Hosting;

/// <summary>An incident number in an address, in whatever grouping it was typed.</summary>
internal readonly struct PathNumber : IInput, IParsable<PathNumber>
{
    private readonly IncidentNumber number;

    private PathNumber(IncidentNumber number, Problem? refusal) => (this.number, Refusal) = (number, refusal);

    public IncidentNumber Value => number;
    public Problem? Refusal { get; }

    public static bool TryParse(string? s, IFormatProvider? provider, out PathNumber result)
    {
        result = s is not null && NumberReader.Read(s) is { Kind: ReadingKind.Exact } reading ? new(reading.Number, null) : new(default, Unknown(s));
        return true;
    }

    public static PathNumber Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result) ? result : default;

    /// <summary>The number in a request's address, once it is bound.</summary>
    public static IncidentNumber In(HttpContext http) => Parse((string)http.GetRouteValue("number")!, null).Value;

    /// <summary>Says what one wrong digit would make of it, from the digits alone; never what the register holds.</summary>
    private static Problem Unknown(string? typed)
    {
        var mends = typed is { Length: <= 64 } ? NumberMender.Mend(typed).Where(mend => mend.Slip is Slip.WrongDigit or Slip.Lookalike).ToList() : [];
        return Problem.Of(Problems.NumberUnknown, mends.Count == 0 ? null : "Its check digits do not fit: one digit is likely to be wrong.")
            with { DidYouMean = mends.Count == 0 ? null : mends[0].Number.ToString() };
    }
}

/// <summary>The ordinal of something within its incident, from 1.</summary>
internal readonly struct PathOrdinal : IInput, IParsable<PathOrdinal>
{
    private PathOrdinal(int value, Problem? refusal) => (Value, Refusal) = (value, refusal);

    public int Value { get; }
    public Problem? Refusal { get; }

    public static bool TryParse(string? s, IFormatProvider? provider, out PathOrdinal result)
    {
        result = s is not ['0', ..] && int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new(value, null)
            : new(0, Problem.Of(Problems.ItemUnknown, "The last part of the address must be a whole number from 1, without leading zeros."));
        return true;
    }

    public static PathOrdinal Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result) ? result : default;
}

/// <summary>Validates what was bound, and stops a call whose inputs are wrong before its handler runs. Query parameters that nobody would read are refused.</summary>
internal static class Inputs
{
    public static EndpointFilterDelegate Check(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var known = KnownQuery(context.MethodInfo);
        if (context.MethodInfo.GetParameters().Any(parameter => parameter.ParameterType == typeof(PathNumber))) next = CountGuesses(next);
        return invocation =>
        {
            if (HasMisplacedHeader(invocation.HttpContext)) return ValueTask.FromResult<object?>((Reply)Problem.Of(Problems.MisplacedHeader));
            foreach (var argument in invocation.Arguments)
            {
                if (argument is IInput { Refusal: { } problem }) return ValueTask.FromResult<object?>((Reply)problem);
            }
            if (CheckQuery(invocation.HttpContext.Request, known) is { } fault) return ValueTask.FromResult<object?>((Reply)Problem.Invalid(fault));
            foreach (var argument in invocation.Arguments)
            {
                if (argument is IValidated part && part.Validate(invocation.HttpContext) is { } invalid) return ValueTask.FromResult<object?>((Reply)invalid);
            }
            return next(invocation);
        };
    }

    /// <summary>Every address with a number in it tells whether the number was issued, so each counts against the same limit.</summary>
    private static EndpointFilterDelegate CountGuesses(EndpointFilterDelegate next) => async invocation =>
    {
        var http = invocation.HttpContext;
        var guesses = http.RequestServices.GetRequiredService<GuessLimit>();
        if (guesses.Check(http) is { } wait) return (Reply)wait;
        var answer = await next(invocation);
        if (answer is Reply { CostsGuess: true }) guesses.Count(http);
        return answer;
    };

    /// <summary>A header that would be ignored: the caller counts on what it does not do here.</summary>
    private static bool HasMisplacedHeader(HttpContext http)
    {
        var (method, headers) = (http.Request.Method, http.Request.Headers);
        if (HttpMethods.IsGet(method)) return false;
        return (headers.ContainsKey(Call.IdempotencyKey) && !HttpMethods.IsPost(method))
            || (headers.ContainsKey(HeaderNames.IfMatch) && http.GetEndpoint()?.Metadata.GetMetadata<OperationDescription>() is not { AcceptsIfMatch: true });
    }

    private static FieldFault? CheckQuery(HttpRequest request, HashSet<string> known)
    {
        if (!request.QueryString.HasValue) return null;
        foreach (var (name, values) in request.Query)
        {
            var shown = name.Length <= Limits.Token ? name : name[..Limits.Token];
            if (!known.Contains(name) || request.RouteValues.ContainsKey(name)) return new FieldFault(shown, "is not known: " + Expected(request, known));
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

    /// <summary>Simple parameters, and the properties of those bound as a whole. Those of the route are told apart when a request has been routed.</summary>
    private static HashSet<string> KnownQuery(MethodInfo handler) => new(
        handler.GetParameters().SelectMany(parameter =>
            parameter.IsDefined(typeof(AsParametersAttribute), inherit: false)
                ? parameter.ParameterType.GetProperties().Select(property => ToCamelCase(property.Name))
                : parameter.ParameterType == typeof(string) ? [parameter.Name!] : []),
        StringComparer.Ordinal);

    private static string ToCamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
