using System.Net;
using IncidentService.Common.Outcomes;
using IncidentService.Http;

namespace IncidentService.Keys.Limiting;

/// <summary>
/// Slows an address that sends wrong keys. While it waits, no key of it is checked: otherwise the next guess would still be answered.
/// </summary>
internal sealed class WrongKeyLimit(IConfiguration configuration, TimeProvider clock)
{
    private readonly int perMinute = configuration.GetValue("Limits:WrongKeysPerMinute", 20);
    private readonly TokenBuckets<IPAddress> buckets =
        new(Math.Max(1, configuration.GetValue("Limits:WrongKeysPerMinute", 20)), clock);

    /// <summary>Null while the address may try another key.</summary>
    public Problem? Check(HttpContext http) =>
        perMinute > 0 && buckets.Find(CallerAddress.Of(http)) is < 1 and var left
            ? Problem.From(Problems.TooManyWrongKeys) with { RetryAfter = buckets.WaitSeconds(left) }
            : null;

    public void Count(HttpContext http)
    {
        if (perMinute > 0) buckets.Take(CallerAddress.Of(http), 1);
    }
}
