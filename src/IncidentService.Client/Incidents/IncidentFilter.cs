namespace IncidentService.Client;

/// <summary>Selects incidents. Filters that are omitted do not restrict the list.</summary>
public sealed record IncidentFilter
{
    /// <summary>The state.</summary>
    public IncidentState? State { get; init; }

    /// <summary>The channel through which it was opened.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The exact category.</summary>
    public string? Category { get; init; }

    /// <summary>The team that works on it.</summary>
    public string? Team { get; init; }

    /// <summary>Who has to act next.</summary>
    public Party? WaitingOn { get; init; }

    /// <summary>Opened at this time or later.</summary>
    public DateTimeOffset? OpenedFrom { get; init; }

    /// <summary>Opened before this time.</summary>
    public DateTimeOffset? OpenedTo { get; init; }

    /// <summary>Changed at this time or later.</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Changed before this time.</summary>
    public DateTimeOffset? UpdatedTo { get; init; }

    /// <summary>The order; newest first by default.</summary>
    public IncidentOrder? Order { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public int? PageSize { get; init; }

    internal string Address(string? cursor) => Client.Address.With(
        "v1/incidents",
        ("state", State?.Value), ("channel", Channel?.Value), ("category", Category), ("team", Team), ("waitingOn", WaitingOn?.Value),
        ("openedFrom", Client.Address.Text(OpenedFrom)), ("openedTo", Client.Address.Text(OpenedTo)),
        ("updatedFrom", Client.Address.Text(UpdatedFrom)), ("updatedTo", Client.Address.Text(UpdatedTo)),
        ("order", Order?.Value), ("limit", Client.Address.Text(PageSize)), ("cursor", cursor));
}
