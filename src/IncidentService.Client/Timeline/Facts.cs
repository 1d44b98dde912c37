namespace IncidentService.Client;

/// <summary>What happened, as ids and facts that are never personal.</summary>
public sealed record Facts : Received
{
    /// <summary>The incident of the approval, promise, hand-off or line, or the other incident: twelve digits.</summary>
    public string? Number { get; init; }

    /// <summary>The other system's short name.</summary>
    public string? System { get; init; }

    /// <summary>The value in that system.</summary>
    public string? Value { get; init; }

    /// <summary>The message's id in the system that received it.</summary>
    public string? MessageId { get; init; }

    /// <summary>Whether a machine wrote it.</summary>
    public bool? Automatic { get; init; }

    /// <summary>Whether it was learnt from a lookup without a match.</summary>
    public bool? Taught { get; init; }

    /// <summary>The id of a personal link.</summary>
    public string? Link { get; init; }

    /// <summary>The kind of contact, promise or interaction.</summary>
    public string? Kind { get; init; }

    /// <summary>The ordinal of a contact.</summary>
    public int? Contact { get; init; }

    /// <summary>true: the contact, or for a message its sender, is not known to be the customer.</summary>
    public bool? ToConfirm { get; init; }

    /// <summary>The line's sequence number within its incident.</summary>
    public int? Sequence { get; init; }

    /// <summary>The lookup that caused this.</summary>
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

    /// <summary>The approvals that this message granted and announced.</summary>
    public IReadOnlyList<int>? Approvals { get; init; }

    /// <summary>The promises that this message made.</summary>
    public IReadOnlyList<int>? Promises { get; init; }

    /// <summary>The till's transaction id.</summary>
    public string? Transaction { get; init; }

    /// <summary>The item as the shop names it.</summary>
    public string? Item { get; init; }

    /// <summary>The number of pieces.</summary>
    public int? Quantity { get; init; }

    /// <summary>The money.</summary>
    public Money? Money { get; init; }

    /// <summary>The SLA policy.</summary>
    public string? Policy { get; init; }

    /// <summary>The purpose of contacting the customer.</summary>
    public string? Purpose { get; init; }

    /// <summary>The reason.</summary>
    public string? Reason { get; init; }

    /// <summary>The new state.</summary>
    public string? State { get; init; }

    /// <summary>Who did it.</summary>
    public string? By { get; init; }

    /// <summary>The channel of the receiver.</summary>
    public Channel? To { get; init; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether staff relayed what the customer said.</summary>
    public bool? Relayed { get; init; }

    /// <summary>Where in the text the earlier messages begin that it quotes, counted in characters from 0.</summary>
    public int? QuotedFrom { get; init; }

    /// <summary>true: its sender sends the same subject again and again, so that the message was held in this incident.</summary>
    public bool? Loop { get; init; }

    /// <summary>true: the message quotes the incident's number with one typing error.</summary>
    public bool? Repaired { get; init; }

    /// <summary>True if a signed token names the agent; otherwise the caller asserts the name.</summary>
    public bool? AgentVerified { get; init; }
}
