namespace IncidentService.Client;

/// <summary>A key, without its secret value.</summary>
public sealed record ApiKey : Received
{
    /// <summary>The key's id, which is not secret.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it is a key or a person.</summary>
    public required KeyKind Kind { get; init; }

    /// <summary>The name that people use for it.</summary>
    public required string Name { get; init; }

    /// <summary>The key itself, present only in the response that created it.</summary>
    public string? Key { get; init; }

    /// <summary>The channels that it serves.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The teams that it serves; * stands for any.</summary>
    public required IReadOnlyList<string> Teams { get; init; }

    /// <summary>The stores or sites that it serves; * stands for any.</summary>
    public required IReadOnlyList<string> Locations { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working; absent if it never does.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; absent if it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The beginning of the key, by which people recognise it; absent for keys of older releases and for people.</summary>
    public string? Prefix { get; init; }

    /// <summary>When it was last used, give or take a minute; absent if it was not.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The addresses and networks that it may be used from; absent if any.</summary>
    public IReadOnlyList<string>? Networks { get; init; }

    /// <summary>The requests that it may send per minute; absent if the configuration decides.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Until when the key works that this one replaced; absent once it no longer does.</summary>
    public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>The most that one of its approvals may give away; absent if unlimited.</summary>
    public Money? MaxGrant { get; init; }

    /// <summary>The most that all its approvals of one day may give away; absent if unlimited.</summary>
    public Money? MaxPerDay { get; init; }
}
