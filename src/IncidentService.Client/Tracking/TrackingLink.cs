using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>A personal link to the page where a customer follows an incident and answers.</summary>
public sealed record TrackingLink : Received
{
    /// <summary>The link's id.</summary>
    public required string Id { get; init; }

    /// <summary>The incident for which it was made.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The link itself, only in the response that creates it. Send it to the customer and keep it nowhere.</summary>
    public string? Url { get; init; }

    /// <summary>The contact that it was made for; null if it shows this incident only.</summary>
    public TrackingLinkContact? Contact { get; init; }

    /// <summary>The channel that made it.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The person who made it, as asserted by the caller.</summary>
    public string? Agent { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>It works until this time.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was revoked; null if it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>The address of a contact.</summary>
public sealed record TrackingLinkContact : Received
{
    /// <summary>The incident that the contact belongs to.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The contact's ordinal within that incident.</summary>
    public required int Id { get; init; }
}

/// <summary>The personal links of an incident.</summary>
public sealed record TrackingLinkList : Received
{
    /// <summary>The links, newest first, without their tokens.</summary>
    public required IReadOnlyList<TrackingLink> Items { get; init; }
}
