using System.Security.Cryptography;
using System.Text;
using IncidentService.Contacts;
using IncidentService.Incidents.Merging;

namespace IncidentService.Tracking.Access;

/// <summary>
/// What a customer has proved. A link that was sent to a contact proves that contact: its owner sees all incidents with it. A number with a
/// contact, which others may know too, proves that one incident; so does a link without a contact.
/// </summary>
/// <param name="IncidentId">The incident that was proved.</param>
/// <param name="ContactKey">The lookup key of the contact; null for a link without a contact.</param>
/// <param name="IsLink">Whether it was a link, and not a number with a contact.</param>
internal sealed record Proof(long IncidentId, string? ContactKey, bool IsLink)
{
    /// <summary>Whether it proves who the customer is, and not one incident alone.</summary>
    public bool IsOfCustomer => IsLink && ContactKey is not null;

    /// <summary>
    /// Finds the contact with this key. Every contact is compared, in constant time, so that the time depends on neither the match nor its
    /// place.
    /// </summary>
    public static Contact? FindContact(IReadOnlyList<Contact> contacts, string key)
    {
        var wanted = HashOf(key);
        Contact? found = null;
        foreach (var contact in contacts)
        {
            if (CryptographicOperations.FixedTimeEquals(HashOf(contact.LookupKey ?? ""), wanted)) found = contact;
        }
        return found;
    }

    /// <summary>
    /// The incidents of a merge group that may be shown: those whose own contacts include the proven one. A merge says that two
    /// incidents are one problem, not that they are of one customer, so what another customer wrote and was told stays hidden. Empty if
    /// nothing is proven in this group.
    /// </summary>
    public IReadOnlySet<long> ProvenIn(MergeGroup group, IReadOnlyList<Contact> contacts)
    {
        if (!IsOfCustomer && !group.Contains(IncidentId)) return new HashSet<long>();
        var keys = contacts.Where(contact => ContactKey is null ? contact.IncidentId == IncidentId : contact.LookupKey == ContactKey)
            .Select(contact => contact.LookupKey).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var proven = contacts.Where(contact => contact is { LookupKey: { } key, IsToConfirm: false } && keys.Contains(key))
            .Select(contact => contact.IncidentId).ToHashSet();
        if (IsLink && group.Contains(IncidentId)) proven.Add(IncidentId);
        return proven;
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
