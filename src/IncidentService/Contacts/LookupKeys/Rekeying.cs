using IncidentService.Contacts.Permissions;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Contacts.LookupKeys;

/// <summary>
/// How many contacts were checked, how many have a new key, and how many of those have none because they identify nobody.
/// </summary>
internal readonly record struct Rekeyed(long Seen, long Changed, long Keyless)
{
    public Rekeyed Plus(Rekeyed other) => new(Seen + other.Seen, Changed + other.Changed, Keyless + other.Keyless);
}

/// <summary>
/// Recomputes the keys of all contacts in batches, each in its own transaction, and continues after an interrupted run. Several programs
/// may do so concurrently. Permissions and opt-outs are copied from the old key to the new one.
/// </summary>
internal sealed class Rekeying(Store store, Normaliser normaliser)
{
    /// <summary>Limits how long other writers wait for a batch.</summary>
    private const int ContactsAtOnce = 1_000;

    /// <summary>Does nothing if all contacts have these keys; if again is true, it starts from the beginning.</summary>
    public async Task<Rekeyed> Run(bool again = false)
    {
        if (!again && await store.Read(session => session.FindRekeyingProgress(normaliser.Version)) is { Done: 1 }) return default;
        await store.Change(transaction => transaction.BeginRekeying(normaliser.Version, again), CancellationToken.None);
        var all = default(Rekeyed);
        for (var done = false; !done;)
        {
            var batch = default(Rekeyed);
            await store.Change(async transaction => (batch, done) = await RekeyNext(transaction), CancellationToken.None);
            all = all.Plus(batch);
        }
        return all;
    }

    /// <summary>Rekeys the next batch. Also done if another program finished this pass, or started one with another normaliser.</summary>
    private async Task<(Rekeyed Batch, bool Done)> RekeyNext(Transaction transaction)
    {
        if (await transaction.LockRekeyingProgress(normaliser.Version) is not { } mark) return (default, true);
        var contacts = await transaction.ListContactsAfter(mark, ContactsAtOnce);
        var batch = await RekeyAll(transaction, contacts);
        if (contacts.Count > 0) transaction.SaveRekeyingProgress(normaliser.Version, contacts[^1]);
        if (contacts.Count == ContactsAtOnce) return (batch, false);
        transaction.EndRekeying(normaliser.Version);
        return (batch, true);
    }

    /// <summary>If two contacts of an incident get the same key, both stay, because their ordinals are permanent addresses.</summary>
    private async Task<Rekeyed> RekeyAll(Transaction transaction, IReadOnlyList<Contact> contacts)
    {
        var (changed, keyless) = (0, 0);
        IReadOnlyList<byte[]>? hashKeys = null;
        foreach (var contact in contacts.Where(contact => contact.Value is not null))
        {
            var key = normaliser.KeyOf(contact);
            if (key == contact.LookupKey) continue;
            changed++;
            if (key is null) keyless++;
            transaction.SetContactKey(contact, key);
            if (key is null || contact.LookupKey is null) continue;
            hashKeys ??= await HashKeys(transaction);
            foreach (var hashKey in hashKeys)
                await transaction.CopyPermission(
                    ContactHashes.Compute([contact.LookupKey], [hashKey])[0], ContactHashes.Compute([key], [hashKey])[0]);
        }
        return new Rekeyed(contacts.Count, changed, keyless);
    }

    private async Task<IReadOnlyList<byte[]>> HashKeys(Transaction transaction)
    {
        byte[]?[] keys = [normaliser.HashKey, await transaction.FindSecret(PermissionChanges.HashKey)];
        return [.. keys.OfType<byte[]>()];
    }
}
