using System.Data.Common;
using Dapper;
using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Approvals.Redemptions;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;

namespace IncidentService.Storage.Sql;

/// <summary>
/// What a redemption is decided by, once the incident is locked. The approval and the redemption are null if there is none yet.
/// </summary>
internal sealed record LockedApproval(Incident Incident, Approval? Approval, Redemption? Redemption);

internal static class RedemptionSql
{
    private const string Columns =
        """
        SELECT r.incident_id, r.approval, r.transaction_id, r.item, r.quantity, r.amount, r.currency, r.redeemed_at, r.key_id, r.channel, r.location,
            r.agent, r.reversed_at, r.reversed_channel, r.reversed_location, r.reversed_agent
        FROM redemptions r
        """;

    private const string Redemptions = $"{Columns} WHERE r.incident_id = @incidentId AND r.approval = @approval";

    private const string IncidentOfNumber = "(SELECT n.incident_id FROM numbers n WHERE n.number = @number)";

    private const string ForRedemption =
        $"""
        {IncidentSql.SurvivorByNumber};
        {ApprovalSql.Approvals} WHERE a.incident_id = {IncidentOfNumber} AND a.ordinal = @approval;
        {Columns} WHERE r.incident_id = {IncidentOfNumber} AND r.approval = @approval AND r.transaction_id = @transactionId
        """;

    /// <summary>
    /// Locks the survivor that a number leads to, and finds an approval of the incident with that number and one redemption of it: in one
    /// round trip. Null if the number was not issued to an incident.
    /// </summary>
    public static async Task<LockedApproval?> LockApproval(
        this Transaction transaction, IncidentNumber number, int approval, string transactionId)
    {
        var key = new { number, approval, transactionId };
        if (await transaction.ReadsUnlocked())
        {
            using var read = await transaction.QueryMultiple(ForRedemption, key);
            if (await Read(read) is not { } unlocked) return null;
            if (await transaction.StaysUnlocked(unlocked.Incident))
                return unlocked with { Incident = transaction.Track(unlocked.Incident) };
        }
        if (transaction.Dialect.LockIncidents(IncidentSql.SurvivorOfNumber) is not { } locking)
            return await transaction.FindLocked(await transaction.LockIncident(number), approval, transactionId);
        using var results = await transaction.QueryMultiple($"{locking}; {ForRedemption}", key);
        var locked = await results.ReadSingleOrDefaultAsync<long?>();
        if (await Read(results) is not { } found) return null;
        return found.Incident.Id == locked
            ? found with { Incident = transaction.Track(found.Incident) }
            : throw new ConcurrencyConflictException();
    }

    private static async Task<LockedApproval?> Read(SqlMapper.GridReader results)
    {
        var incident = await results.ReadSingleOrDefaultAsync<Incident?>();
        var granted = await results.ReadSingleOrDefaultAsync<Approval?>();
        var redemption = await results.ReadSingleOrDefaultAsync<Redemption?>();
        return incident is null ? null : new LockedApproval(incident, granted, redemption);
    }

    private static async Task<LockedApproval?> FindLocked(
        this Transaction transaction, Incident? incident, int ordinal, string transactionId) =>
        incident is null
            ? null
            : new LockedApproval(
                incident, await transaction.FindApproval(incident.NamedId, ordinal),
                await transaction.FindRedemption(incident.NamedId, ordinal, transactionId));

    public static Task<Redemption?> FindRedemption(this Session session, Approval approval, string transactionId) =>
        session.FindRedemption(approval.IncidentId, approval.Ordinal, transactionId);

    /// <summary>The latest redemption that was not reversed.</summary>
    public static Task<Redemption?> FindLastRedemption(this Session session, Approval approval) => session.QueryFirstOrDefault<Redemption?>(
        $"{Redemptions} AND r.redeemed_at IS NOT NULL AND r.reversed_at IS NULL ORDER BY r.redeemed_at DESC, r.transaction_id DESC {session.Dialect.Take}",
        new { incidentId = approval.IncidentId, approval = approval.Ordinal, take = 1 });

    public static void AddRedemption(this Transaction transaction, Redemption redemption) => transaction.Write(
        """
        INSERT INTO redemptions (incident_id, approval, transaction_id, item, quantity, amount, currency, redeemed_at, key_id, channel, location, agent,
            reversed_at, reversed_channel, reversed_location, reversed_agent)
        VALUES (@IncidentId, @Approval, @TransactionId, @Item, @Quantity, @Amount, @Currency, @RedeemedAt, @KeyId, @Channel, @Location, @Agent,
            @ReversedAt, @ReversedChannel, @ReversedLocation, @ReversedAgent)
        """,
        redemption);

    /// <summary>
    /// Deducts a redemption from the approval. The statement itself deducts no more than is left, whatever was read before.
    /// </summary>
    public static void SaveRedemption(this Transaction transaction, Approval approval, Redemption redemption)
    {
        transaction.WriteOne(
            """
            UPDATE approvals SET used = used + 1, used_amount = used_amount + @amount
            WHERE incident_id = @IncidentId AND ordinal = @Ordinal AND revoked_at IS NULL
                AND (uses IS NULL OR used < uses) AND (amount IS NULL OR used_amount + @amount <= amount)
            """,
            new { approval.IncidentId, approval.Ordinal, amount = AmountUsed(approval, redemption) });
        transaction.AddRedemption(redemption);
    }

    /// <summary>Gives the approval back what was redeemed.</summary>
    public static async Task SaveReversal(this Transaction transaction, Approval approval, Redemption redemption)
    {
        var reversed = await transaction.Execute(
            """
            UPDATE redemptions SET reversed_at = @ReversedAt, reversed_channel = @ReversedChannel, reversed_location = @ReversedLocation, reversed_agent = @ReversedAgent
            WHERE incident_id = @IncidentId AND approval = @Approval AND transaction_id = @TransactionId AND redeemed_at IS NOT NULL AND reversed_at IS NULL
            """,
            redemption);
        if (reversed != 1) throw new ConcurrencyConflictException();
        transaction.Write(
            "UPDATE approvals SET used = used - 1, used_amount = used_amount - @amount WHERE incident_id = @IncidentId AND ordinal = @Ordinal",
            new { approval.IncidentId, approval.Ordinal, amount = AmountUsed(approval, redemption) });
    }

    /// <summary>
    /// The amount to deduct: only partial redemptions use up the approval's money; otherwise each use may be for the whole amount.
    /// </summary>
    private static long AmountUsed(Approval approval, Redemption redemption) => approval.Partial ? redemption.Amount!.Value : 0;

    public static Task<Redemption?> FindRedemption(this Session session, long incidentId, int approval, string transactionId) =>
        session.QuerySingleOrDefault<Redemption?>(
            $"{Redemptions} AND r.transaction_id = @transactionId", new { incidentId, approval, transactionId });
}
