namespace IncidentService.Client;

/// <summary>A key, without what it opens with.</summary>
public sealed record ApiKey : Received
{
    /// <summary>The key's id, which opens nothing.</summary>
    public required string Id { get; init; }

    /// <summary>What people call the key.</summary>
    public required string Name { get; init; }

    /// <summary>The key itself: only in the answer that created it, and never again.</summary>
    public string? Key { get; init; }

    /// <summary>The channels that it serves.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The teams that it serves; one of * for any.</summary>
    public required IReadOnlyList<string> Teams { get; init; }

    /// <summary>The stores or sites that it serves; one of * for any.</summary>
    public required IReadOnlyList<string> Locations { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working; absent where it never does.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; absent while it stands.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The most that one of its approvals may give away; absent where that is not limited.</summary>
    public Money? MaxGrant { get; init; }

    /// <summary>The most that its approvals of one day may give away together; absent where that is not limited.</summary>
    public Money? MaxPerDay { get; init; }
}
