using IncidentNumbers;
using IncidentService.Storage;

namespace IncidentService.Contacts;

/// <summary>How the customer is known here.</summary>
internal sealed record CardContact
{
    /// <summary>The incident that it belongs to: with id, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The contact's ordinal within its incident.</summary>
    public int Id { get; init; }
    public required string Kind { get; init; }

    /// <summary>
    /// As it was given, an e-mail address without what stood around it; with its middle masked where the caller has still to confirm the customer.
    /// </summary>
    public required string Value { get; init; }
    public Instant AddedAt { get; init; }

    /// <summary>
    /// true: somebody else wrote in the customer's conversation from here. Nobody is found by it until it is added as a contact, which confirms it, or removed.
    /// </summary>
    public bool? ToConfirm { get; init; }

    public static CardContact Of(Contact contact, IncidentNumber number, bool masked = false) => new()
    {
        Number = number,
        Id = contact.Ordinal,
        Kind = contact.Kind,
        Value = masked ? ContactMask.Of(contact.Kind, contact.Value!) : contact.Value!,
        AddedAt = contact.AddedAt,
        ToConfirm = contact.IsToConfirm ? true : null,
    };
}
