using IncidentNumbers;
using IncidentService.Common;

namespace IncidentService.Contacts;

/// <summary>A contact of the customer in this incident.</summary>
internal sealed record CardContact
{
    /// <summary>The incident it belongs to. Together with id it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The contact's ordinal within its incident.</summary>
    public int Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>
    /// The value as given; an e-mail address without its display name and brackets. Its middle is masked while the caller has not confirmed
    /// the customer.
    /// </summary>
    public required string Value { get; init; }
    public Instant AddedAt { get; init; }

    /// <summary>
    /// true: somebody else wrote in the customer's conversation from here. Nobody is found by it until it is added as a contact, which
    /// confirms it, or removed.
    /// </summary>
    public bool? ToConfirm { get; init; }

    public static CardContact From(Contact contact, IncidentNumber number) => new()
    {
        Number = number,
        Id = contact.Ordinal,
        Kind = contact.Kind,
        Value = contact.Value!,
        AddedAt = contact.AddedAt,
        ToConfirm = contact.IsToConfirm ? true : null,
    };
}
