namespace IncidentService.Client;

/// <summary>Selects open hand-offs. Filters that are omitted do not restrict the list.</summary>
public sealed record HandoffFilter
{
    /// <summary>Only hand-offs to this channel; to any channel of the key by default.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Only hand-offs to this team.</summary>
    public string? Team { get; init; }

    /// <summary>true: only overdue hand-offs; false: only those that are not overdue.</summary>
    public bool? Overdue { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public int? PageSize { get; init; }

    internal string Address(string? cursor) => Client.Address.With(
        "v1/handoffs",
        ("channel", Channel?.Value), ("team", Team), ("overdue", Client.Address.Text(Overdue)), ("limit", Client.Address.Text(PageSize)),
        ("cursor", cursor));
}
