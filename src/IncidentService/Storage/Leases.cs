using IncidentService.Common;

namespace IncidentService.Storage;

/// <summary>
/// The right to do work that only one replica may do at a time. The fence increases whenever the holder changes, so that a former holder is
/// recognised.
/// </summary>
internal sealed record Lease(string Name, long Holder, long Fence);

internal static class Leases
{
    /// <summary>
    /// Short, so that work that must be done within five seconds is in time even if the holder dies. A holder that only stalled is fenced
    /// off.
    /// </summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A lease with more time left than this was taken before the clock was set back, and would block everybody: it counts as expired.
    /// </summary>
    private static readonly TimeSpan LongestDuration = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Takes a lease that is free, has expired or belongs to this holder; null if another one holds it. In that case it only reads.
    /// </summary>
    public static async Task<Lease?> TakeLease(this Store store, string name, long holder, CancellationToken cancellation)
    {
        var now = Instant.Now(store.Clock);
        if (await store.Read(session => session.IsHeldByAnother(name, holder, now))) return null;
        Lease? taken = null;
        await store.Change(async transaction => { taken = await transaction.TakeLease(name, holder); }, cancellation);
        return taken;
    }

    /// <summary>
    /// Runs a change as the holder of a lease, and renews the lease. Returns false and changes nothing if another holder has taken it.
    /// </summary>
    public static async Task<bool> Change(this Store store, Lease lease, Func<Transaction, Task> change, CancellationToken cancellation)
    {
        var outcome = await store.Change<bool>(
            async transaction =>
            {
                if (!await transaction.Renew(lease)) return false;
                await change(transaction);
                return true;
            },
            cancellation);
        return outcome.Value;
    }

    private static async Task<bool> IsHeldByAnother(this Session session, string name, long holder, Instant now) =>
        await session.ExecuteScalar<bool>(
            "SELECT count(*) FROM leases WHERE name = @name AND holder <> @holder AND expires_at > @now AND expires_at <= @latest",
            new { name, holder, now, latest = now.Plus(LongestDuration) });

    private static async Task<Lease?> TakeLease(this Transaction transaction, string name, long holder)
    {
        var taken = await transaction.Execute(
            """
            UPDATE leases SET fence = CASE WHEN holder = @holder THEN fence ELSE fence + 1 END, holder = @holder, expires_at = @until
            WHERE name = @name AND (holder = @holder OR expires_at <= @now OR expires_at > @latest)
            """,
            new
            {
                name, holder, now = transaction.Now, until = transaction.Now.Plus(Duration), latest = transaction.Now.Plus(LongestDuration)
            });
        if (taken == 0) return null;
        return new Lease(name, holder, await transaction.ExecuteScalar<long>("SELECT fence FROM leases WHERE name = @name", new { name }));
    }

    /// <summary>Writes the lease's row, so that another holder has to wait for this transaction before it can take the lease.</summary>
    private static async Task<bool> Renew(this Transaction transaction, Lease lease) => await transaction.Execute(
        "UPDATE leases SET expires_at = @until WHERE name = @Name AND holder = @Holder AND fence = @Fence",
        new { lease.Name, lease.Holder, lease.Fence, until = transaction.Now.Plus(Duration) }) == 1;
}
