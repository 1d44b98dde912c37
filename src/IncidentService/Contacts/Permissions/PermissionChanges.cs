using System.Security.Cryptography;
using IncidentService.Changes;
using IncidentService.Contacts.Phones;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Contacts.Permissions;

/// <summary>Asks for permission and records opt-outs, for all known contacts of a customer, in one transaction.</summary>
internal sealed class PermissionChanges(ChangeContext change)
{
    public const string HashKey = "contact-hashes";
    private readonly Transaction transaction = change.Transaction;
    private readonly PermissionPolicy policy = change.Settings.Permissions;
    private IReadOnlyList<byte[]>? hashKeys;

    public async Task<Permission> Ask(CustomerInput customer, string purpose, Incident? incident)
    {
        var known = await KeysOf(customer, incident);
        var hashes = ContactHashes.Compute(known, await ListHashKeys());
        var forIncident = purpose == Purposes.Survey ? incident : null;
        var surveyed = forIncident is not null && await transaction.WasSurveyed(forIncident);
        var answer = policy.Decide(await transaction.ListPermissions([.. hashes, .. await FormerHashesOf(known)]), surveyed, change.Now);
        if (!answer.Allowed) return answer;
        await transaction.SaveAsked(hashes, policy.Between);
        if (forIncident is not null) forIncident.SurveyedAt = change.Now;
        AppendEvent(incident, EventTypes.PermissionGiven, new Facts { Purpose = purpose });
        return answer;
    }

    public async Task<Permission> OptOut(CustomerInput customer, Incident? incident)
    {
        if (await transaction.TrySaveOptOut(ContactHashes.Compute(await KeysOf(customer, incident), await ListHashKeys())))
            AppendEvent(incident, EventTypes.OptedOut, null);
        return Permission.Refused(PermissionReasons.NoMore);
    }

    private void AppendEvent(Incident? incident, string type, Facts? facts) => incident?.Append(type, change.Origin, change.Now, facts);

    /// <summary>
    /// The keys of the contact, of all contacts of the incidents with this contact, and of all contacts of this incident. It does not
    /// follow those contacts any further.
    /// </summary>
    private async Task<IReadOnlyList<string>> KeysOf(CustomerInput customer, Incident? incident)
    {
        var known = await transaction.ListContactKeys(customer.LookupKey);
        var here = incident is null ? [] : await transaction.ListContacts(incident);
        return [customer.LookupKey, .. known, .. here.Select(contact => contact.LookupKey).OfType<string>()];
    }

    /// <summary>
    /// The hashes of the keys that phone numbers had in earlier releases. The hash of a removed contact cannot be recomputed, so an opt-out
    /// under a former key stays valid.
    /// </summary>
    private async Task<IReadOnlyList<byte[]>> FormerHashesOf(IReadOnlyList<string> lookupKeys)
    {
        const string Phone = ContactKinds.Phone + ":";
        var former = lookupKeys.Where(key => key.StartsWith(Phone, StringComparison.Ordinal))
            .SelectMany(key => PhoneReader.FormerKeys(key[Phone.Length..]));
        return ContactHashes.Compute(former.Select(key => Phone + key), await ListHashKeys());
    }

    /// <summary>
    /// The configured hash key, and the one that was generated before a key was configured, so that earlier opt-outs stay valid.
    /// </summary>
    private async Task<IReadOnlyList<byte[]>> ListHashKeys()
    {
        if (hashKeys is not null) return hashKeys;
        var made = await transaction.FindSecret(HashKey);
        if (policy.HashKey is { } configured) return hashKeys = made is null ? [configured] : [configured, made];
        if (made is null) transaction.AddSecret(HashKey, made = RandomNumberGenerator.GetBytes(ContactHashes.KeyBytes));
        return hashKeys = [made];
    }
}
