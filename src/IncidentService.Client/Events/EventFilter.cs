namespace IncidentService.Client;

/// <summary>Selects events. Filters that are omitted do not restrict the list. A cursor belongs to its filter.</summary>
public sealed record EventFilter
{
    /// <summary>The types, with or without the prefix org.incidentservice., such as handoff.requested.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>The channel in which they happened.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The number of items per page of the feed, 1 to 200; 50 by default.</summary>
    public int? PageSize { get; init; }

    internal string? TypesText => Types is null ? null : string.Join(',', Types);
}
