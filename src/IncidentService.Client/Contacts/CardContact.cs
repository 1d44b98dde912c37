using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>How the customer is known here.</summary>
public sealed record CardContact : Received
{
    /// <summary>The incident that it belongs to: with id, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The contact's ordinal within its incident.</summary>
    public required int Id { get; init; }

    /// <summary>How the customer is known.</summary>
    public required ContactKind Kind { get; init; }

    /// <summary>
    /// As it was given, an e-mail address without what stood around it; with its middle masked where the caller has still to confirm the customer.
    /// </summary>
    public required string Value { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>
    /// true: somebody else wrote in the customer's conversation from here. Nobody is found by it until it is added as a contact, which confirms it, or removed.
    /// </summary>
    public bool? ToConfirm { get; init; }
}
