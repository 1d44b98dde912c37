using System.Security.Cryptography;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Contacts;

/// <summary>Asks and refuses for a customer, under everything that they are known by, within one change.</summary>
internal sealed class Permitting(ChangeContext change)
{
    public const string HashKey = "contact-hashes";
    private readonly Transaction transaction = change.Transaction;
    private readonly PermissionPolicy policy = change.Settings.Permissions;
    private IReadOnlyList<byte[]>? hashKeys;

    public async Task<Permission> Ask(GivenCustomer customer, string purpose, Incident? incident)
    {
        var known = await KeysOf(customer, incident);
        var hashes = ContactHashes.Of(known, await Keys());
        var forIncident = purpose == Purposes.Survey ? incident : null;
        var surveyed = forIncident is not null && await transaction.WasSurveyed(forIncident);
        var answer = policy.Decide(await transaction.FindPermissions([.. hashes, .. await FormerHashesOf(known)]), surveyed, change.Now);
        if (!answer.Allowed) return answer;
        await transaction.Ask(hashes, policy.Between);
        if (forIncident is not null) forIncident.SurveyedAt = change.Now;
        Tell(incident, EventTypes.PermissionGiven, new Facts { Purpose = purpose });
        return answer;
    }

    public async Task<Permission> OptOut(GivenCustomer customer, Incident? incident)
    {
        if (await transaction.OptOut(ContactHashes.Of(await KeysOf(customer, incident), await Keys()))) Tell(incident, EventTypes.OptedOut, null);
        return Permission.Refused(PermissionReasons.NoMore);
    }

    private void Tell(Incident? incident, string type, Facts? facts) => incident?.Append(type, change.Origin, change.Now, facts);

    /// <summary>Of the contact, of all that the incidents with this contact know the customer by, and of all that this incident does; never further.</summary>
    private async Task<IReadOnlyList<string>> KeysOf(GivenCustomer customer, Incident? incident)
    {
        var known = await transaction.ContactKeysOf(customer.LookupKey);
        var here = incident is null ? [] : await transaction.ContactsOf(incident);
        return [customer.LookupKey, .. known, .. here.Select(contact => contact.LookupKey).OfType<string>()];
    }

    /// <summary>Where the contact is gone only its hash is left, which cannot be re-keyed: a refusal under what a number's key was then stays one.</summary>
    private async Task<IReadOnlyList<byte[]>> FormerHashesOf(IReadOnlyList<string> lookupKeys)
    {
        const string Phone = ContactKinds.Phone + ":";
        var former = lookupKeys.Where(key => key.StartsWith(Phone, StringComparison.Ordinal)).SelectMany(key => PhoneReader.FormerKeys(key[Phone.Length..]));
        return ContactHashes.Of(former.Select(key => Phone + key), await Keys());
    }

    /// <summary>The configured one, and the one that was made before there was a configured one: what was refused under it stays refused.</summary>
    private async Task<IReadOnlyList<byte[]>> Keys()
    {
        if (hashKeys is not null) return hashKeys;
        var made = await transaction.FindSecret(HashKey);
        if (policy.HashKey is { } configured) return hashKeys = made is null ? [configured] : [configured, made];
        if (made is null) transaction.AddSecret(HashKey, made = RandomNumberGenerator.GetBytes(ContactHashes.KeyBytes));
        return hashKeys = [made];
    }
}
