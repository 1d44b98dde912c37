using System.Net;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Addresses;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;

namespace IncidentService.Keys.Limiting;

/// <summary>A limit per minute and key. Zero means no limit.</summary>
internal abstract class PerKeyRateLimit(string name, int perMinute, ProblemKind refusal, TimeProvider clock)
{
    // draft-ietf-httpapi-ratelimit-headers-10: what remains, and the policy it remains of
    private const string Remaining = "RateLimit";
    private const string Policy = "RateLimit-Policy";
    private readonly TokenBuckets<long> buckets = new(clock);

    /// <summary>Null while the key has tokens left.</summary>
    public Problem? Check(HttpContext http)
    {
        var (key, most) = LimitOf(http);
        return most > 0 && buckets.Find(key.Id, most) is < 1 and var left ? Refuse(http, left, most) : null;
    }

    public void Count(HttpContext http, int count = 1)
    {
        var (key, most) = LimitOf(http);
        if (most > 0 && count > 0) SetHeaders(http, buckets.Take(key.Id, most, count), most);
    }

    /// <summary>The limit of this key, if it has one of its own.</summary>
    protected virtual int? OwnLimit(ApiKey key) => null;

    private Problem Refuse(HttpContext http, double left, int most)
    {
        SetHeaders(http, left, most);
        return Problem.From(refusal) with { RetryAfter = buckets.WaitSeconds(left, most) };
    }

    private void SetHeaders(HttpContext http, double left, int most)
    {
        http.Response.Headers[Remaining] = $"\"{name}\";r={Math.Max(0, (int)left)};t={TokenBuckets<long>.SecondsInMinute}";
        http.Response.Headers[Policy] = $"\"{name}\";q={most};w={TokenBuckets<long>.SecondsInMinute}";
    }

    private (ApiKey Key, int Most) LimitOf(HttpContext http)
    {
        var key = ((Caller)http.User).Key;
        return (key, OwnLimit(key) ?? perMinute);
    }
}

/// <summary>
/// Limits guesses per key: lookups that find nothing or only by repair, and numbers that were not issued. When the limit is reached, every
/// lookup of the key must wait, including those that would succeed; otherwise a success would still be visible.
/// </summary>
internal sealed class GuessRateLimit(IConfiguration configuration, TimeProvider clock)
    : PerKeyRateLimit("guesses", configuration.GetValue("Limits:MissesPerMinute", 600), Problems.TooManyGuesses, clock);

/// <summary>Limits the requests per key: by its own limit, or by that of the configuration.</summary>
internal sealed class RequestRateLimit(IConfiguration configuration, TimeProvider clock)
    : PerKeyRateLimit("requests", configuration.GetValue("Limits:RequestsPerMinute", 0), Problems.TooManyRequests, clock)
{
    protected override int? OwnLimit(ApiKey key) => key.RequestsPerMinute;

    public Task Enforce(HttpContext http, RequestDelegate next)
    {
        if (http.User is not Caller) return next(http);
        if (Check(http) is { } problem) return ((HttpReply)problem).ExecuteAsync(http);
        Count(http);
        return next(http);
    }
}

internal static class RequestRateLimiting
{
    public static void UseRequestLimit(this WebApplication app)
    {
        app.Services.GetRequiredService<GuessRateLimit>(); // reports an invalid setting at startup
        app.Use(app.Services.GetRequiredService<RequestRateLimit>().Enforce);
    }
}

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

/// <summary>
/// Slows an address that sends wrong keys. While it waits, no key of it is looked up: otherwise the next guess would still be answered.
/// Only keys that this replica knows go on working, because a shop's tills share one address and one of them may hold an expired key.
/// </summary>
internal sealed class WrongKeyLimit(IConfiguration configuration, TimeProvider clock)
{
    private readonly int perMinute = configuration.GetValue("Limits:WrongKeysPerMinute", 20);
    private readonly TokenBuckets<IPAddress> buckets = new(clock);

    /// <summary>Null while the address may try another key.</summary>
    public Problem? Check(HttpContext http) =>
        perMinute > 0 && buckets.Find(CallerAddress.From(http), perMinute) is < 1 and var left
            ? Problem.From(Problems.TooManyWrongKeys) with { RetryAfter = buckets.WaitSeconds(left, perMinute) }
            : null;

    public void Count(HttpContext http)
    {
        if (perMinute > 0) buckets.Take(CallerAddress.From(http), perMinute, 1);
    }
}
