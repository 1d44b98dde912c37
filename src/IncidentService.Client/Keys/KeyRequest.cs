namespace IncidentService.Client;

/// <summary>A new key: what it may do and where it speaks from.</summary>
public sealed record KeyRequest
{
    /// <summary>What people call the key, such as "E-mail desk". At most 60 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The channels it serves: email, phone, store, social, chat, web. At most 6.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>status, read, write, approve, redeem, report, admin. At most 7.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The teams it serves; any, when not given. At most 50.</summary>
    public IReadOnlyList<string>? Teams { get; init; }

    /// <summary>The stores or sites it serves; any, when not given. At most 50.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>When it stops working; never, when not given.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The most that one approval of this key may give away, all uses and pieces together; any, when not given.</summary>
    public Money? MaxGrant { get; init; }

    /// <summary>The most that its approvals of one day may give away together, revoked ones too, in the currency of maxGrant; any, when not given.</summary>
    public Money? MaxPerDay { get; init; }
}
