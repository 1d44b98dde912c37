using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;

namespace IncidentService.Keys.Limiting;

/// <summary>A limit per minute and key. Zero means no limit.</summary>
internal abstract class PerKeyRateLimit(string name, int perMinute, ProblemKind refusal, TimeProvider clock)
{
    private const string Header = "RateLimit"; // draft-ietf-httpapi-ratelimit-headers
    private readonly TokenBuckets<long> buckets = new(perMinute, clock);

    public bool Applies => perMinute > 0;

    /// <summary>Null while the key has tokens left.</summary>
    public Problem? Check(HttpContext http) =>
        Applies && buckets.Find(KeyOf(http)) is < 1 and var left ? Refuse(http, left) : null;

    public void Count(HttpContext http, int count = 1)
    {
        if (!Applies || count == 0) return;
        SetHeader(http, buckets.Take(KeyOf(http), count));
    }

    private Problem Refuse(HttpContext http, double left)
    {
        SetHeader(http, left);
        return Problem.From(refusal) with { RetryAfter = buckets.WaitSeconds(left) };
    }

    private void SetHeader(HttpContext http, double left) =>
        http.Response.Headers[Header] = $"\"{name}\";r={Math.Max(0, (int)left)};t={TokenBuckets<long>.SecondsInMinute}";

    private static long KeyOf(HttpContext http) => ((Caller)http.User).Key.Id;
}

/// <summary>
/// Limits guesses per key: lookups that find nothing or only by repair, and numbers that were not issued. When the limit is reached, every
/// lookup of the key must wait, including those that would succeed; otherwise a success would still be visible.
/// </summary>
internal sealed class GuessRateLimit(IConfiguration configuration, TimeProvider clock)
    : PerKeyRateLimit("guesses", configuration.GetValue("Limits:MissesPerMinute", 600), Problems.TooManyGuesses, clock);

/// <summary>Limits the requests per key.</summary>
internal sealed class RequestRateLimit(IConfiguration configuration, TimeProvider clock)
    : PerKeyRateLimit("requests", configuration.GetValue("Limits:RequestsPerMinute", 0), Problems.TooManyRequests, clock)
{
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
        var limit = app.Services.GetRequiredService<RequestRateLimit>();
        if (limit.Applies) app.Use(limit.Enforce);
    }
}
