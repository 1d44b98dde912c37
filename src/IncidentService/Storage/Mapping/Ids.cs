using System.Security.Cryptography;
using IncidentService.Common;

namespace IncidentService.Storage.Mapping;

/// <summary>
/// Creates row ids in the program: 41 bits of milliseconds, and 22 bits that start at random and count up. They sort by time, so new rows
/// land on cached pages, and no engine has to be asked for an id. If two replicas create the same id, the second insertion violates the
/// primary key and its change is run again.
/// </summary>
internal sealed class Ids(TimeProvider clock)
{
    private const int CounterBits = 22;
    private long last;

    /// <summary>A lower bound of all ids that are created from this moment on.</summary>
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
