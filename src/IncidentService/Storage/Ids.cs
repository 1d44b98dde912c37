using System.Security.Cryptography;
using IncidentService.Common;

namespace IncidentService.Storage;

/// <summary>
/// Row ids made in the program: 41 bits of milliseconds, 22 bits that start at random and count up. They sort by time, so new rows land on
/// the pages that are warm, and no engine has to be asked for them. Two replicas meeting on one id is a unique violation, and the change runs again.
/// </summary>
internal sealed class Ids(TimeProvider clock)
{
    private const int CounterBits = 22;
    private long last;

    /// <summary>At most what any id is that is made from this moment on.</summary>
    public static long From(Instant moment) => moment.Micros / 1_000 << CounterBits;

    public long Next()
    {
        var floor = clock.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits;
        while (true)
        {
            var before = Volatile.Read(ref last);
            var next = before >= floor ? before + 1 : floor + RandomNumberGenerator.GetInt32(1 << (CounterBits - 1));
            if (Interlocked.CompareExchange(ref last, next, before) == before) return next;
        }
    }
}
