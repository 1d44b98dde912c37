namespace IncidentService.Client;

/// <summary>Which waiting hand-offs to list; what is not given does not narrow.</summary>
public sealed record HandoffFilter
{
    /// <summary>Handed to this channel; to any that the key serves, when not given.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Handed to this team.</summary>
    public string? Team { get; init; }

    /// <summary>true: those that should have been accepted by now; false: the others.</summary>
    public bool? Overdue { get; init; }

    /// <summary>How many items a page has, 1 to 200; 50 when not given.</summary>
    public int? PageSize { get; init; }

    internal string Address(string? cursor) => Client.Address.With(
        "v1/handoffs",
        ("channel", Channel?.Value), ("team", Team), ("overdue", Client.Address.Text(Overdue)), ("limit", Client.Address.Text(PageSize)), ("cursor", cursor));
}
