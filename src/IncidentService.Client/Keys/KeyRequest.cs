namespace IncidentService.Client;

/// <summary>A new key, with its permissions and places.</summary>
public sealed record KeyRequest
{
    /// <summary>The name that people use for it, such as "E-mail desk". At most 60 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The channels it serves: email, phone, store, social, chat, web. At most 6.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>status, read, write, approve, redeem, report, admin. At most 7.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The teams it serves; any by default. At most 50.</summary>
    public IReadOnlyList<string>? Teams { get; init; }

    /// <summary>The stores or sites it serves; any by default. At most 50.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>When it stops working; never by default.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The addresses and networks that it may be used from, such as 10.1.0.0/16; any by default. At most 50.</summary>
    public IReadOnlyList<string>? Networks { get; init; }

    /// <summary>The requests that it may send per minute, 1 to 1,000,000; by default the configuration decides.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>The most that one approval of this key may give away, over all uses and pieces; unlimited by default.</summary>
    public Money? MaxGrant { get; init; }

    /// <summary>
    /// The most that all approvals of one day may give away, including revoked ones, in the currency of MaxGrant; unlimited by default.
    /// </summary>
    public Money? MaxPerDay { get; init; }
}
