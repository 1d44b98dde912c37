using System.Threading.RateLimiting;
using IncidentService.Keys;

namespace IncidentService.Hosting;

/// <summary>So many a minute for each key, in a token bucket that is refilled all the time. Zero means no limit.</summary>
internal abstract class PerKeyLimit : IDisposable
{
    private const string Header = "RateLimit"; // draft-ietf-httpapi-ratelimit-headers
    private const int SecondsInMinute = 60;
    private readonly PartitionedRateLimiter<long> limiter;
    private readonly int perMinute;
    private readonly string name;
    private readonly ProblemKind refusal;

    protected PerKeyLimit(string name, int perMinute, ProblemKind refusal)
    {
        (this.name, this.perMinute, this.refusal) = (name, perMinute, refusal);
        limiter = PartitionedRateLimiter.Create<long, long>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket()));
    }

    public bool Applies => perMinute > 0;

    /// <summary>Null while the key has some left; takes this many.</summary>
    protected Problem? Take(HttpContext http, int count)
    {
        if (!Applies) return null;
        var key = ((Caller)http.User).Key.Id;
        using var lease = limiter.AttemptAcquire(key, count);
        var left = limiter.GetStatistics(key)?.CurrentAvailablePermits ?? 0;
        var isLeft = count == 0 ? left > 0 : lease.IsAcquired; // asked for nothing, a bucket gives while it holds a part of a token, from which nothing can be taken
        if (count == 0 && isLeft) return null;
        http.Response.Headers[Header] = $"\"{name}\";r={left};t={SecondsInMinute}";
        return isLeft ? null : Problem.Of(refusal) with { RetryAfter = 1 + (SecondsInMinute / perMinute) };
    }

    public void Dispose() => limiter.Dispose();

    private TokenBucketRateLimiterOptions Bucket() => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / SecondsInMinute),
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / Math.Min(perMinute, SecondsInMinute),
        QueueLimit = 0,
    };
}

/// <summary>
/// How often a key may miss: lookups that find nothing or only by mending, and numbers that nobody was issued. Once the guesses are used up every
/// lookup of the key has to wait, also those that would hit, or else hits would still show.
/// </summary>
internal sealed class GuessLimit(IConfiguration configuration)
    : PerKeyLimit("guesses", configuration.GetValue("Limits:MissesPerMinute", 600), Problems.TooManyGuesses)
{
    public Problem? Check(HttpContext http) => Take(http, 0);

    public void Count(HttpContext http) => Take(http, 1);
}

/// <summary>How many requests a key may send.</summary>
internal sealed class RequestLimit(IConfiguration configuration)
    : PerKeyLimit("requests", configuration.GetValue("Limits:RequestsPerMinute", 0), Problems.TooManyRequests)
{
    public Task Enforce(HttpContext http, RequestDelegate next) =>
        http.User is Caller && Take(http, 1) is { } problem ? ((Reply)problem).ExecuteAsync(http) : next(http);
}

internal static class RequestLimiting
{
    public static void UseRequestLimit(this WebApplication app)
    {
        var limit = app.Services.GetRequiredService<RequestLimit>();
        if (limit.Applies) app.Use(limit.Enforce);
    }
}
