using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>A contact of the customer in this incident.</summary>
public sealed record CardContact : Received
{
    /// <summary>The incident that it belongs to. Together with id it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The contact's ordinal within its incident.</summary>
    public required int Id { get; init; }

    /// <summary>The kind of contact.</summary>
    public required ContactKind Kind { get; init; }

    /// <summary>
    /// The value as given; an e-mail address without its display name and brackets. Its middle is masked while the caller has not confirmed
    /// the customer.
    /// </summary>
    public required string Value { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>
    /// true: somebody else wrote in the customer's conversation from here. Nobody is found by it until it is added as a contact, which
    /// confirms it, or removed.
    /// </summary>
    public bool? ToConfirm { get; init; }
}
