namespace IncidentService.Client;

/// <summary>Which recorded lookups to list; what is not given does not narrow.</summary>
public sealed record LookupFilter
{
    /// <summary>What they came to: <see cref="LookupOutcome.None"/> for the misses.</summary>
    public LookupOutcome? Outcome { get; init; }

    /// <summary>The channel that asked.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Whether the number was found later.</summary>
    public bool? Answered { get; init; }

    /// <summary>The shape of what was quoted: CAS-9999999.</summary>
    public string? Shape { get; init; }

    /// <summary>How many items a page has, 1 to 200; 50 when not given.</summary>
    public int? PageSize { get; init; }

    internal string Address(string? cursor) => Client.Address.With(
        "v1/lookups",
        ("outcome", Outcome?.Value), ("channel", Channel?.Value), ("answered", Client.Address.Text(Answered)), ("shape", Shape),
        ("limit", Client.Address.Text(PageSize)), ("cursor", cursor));
}
