using IncidentService.Contacts;

namespace IncidentService.Storage;

/// <summary>How far a pass has come that gives all contacts the keys of one normaliser.</summary>
internal sealed class RekeyingMark
{
    public long IncidentId { get; init; }
    public int Ordinal { get; init; }
    public long Done { get; init; }
}

internal static class RekeyingSql
{
    /// <summary>The keys of all contacts are this normaliser's.</summary>
    public static async Task<bool> HasContactKeysOf(this Session session, string normaliser) =>
        await session.FindRekeyingMark(normaliser) is { Done: 1 }
        || await session.ExecuteScalar<long>("SELECT CASE WHEN EXISTS (SELECT 1 FROM contacts) THEN 1 ELSE 0 END") == 0;

    public static Task<RekeyingMark?> FindRekeyingMark(this Session session, string normaliser) => session.QuerySingleOrDefault<RekeyingMark?>(
        "SELECT incident_id, ordinal, done FROM contact_keys WHERE normaliser = @normaliser", new { normaliser });

    /// <summary>The mark, for this transaction alone: another program that is at the same pass waits here. Null when there is nothing left to do.</summary>
    public static async Task<RekeyingMark?> LockRekeyingMark(this Transaction transaction, string normaliser)
    {
        var taken = await transaction.Execute("UPDATE contact_keys SET done = done WHERE normaliser = @normaliser AND done = 0", new { normaliser });
        return taken == 0 ? null : await transaction.FindRekeyingMark(normaliser);
    }

    /// <summary>Of two programs that begin at once, the later one's change runs again and finds the mark. What another normaliser had begun is over.</summary>
    public static async Task BeginRekeying(this Transaction transaction, string normaliser, bool again)
    {
        await transaction.Execute(
            "DELETE FROM contact_keys WHERE normaliser <> @normaliser OR @again = 1", new { normaliser, again = again ? 1 : 0 });
        if (await transaction.FindRekeyingMark(normaliser) is null)
            transaction.Write("INSERT INTO contact_keys (normaliser, incident_id, ordinal, done) VALUES (@normaliser, 0, 0, 0)", new { normaliser });
    }

    public static void MoveRekeyingMark(this Transaction transaction, string normaliser, Contact last) => transaction.Write(
        "UPDATE contact_keys SET incident_id = @IncidentId, ordinal = @Ordinal WHERE normaliser = @normaliser", new { last.IncidentId, last.Ordinal, normaliser });

    public static void EndRekeying(this Transaction transaction, string normaliser) =>
        transaction.Write("UPDATE contact_keys SET done = 1 WHERE normaliser = @normaliser", new { normaliser });

    /// <summary>The first comparison lets the engine begin in the primary key.</summary>
    public static Task<IReadOnlyList<Contact>> ListContactsBehind(this Session session, RekeyingMark mark, int take) => session.Query<Contact>(
        $"""
        SELECT {ContactSql.ContactColumns} FROM contacts c
        WHERE c.incident_id >= @IncidentId AND (c.incident_id > @IncidentId OR c.ordinal > @Ordinal)
        {ContactSql.InOrder} {session.Dialect.Take}
        """,
        new { mark.IncidentId, mark.Ordinal, take });

    /// <summary>Unless somebody has removed or confirmed the contact meanwhile.</summary>
    public static void SetContactKey(this Transaction transaction, Contact contact, string? key) => transaction.Write(
        """
        UPDATE contacts SET lookup_key = @key
        WHERE incident_id = @IncidentId AND ordinal = @Ordinal AND value = @Value AND coalesce(lookup_key, '') = @former
        """,
        new { key, contact.IncidentId, contact.Ordinal, contact.Value, former = contact.LookupKey ?? "" });

    /// <summary>What was asked or refused under one hash counts under the other as well.</summary>
    public static async Task CopyPermission(this Transaction transaction, byte[] from, byte[] to)
    {
        var known = (await transaction.ListPermissions([from])).SingleOrDefault();
        if (known is null) return;
        transaction.AddPermissions([to]);
        if (known.RefusedAt is { } refused)
            transaction.Write("UPDATE permissions SET refused_at = @refused WHERE contact_hash = @to AND refused_at IS NULL", new { refused, to });
        if (known.AskedAt is { } asked)
            transaction.Write(
                "UPDATE permissions SET asked_at = @asked WHERE contact_hash = @to AND (asked_at IS NULL OR asked_at < @asked)", new { asked, to });
    }
}
