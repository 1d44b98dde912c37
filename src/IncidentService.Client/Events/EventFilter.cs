namespace IncidentService.Client;

/// <summary>Which events to hear of; what is not given does not narrow. A cursor belongs to its filter.</summary>
public sealed record EventFilter
{
    /// <summary>The types, bare (handoff.requested) or with org.incidentservice. before them.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Where they happened.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Of the feed: how many a page has, 1 to 200; 50 when not given.</summary>
    public int? PageSize { get; init; }

    internal string? TypesText => Types is null ? null : string.Join(',', Types);
}
