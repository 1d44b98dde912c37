using System.Net;
using IncidentNumbers;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Addresses;
using IncidentService.Keys.Limiting;

namespace IncidentService.Tracking.Access;

/// <summary>
/// Limits what customers' pages send, who need no key: requests by network address; wrong pairs and links by address and by number, whether
/// the number was issued or not; and what is written about one number. Each replica counts for itself: a count that all share would be a
/// write for every guess.
/// </summary>
internal sealed class CustomerLimits(IConfiguration configuration, TimeProvider clock)
{
    private const int Hour = 60;
    private readonly TokenLimit<IPAddress> requests = new(configuration, "Tracking:RequestsPerMinute", 120, 1, clock);
    private readonly TokenLimit<IPAddress> misses = new(configuration, "Tracking:MissesPerHour", 60, Hour, clock);
    private readonly TokenLimit<long> missesOfNumber =
        new(configuration, "Tracking:MissesPerHourAndNumber", 10, Hour, clock);
    private readonly TokenLimit<long> changes = new(configuration, "Tracking:ChangesPerHour", 30, Hour, clock);

    /// <summary>Counts a request; a problem if its address sends too many.</summary>
    public Problem? CountRequest(HttpContext http) => requests.Check(CallerAddress.From(http)) ?? requests.Count(CallerAddress.From(http));

    /// <summary>A problem if this address, or anybody with this number, was wrong too often.</summary>
    public Problem? CheckGuess(HttpContext http, IncidentNumber? number) =>
        misses.Check(CallerAddress.From(http)) ?? (number is { } typed ? missesOfNumber.Check(typed.Value) : null);

    public void CountMiss(HttpContext http, IncidentNumber? number)
    {
        misses.Count(CallerAddress.From(http));
        if (number is { } typed) missesOfNumber.Count(typed.Value);
    }

    /// <summary>Counts a write; a problem if there were too many for this number.</summary>
    public Problem? CountChange(IncidentNumber number) => changes.Check(number.Value) ?? changes.Count(number.Value);

    private sealed class TokenLimit<TKey>(IConfiguration configuration, string setting, int byDefault, int minutes, TimeProvider clock)
        where TKey : notnull
    {
        private readonly int most = configuration.GetValue(setting, byDefault);
        private readonly TokenBuckets<TKey> buckets = new(clock, minutes);

        public Problem? Check(TKey key) => most > 0 && buckets.Find(key, most) is < 1 and var left
            ? Problem.From(Problems.TooManyAttempts) with { RetryAfter = buckets.WaitSeconds(left, most) }
            : null;

        /// <summary>Takes a token. Never returns a problem.</summary>
        public Problem? Count(TKey key)
        {
            if (most > 0) buckets.Take(key, most, 1);
            return null;
        }
    }
}
