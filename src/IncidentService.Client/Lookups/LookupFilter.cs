namespace IncidentService.Client;

/// <summary>Selects recorded lookups. Filters that are omitted do not restrict the list.</summary>
public sealed record LookupFilter
{
    /// <summary>The outcome: <see cref="LookupOutcome.None"/> for the misses.</summary>
    public LookupOutcome? Outcome { get; init; }

    /// <summary>The channel that looked up.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Whether the number was found later.</summary>
    public bool? Answered { get; init; }

    /// <summary>The shape of the quoted text: CAS-9999999.</summary>
    public string? Shape { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public int? PageSize { get; init; }

    internal string Address(string? cursor) => Client.Address.With(
        "v1/lookups",
        ("outcome", Outcome?.Value), ("channel", Channel?.Value), ("answered", Client.Address.Text(Answered)), ("shape", Shape),
        ("limit", Client.Address.Text(PageSize)), ("cursor", cursor));
}
