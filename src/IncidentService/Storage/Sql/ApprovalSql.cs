using System.Data.Common;
using Dapper;
using IncidentService.Approvals;
using IncidentService.Common.Outcomes;

namespace IncidentService.Storage.Sql;

internal static class ApprovalSql
{
    internal const string Approvals =
        """
        SELECT a.incident_id, a.ordinal, a.type, a.item, a.quantity, a.amount, a.currency, a.partial, a.uses, a.used, a.used_amount, a.valid_from,
            a.valid_until, a.channels, a.locations, a.granted_at, a.key_id, a.agent, a.channel, a.sequence, a.announced_id, a.announced_by,
            a.revoked_at, a.revoked_channel, a.revoked_agent, t.body AS note
        FROM approvals a LEFT JOIN texts t ON t.owner_id = a.incident_id AND t.part = a.sequence
        """;

    internal const string InOrder = "ORDER BY a.granted_at, a.incident_id, a.ordinal";

    /// <summary>The note is the text of the approval's timeline event, which is written with the incident.</summary>
    public static void AddApproval(this Transaction transaction, Approval approval) => transaction.Write(
        """
        INSERT INTO approvals (incident_id, ordinal, type, item, quantity, amount, currency, partial, uses, used, used_amount, valid_from, valid_until,
            channels, locations, granted_at, key_id, agent, channel, sequence)
        VALUES (@IncidentId, @Ordinal, @Type, @Item, @Quantity, @Amount, @Currency, @Partial, @Uses, @Used, @UsedAmount, @ValidFrom, @ValidUntil,
            @Channels, @Locations, @GrantedAt, @KeyId, @Agent, @Channel, @Sequence)
        """,
        approval);

    public static async Task RevokeApproval(this Transaction transaction, Approval approval)
    {
        var revoked = await transaction.Execute(
            """
            UPDATE approvals SET revoked_at = @RevokedAt, revoked_channel = @RevokedChannel, revoked_agent = @RevokedAgent
            WHERE incident_id = @IncidentId AND ordinal = @Ordinal AND revoked_at IS NULL
            """,
            approval);
        if (revoked != 1) throw new ConcurrencyConflictException();
    }

    /// <summary>
    /// Adds to the amount that a key has granted on a day. Returns false and adds nothing if that would exceed the limit.
    /// </summary>
    public static async Task<bool> TryAddToDailyTotal(this Transaction transaction, long keyId, int day, long amount, long most)
    {
        var sum = new { keyId, day, amount, most };
        var added = await transaction.Execute(
            "UPDATE grant_days SET total = total + @amount WHERE key_id = @keyId AND day = @day AND total + @amount <= @most", sum);
        if (added == 1) return true;
        if (await transaction.ExecuteScalar<long?>("SELECT total FROM grant_days WHERE key_id = @keyId AND day = @day", sum) is not null)
            return false;
        transaction.Write( // if two changes insert the day's first row, the second violates the primary key and runs again
            "INSERT INTO grant_days (key_id, day, total) VALUES (@keyId, @day, @amount)", sum);
        return true;
    }

    public static Task<Approval?> FindApproval(this Session session, long incidentId, int ordinal) =>
        session.QuerySingleOrDefault<Approval?>(
            $"{Approvals} WHERE a.incident_id = @incidentId AND a.ordinal = @ordinal", new { incidentId, ordinal });
}
