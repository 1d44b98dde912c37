namespace IncidentService.Client;

/// <summary>Selects promises. Filters that are omitted do not restrict the list.</summary>
public sealed record PromiseFilter
{
    /// <summary>The state: open, overdue or broken.</summary>
    public PromiseState? State { get; init; }

    /// <summary>The team that has to keep them.</summary>
    public string? Team { get; init; }

    /// <summary>The channel that made the promise.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Due before this time.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public int? PageSize { get; init; }

    internal string Address(string? cursor) => Client.Address.With(
        "v1/promises",
        ("state", State?.Value), ("team", Team), ("channel", Channel?.Value), ("dueBefore", Client.Address.Text(DueBefore)),
        ("limit", Client.Address.Text(PageSize)), ("cursor", cursor));
}
