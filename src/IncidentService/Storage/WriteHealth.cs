using System.Data.Common;
using IncidentService.Common.Outcomes;

namespace IncidentService.Storage;

/// <summary>
/// Whether the register takes writes. A probe writes to find out: every 30 seconds, every two seconds while writes are refused, and at once
/// after a write of anybody else was refused.
/// </summary>
internal sealed partial class WriteHealth(Store store, ILogger<WriteHealth> log)
{
    private static readonly TimeSpan Usually = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(2);

    /// <summary>
    /// More than most requests write: in the last free kilobytes of a disk a small row has room, and no incident has. To open one, SQLite
    /// writes about 20 pages, 80 KB. PostgreSQL compresses it, and writes less.
    /// </summary>
    private static readonly string Filler = new('.', 262_144);

    private long probedAt;
    private int probing;
    private volatile bool isRefused;

    public async Task<bool> AreTaken()
    {
        if ((store.TakeRefusedWrite() || IsDue()) && Interlocked.Exchange(ref probing, 1) == 0) await Probe();
        return !isRefused;
    }

    /// <summary>A clock that was set back makes it due too.</summary>
    private bool IsDue() =>
        TimeSpan.FromTicks(Now - Volatile.Read(ref probedAt)).Duration() >= (isRefused ? AfterRefusal : Usually);

    private long Now => store.Clock.GetUtcNow().UtcTicks;

    /// <summary>Leaves nothing behind, and has been on the disk all the same.</summary>
    private static async Task Write(Transaction transaction, long id)
    {
        await transaction.Execute("INSERT INTO texts (owner_id, part, body) VALUES (@id, 0, @Filler)", new { id, Filler });
        await transaction.Execute("DELETE FROM texts WHERE owner_id = @id", new { id });
    }

    private async Task Probe()
    {
        try
        {
            Volatile.Write(ref probedAt, Now);
            await store.Change(transaction => Write(transaction, store.NewId()), CancellationToken.None);
            isRefused = false;
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            isRefused = true;
            LogRefused(exception.Message);
        }
        finally
        {
            store.TakeRefusedWrite(); // that of this write
            Volatile.Write(ref probing, 0);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The register accepts no writes: {Reason}")]
    private partial void LogRefused(string reason);
}
