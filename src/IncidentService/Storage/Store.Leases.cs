using System.Data.Common;
using Dapper;
using IncidentService.Hosting;

namespace IncidentService.Storage;

/// <summary>The right to work that one replica at a time does. The fence rises whenever the holder changes, so that one who was overtaken is known by it.</summary>
internal sealed record Lease(string Name, long Holder, long Fence);

internal sealed partial class Store
{
    /// <summary>Short, so that what is due within five seconds is done in time after a holder has died; one that only stalled is fenced off.</summary>
    public static readonly TimeSpan LeasesLast = TimeSpan.FromSeconds(3);

    /// <summary>One that lasts longer than this was taken before the clock was set back, and would keep everybody waiting.</summary>
    private static readonly TimeSpan LeasesLastAtMost = TimeSpan.FromMinutes(1);

    /// <summary>Takes a lease that is free, has run out or is the holder's own; null while another one holds it. Only that asks without writing.</summary>
    public async Task<Lease?> TakeLease(string name, long holder, CancellationToken cancellation)
    {
        if (await Read(connection => IsHeldByAnother(connection, name, holder))) return null;
        Lease? taken = null;
        await Change(
            null,
            async transaction =>
            {
                taken = await TakeLease(transaction, name, holder);
                return Reply.Empty(StatusCodes.Status204NoContent);
            },
            cancellation);
        return taken;
    }

    /// <summary>A change by the holder of a lease, whom it lasts longer. False when that one was overtaken: then nothing was changed.</summary>
    public async Task<bool> Change(Lease lease, Func<Transaction, Task> change, CancellationToken cancellation)
    {
        var reply = await Change(
            null,
            async transaction =>
            {
                if (!await Renew(transaction, lease)) return Reply.Empty(StatusCodes.Status409Conflict);
                await change(transaction);
                return Reply.Empty(StatusCodes.Status204NoContent);
            },
            cancellation);
        return reply.Accepted;
    }

    private Task<bool> IsHeldByAnother(DbConnection connection, string name, long holder) => connection.ExecuteScalarAsync<bool>(
        "SELECT count(*) FROM leases WHERE name = @name AND holder <> @holder AND expires_at > @now AND expires_at <= @latest",
        new { name, holder, now = Instant.Now(clock), latest = Instant.Now(clock).Plus(LeasesLastAtMost) });

    private static async Task<Lease?> TakeLease(Transaction transaction, string name, long holder)
    {
        var taken = await transaction.Connection.ExecuteAsync(
            """
            UPDATE leases SET fence = CASE WHEN holder = @holder THEN fence ELSE fence + 1 END, holder = @holder, expires_at = @until
            WHERE name = @name AND (holder = @holder OR expires_at <= @now OR expires_at > @latest)
            """,
            new { name, holder, now = transaction.Now, until = transaction.Now.Plus(LeasesLast), latest = transaction.Now.Plus(LeasesLastAtMost) });
        if (taken == 0) return null;
        return new Lease(name, holder, await transaction.Connection.ExecuteScalarAsync<long>("SELECT fence FROM leases WHERE name = @name", new { name }));
    }

    /// <summary>A write, so that whoever would overtake has to wait for this transaction.</summary>
    private static async Task<bool> Renew(Transaction transaction, Lease lease) => await transaction.Connection.ExecuteAsync(
        "UPDATE leases SET expires_at = @until WHERE name = @Name AND holder = @Holder AND fence = @Fence",
        new { lease.Name, lease.Holder, lease.Fence, until = transaction.Now.Plus(LeasesLast) }) == 1;
}
