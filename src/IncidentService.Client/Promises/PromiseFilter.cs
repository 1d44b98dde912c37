namespace IncidentService.Client;

/// <summary>Which promises to list; what is not given does not narrow.</summary>
public sealed record PromiseFilter
{
    /// <summary>What became of them: open, overdue or broken.</summary>
    public PromiseState? State { get; init; }

    /// <summary>The team that keeps them.</summary>
    public string? Team { get; init; }

    /// <summary>The channel that promised.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Due before this time.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>How many items a page has, 1 to 200; 50 when not given.</summary>
    public int? PageSize { get; init; }

    internal string Address(string? cursor) => Client.Address.With(
        "v1/promises",
        ("state", State?.Value), ("team", Team), ("channel", Channel?.Value), ("dueBefore", Client.Address.Text(DueBefore)),
        ("limit", Client.Address.Text(PageSize)), ("cursor", cursor));
}
