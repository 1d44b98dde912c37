using IncidentService.Contacts;

namespace IncidentService.Storage.Sql;

/// <summary>The progress of a pass that gives all contacts the lookup keys of one normaliser.</summary>
internal sealed class RekeyingProgress
{
    public long IncidentId { get; init; }
    public int Ordinal { get; init; }
    public long Done { get; init; }
}

internal static class RekeyingSql
{
    /// <summary>True if the lookup keys of all contacts come from this normaliser.</summary>
    public static async Task<bool> HasContactKeysOf(this Session session, string normaliser) =>
        await session.FindRekeyingProgress(normaliser) is { Done: 1 }
        || await session.ExecuteScalar<long>("SELECT CASE WHEN EXISTS (SELECT 1 FROM contacts) THEN 1 ELSE 0 END") == 0;

    public static Task<RekeyingProgress?> FindRekeyingProgress(this Session session, string normaliser) =>
        session.QuerySingleOrDefault<RekeyingProgress?>(
            "SELECT incident_id, ordinal, done FROM contact_keys WHERE normaliser = @normaliser", new { normaliser });

    /// <summary>
    /// Locks the progress mark: another program that runs the same pass waits here. Null if the pass is done or was never begun.
    /// </summary>
    public static async Task<RekeyingProgress?> LockRekeyingProgress(this Transaction transaction, string normaliser)
    {
        var taken = await transaction.Execute(
            "UPDATE contact_keys SET done = done WHERE normaliser = @normaliser AND done = 0", new { normaliser });
        return taken == 0 ? null : await transaction.FindRekeyingProgress(normaliser);
    }

    /// <summary>
    /// Begins a pass and deletes the marks of other normalisers. If two programs begin at once, the change of the second is run again and
    /// finds the mark.
    /// </summary>
    public static async Task BeginRekeying(this Transaction transaction, string normaliser, bool again)
    {
        await transaction.Execute(
            "DELETE FROM contact_keys WHERE normaliser <> @normaliser OR @again = 1", new { normaliser, again = again ? 1 : 0 });
        if (await transaction.FindRekeyingProgress(normaliser) is null)
            transaction.Write(
                "INSERT INTO contact_keys (normaliser, incident_id, ordinal, done) VALUES (@normaliser, 0, 0, 0)", new { normaliser });
    }

    public static void SaveRekeyingProgress(this Transaction transaction, string normaliser, Contact last) => transaction.Write(
        "UPDATE contact_keys SET incident_id = @IncidentId, ordinal = @Ordinal WHERE normaliser = @normaliser",
        new { last.IncidentId, last.Ordinal, normaliser });

    public static void EndRekeying(this Transaction transaction, string normaliser) =>
        transaction.Write("UPDATE contact_keys SET done = 1 WHERE normaliser = @normaliser", new { normaliser });

    /// <summary>The first comparison lets the engine seek in the primary key.</summary>
    public static Task<IReadOnlyList<Contact>> ListContactsAfter(
        this Session session, RekeyingProgress mark, int take) => session.Query<Contact>(
        $"""
        SELECT {ContactSql.ContactColumns} FROM contacts c
        WHERE c.incident_id >= @IncidentId AND (c.incident_id > @IncidentId OR c.ordinal > @Ordinal)
        {ContactSql.InOrder} {session.Dialect.Take}
        """,
        new { mark.IncidentId, mark.Ordinal, take });

    /// <summary>
    /// Sets the key unless the contact was removed or confirmed meanwhile. The version of the incident stays, so its stored card, which may
    /// say that the contact is to be confirmed, is deleted.
    /// </summary>
    public static void SetContactKey(this Transaction transaction, Contact contact, string? key) => transaction.Write(
        """
        UPDATE contacts SET lookup_key = @key
        WHERE incident_id = @IncidentId AND ordinal = @Ordinal AND value = @Value AND coalesce(lookup_key, '') = @former;
        DELETE FROM cards WHERE incident_id IN (SELECT coalesce(i.survivor_id, i.id) FROM incidents i WHERE i.id = @IncidentId)
        """,
        new { key, contact.IncidentId, contact.Ordinal, contact.Value, former = contact.LookupKey ?? "" });

    /// <summary>Applies refusals and questions recorded under one hash to the other as well.</summary>
    public static async Task CopyPermission(this Transaction transaction, byte[] from, byte[] to)
    {
        var known = (await transaction.ListPermissions([from])).SingleOrDefault();
        if (known is null) return;
        transaction.AddPermissions([to]);
        if (known.RefusedAt is { } refused)
            transaction.Write(
                "UPDATE permissions SET refused_at = @refused WHERE contact_hash = @to AND refused_at IS NULL", new { refused, to });
        if (known.AskedAt is { } asked)
            transaction.Write(
                "UPDATE permissions SET asked_at = @asked WHERE contact_hash = @to AND (asked_at IS NULL OR asked_at < @asked)",
                new { asked, to });
    }
}
