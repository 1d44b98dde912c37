using System.Net;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Addresses;

namespace IncidentService.Keys.Limiting;

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
