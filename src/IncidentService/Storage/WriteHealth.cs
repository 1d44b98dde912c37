using System.Data.Common;
using IncidentService.Common.Outcomes;

namespace IncidentService.Storage;

/// <summary>
/// Whether the register takes writes, as far as is known: by the last write that it refused, and by one of its own. That one is made
/// seldom, and until it succeeds after a refusal.
/// </summary>
internal sealed class WriteHealth(Store store)
{
    private static readonly TimeSpan Usually = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(2);

    /// <summary>More than most requests write: in the last free kilobytes of a disk a small row has room, and no incident has.</summary>
    private static readonly string Filler = new('.', 65_536);

    private long probedAt;
    private int probing;

    public async Task<bool> AreTaken()
    {
        if (IsDue() && Interlocked.Exchange(ref probing, 1) == 0) await Probe();
        return !store.HasRefusedWrite;
    }

    /// <summary>A clock that was set back makes it due too.</summary>
    private bool IsDue() =>
        TimeSpan.FromTicks(Now - Volatile.Read(ref probedAt)).Duration() >= (store.HasRefusedWrite ? AfterRefusal : Usually);

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
            await store.ProveWrite(transaction => Write(transaction, store.NewId()));
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            // The store has noted it.
        }
        finally
        {
            Volatile.Write(ref probing, 0);
        }
    }
}
