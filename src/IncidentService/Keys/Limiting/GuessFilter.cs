using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;

namespace IncidentService.Keys.Limiting;

/// <summary>
/// Counts guesses: every URL with an incident number reveals whether the number was issued, so all count against the same limit.
/// </summary>
internal static class GuessFilter
{
    public static EndpointFilterDelegate Count(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        if (context.MethodInfo.GetParameters().All(parameter => parameter.ParameterType != typeof(PathNumber))) return next;
        return async invocation =>
        {
            var http = invocation.HttpContext;
            var guesses = http.RequestServices.GetRequiredService<GuessRateLimit>();
            if (guesses.Check(http) is { } wait) return (HttpReply)wait;
            var answer = await next(invocation);
            if (answer is IReply { Untyped.CostsGuess: true }) guesses.Count(http);
            return answer;
        };
    }
}
