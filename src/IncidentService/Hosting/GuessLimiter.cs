using System.Threading.RateLimiting;

namespace IncidentService.Hosting;

/// <summary>
/// How often a key may miss: lookups that find nothing or only by mending, and numbers that nobody was issued. Once the guesses are used up every
/// lookup of the key has to wait, also those that would hit, or else hits would still show.
/// </summary>
internal sealed class GuessLimiter : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<long> limiter;
    private readonly int perMinute;

    public GuessLimiter(IConfiguration configuration)
    {
        perMinute = configuration.GetValue("Limits:MissesPerMinute", 600);
        limiter = PartitionedRateLimiter.Create<long, long>(key => perMinute <= 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket()));
    }

    /// <summary>Null while the key has guesses left.</summary>
    public Problem? Check(long keyId) => limiter.AttemptAcquire(keyId, 0).IsAcquired
        ? null
        : Problem.Of(Problems.TooManyGuesses) with { RetryAfter = 1 + (60 / perMinute) };

    public void Count(long keyId) => limiter.AttemptAcquire(keyId).Dispose();

    public void Dispose() => limiter.Dispose();

    private TokenBucketRateLimiterOptions Bucket() => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = perMinute >= 60 ? TimeSpan.FromSeconds(1) : Period / perMinute,
        QueueLimit = 0,
    };
}
