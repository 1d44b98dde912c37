namespace IncidentService.Client;

/// <summary>What happened, in ids and facts that are never personal.</summary>
public sealed record Facts : Received
{
    /// <summary>Whose approval, promise, hand-off or line it is about; or the other incident: twelve digits.</summary>
    public string? Number { get; init; }

    /// <summary>The other system's short name.</summary>
    public string? System { get; init; }

    /// <summary>What that system calls it.</summary>
    public string? Value { get; init; }

    /// <summary>What the system that received it calls the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>Written by a machine.</summary>
    public bool? Automatic { get; init; }

    /// <summary>Learnt from a lookup that missed.</summary>
    public bool? Taught { get; init; }

    /// <summary>The kind of contact, promise or interaction.</summary>
    public string? Kind { get; init; }

    /// <summary>The ordinal of a contact.</summary>
    public int? Contact { get; init; }

    /// <summary>true: the contact is of somebody who is not known to be the customer; on a message, its sender's.</summary>
    public bool? ToConfirm { get; init; }

    /// <summary>The line's place within its incident.</summary>
    public int? Sequence { get; init; }

    /// <summary>The lookup that this came of.</summary>
    public string? Lookup { get; init; }

    /// <summary>The new category.</summary>
    public string? Category { get; init; }

    /// <summary>The new team.</summary>
    public string? Team { get; init; }

    /// <summary>The members that changed.</summary>
    public IReadOnlyList<string>? Changed { get; init; }

    /// <summary>The ordinal of an approval.</summary>
    public int? Approval { get; init; }

    /// <summary>The ordinal of a promise.</summary>
    public int? Promise { get; init; }

    /// <summary>The ordinal of a hand-off.</summary>
    public int? Handoff { get; init; }

    /// <summary>The approvals that this message told of, when it was the message that granted them.</summary>
    public IReadOnlyList<int>? Approvals { get; init; }

    /// <summary>The promises that this message made.</summary>
    public IReadOnlyList<int>? Promises { get; init; }

    /// <summary>The till's own id of its transaction.</summary>
    public string? Transaction { get; init; }

    /// <summary>The item, as the shop calls it.</summary>
    public string? Item { get; init; }

    /// <summary>How many pieces.</summary>
    public int? Quantity { get; init; }

    /// <summary>The money.</summary>
    public Money? Money { get; init; }

    /// <summary>The SLA policy.</summary>
    public string? Policy { get; init; }

    /// <summary>What the customer was to be approached for.</summary>
    public string? Purpose { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The new state.</summary>
    public string? State { get; init; }

    /// <summary>By whom.</summary>
    public string? By { get; init; }

    /// <summary>The channel that is to take over.</summary>
    public Channel? To { get; init; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Staff passed on what the customer said.</summary>
    public bool? Relayed { get; init; }
}
