using System.Security.Cryptography;
using IncidentService.Changes;
using IncidentService.Contacts.Phones;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Contacts.Permissions;

/// <summary>Asks for permission and records opt-outs, for all known contacts of a customer, in one transaction.</summary>
internal static class PermissionChanges
{
    public const string HashKey = "contact-hashes";

    public static async Task<Permission> Ask(ChangeContext change, CustomerInput customer, string purpose, Incident? incident)
    {
        var (transaction, policy) = (change.Transaction, change.Settings.Permissions);
        var known = await KeysOf(transaction, customer, incident);
        var hashKeys = await ListHashKeys(change);
        var hashes = ContactHashes.Compute(known, hashKeys);
        var forIncident = purpose == Purposes.Survey ? incident : null;
        var surveyed = forIncident is not null && await transaction.WasSurveyed(forIncident);
        var permissions = await transaction.ListPermissions([.. hashes, .. FormerHashesOf(known, hashKeys)]);
        var answer = policy.Decide(permissions, surveyed, change.Now);
        if (!answer.Allowed) return answer;
        await transaction.SaveAsked(hashes, policy.Between);
        if (forIncident is not null) forIncident.SurveyedAt = change.Now;
        AppendEvent(change, incident, EventTypes.PermissionGiven, new Facts { Purpose = purpose });
        return answer;
    }

    public static async Task<Permission> OptOut(ChangeContext change, CustomerInput customer, Incident? incident)
    {
        var known = await KeysOf(change.Transaction, customer, incident);
        if (await change.Transaction.TrySaveOptOut(ContactHashes.Compute(known, await ListHashKeys(change))))
            AppendEvent(change, incident, EventTypes.OptedOut, null);
        return Permission.Refused(PermissionReasons.NoMore);
    }

    private static void AppendEvent(ChangeContext change, Incident? incident, string type, Facts? facts) =>
        incident?.Append(type, change.Origin, change.Now, facts);

    /// <summary>
    /// The keys of the contact, of all contacts of the incidents with this contact, and of all contacts of this incident. It does not
    /// follow those contacts any further.
    /// </summary>
    private static async Task<IReadOnlyList<string>> KeysOf(Transaction transaction, CustomerInput customer, Incident? incident)
    {
        var known = await transaction.ListContactKeys(customer.LookupKey);
        var here = incident is null ? [] : await transaction.ListContacts(incident);
        return [customer.LookupKey, .. known, .. here.Select(contact => contact.LookupKey).OfType<string>()];
    }

    /// <summary>
    /// The hashes of the keys that phone numbers had in earlier releases. The hash of a removed contact cannot be recomputed, so an opt-out
    /// under a former key stays valid.
    /// </summary>
    private static IReadOnlyList<byte[]> FormerHashesOf(IReadOnlyList<string> lookupKeys, IReadOnlyList<byte[]> hashKeys)
    {
        const string Phone = ContactKinds.Phone + ":";
        var former = lookupKeys.Where(key => key.StartsWith(Phone, StringComparison.Ordinal))
            .SelectMany(key => PhoneReader.FormerKeys(key[Phone.Length..]));
        return ContactHashes.Compute(former.Select(key => Phone + key), hashKeys);
    }

    /// <summary>
    /// The configured hash key, and the one that was generated before a key was configured, so that earlier opt-outs stay valid.
    /// </summary>
    private static async Task<IReadOnlyList<byte[]>> ListHashKeys(ChangeContext change)
    {
        var made = await change.Transaction.FindSecret(HashKey);
        if (change.Settings.Permissions.HashKey is { } configured) return made is null ? [configured] : [configured, made];
        if (made is null) change.Transaction.AddSecret(HashKey, made = RandomNumberGenerator.GetBytes(ContactHashes.KeyBytes));
        return [made];
    }
}
