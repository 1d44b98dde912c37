using System.Data.Common;
using Dapper;
using IncidentService.Contacts;

namespace IncidentService.Storage;

/// <summary>How many contacts were looked at, how many of them have another key now, and how many of those none, since they identify nobody.</summary>
internal readonly record struct Rekeyed(long Seen, long Changed, long Keyless)
{
    public Rekeyed Plus(Rekeyed other) => new(Seen + other.Seen, Changed + other.Changed, Keyless + other.Keyless);
}

/// <summary>Gives stored contacts their keys.</summary>
/// <param name="Version">What the keys depend on.</param>
/// <param name="KeyOf">A contact's key, as it is stored.</param>
/// <param name="HashKey">The configured key of contact hashes.</param>
internal sealed record Normaliser(string Version, Func<Contact, string?> KeyOf, byte[]? HashKey);

internal sealed partial class Store
{
    /// <summary>How many contacts a transaction looks at: other writers wait for no longer than that takes.</summary>
    private const int ContactsAtOnce = 1_000;

    private sealed class RekeyingMark
    {
        public long IncidentId { get; init; }
        public int Ordinal { get; init; }
        public long Done { get; init; }
    }

    /// <summary>The keys of all contacts are this normaliser's.</summary>
    public Task<bool> HasKeysOf(string normaliser) => Read(async connection =>
        await FindMark(connection, normaliser) is { Done: 1 }
        || await connection.ExecuteScalarAsync<long>("SELECT CASE WHEN EXISTS (SELECT 1 FROM contacts) THEN 1 ELSE 0 END") == 0);

    /// <summary>
    /// Gives all contacts the keys of this normaliser, batch by batch, each under the lock of the migrations; goes on where an earlier run broke off,
    /// and does nothing where all have them. With again it begins anew. What was refused under an old key is refused under the new one.
    /// </summary>
    public async Task<Rekeyed> Rekey(Normaliser normaliser, TimeProvider clock, bool again = false)
    {
        await using var connection = database.OpenForMigration();
        await Migrator.Alone(connection, dialect, () => BeginRekeying(connection, normaliser.Version, again));
        var all = default(Rekeyed);
        for (var done = false; !done;)
        {
            await Migrator.Alone(connection, dialect, async () =>
            {
                var mark = await FindMark(connection, normaliser.Version);
                done = mark is null or { Done: 1 }; // another program has begun a pass with another normaliser, or ended this one
                if (done) return;
                var contacts = await ContactsBehind(connection, mark!);
                all = all.Plus(await RekeyAll(new Transaction(connection, Instant.Now(clock), () => null), contacts, normaliser));
                done = contacts.Count < ContactsAtOnce;
                await MoveMark(connection, normaliser.Version, contacts, done);
            });
        }
        return all;
    }

    private static async Task BeginRekeying(DbConnection connection, string version, bool again)
    {
        await connection.ExecuteAsync("DELETE FROM contact_keys WHERE normaliser <> @version OR @again = 1", new { version, again = again ? 1 : 0 });
        if (await FindMark(connection, version) is null)
            await connection.ExecuteAsync("INSERT INTO contact_keys (normaliser, incident_id, ordinal, done) VALUES (@version, 0, 0, 0)", new { version });
    }

    private static Task<RekeyingMark?> FindMark(DbConnection connection, string version) => connection.QuerySingleOrDefaultAsync<RekeyingMark?>(
        "SELECT incident_id, ordinal, done FROM contact_keys WHERE normaliser = @version", new { version });

    private static async Task MoveMark(DbConnection connection, string version, IReadOnlyList<Contact> contacts, bool done)
    {
        if (contacts.Count > 0)
            await connection.ExecuteAsync(
                "UPDATE contact_keys SET incident_id = @IncidentId, ordinal = @Ordinal WHERE normaliser = @version",
                new { contacts[^1].IncidentId, contacts[^1].Ordinal, version });
        if (done) await connection.ExecuteAsync("UPDATE contact_keys SET done = 1 WHERE normaliser = @version", new { version });
    }

    /// <summary>The first comparison lets the engine begin in the primary key.</summary>
    private async Task<IReadOnlyList<Contact>> ContactsBehind(DbConnection connection, RekeyingMark mark) => (await connection.QueryAsync<Contact>(
        $"""
        SELECT {ContactColumns} FROM contacts c
        WHERE c.incident_id >= @IncidentId AND (c.incident_id > @IncidentId OR c.ordinal > @Ordinal)
        ORDER BY c.incident_id, c.ordinal {dialect.Take}
        """,
        new { mark.IncidentId, mark.Ordinal, take = ContactsAtOnce })).AsList();

    /// <summary>Two contacts of one incident that have one key from now on both stay: their ordinals are addresses for ever.</summary>
    private async Task<Rekeyed> RekeyAll(Transaction transaction, IReadOnlyList<Contact> contacts, Normaliser normaliser)
    {
        var (changed, keyless) = (0, 0);
        IReadOnlyList<byte[]>? hashKeys = null;
        foreach (var contact in contacts.Where(contact => contact.Value is not null))
        {
            var key = normaliser.KeyOf(contact);
            if (key == contact.LookupKey) continue;
            changed++;
            if (key is null) keyless++;
            await transaction.Connection.ExecuteAsync(
                "UPDATE contacts SET lookup_key = @key WHERE incident_id = @IncidentId AND ordinal = @Ordinal AND value = @Value",
                new { key, contact.IncidentId, contact.Ordinal, contact.Value });
            if (key is null || contact.LookupKey is null) continue;
            hashKeys ??= await HashKeys(transaction, normaliser.HashKey);
            foreach (var hashKey in hashKeys) await CopyPermission(transaction, ContactHashes.Of([contact.LookupKey], [hashKey])[0], ContactHashes.Of([key], [hashKey])[0]);
        }
        return new Rekeyed(contacts.Count, changed, keyless);
    }

    private async Task<IReadOnlyList<byte[]>> HashKeys(Transaction transaction, byte[]? configured)
    {
        byte[]?[] keys = [configured, await FindSecret(transaction, Permitting.HashKey)];
        return [.. keys.OfType<byte[]>()];
    }

    private static async Task CopyPermission(Transaction transaction, byte[] from, byte[] to)
    {
        var known = await transaction.Connection.QuerySingleOrDefaultAsync<KnownPermission?>(
            "SELECT refused_at, asked_at FROM permissions WHERE contact_hash = @from", new { from });
        if (known is null) return;
        await AddPermissions(transaction, [to]);
        if (known.RefusedAt is { } refused)
            await transaction.Connection.ExecuteAsync("UPDATE permissions SET refused_at = @refused WHERE contact_hash = @to AND refused_at IS NULL", new { refused, to });
        if (known.AskedAt is { } asked)
            await transaction.Connection.ExecuteAsync(
                "UPDATE permissions SET asked_at = @asked WHERE contact_hash = @to AND (asked_at IS NULL OR asked_at < @asked)", new { asked, to });
    }
}
