namespace IncidentService.Client;

/// <summary>What a report is to cover; the last 30 days, when not given.</summary>
public sealed record ReportQuery
{
    /// <summary>The first local day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last local day, at most 366 days in all.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The IANA zone of those days; UTC when not given.</summary>
    public string? Zone { get; init; }

    /// <summary>Of lookups: a row for each local day.</summary>
    public bool ByDay { get; init; }

    /// <summary>Of shapes: how many, 1 to 200; 50 when not given.</summary>
    public int? Limit { get; init; }

    internal string Address(string path) => Client.Address.With(
        path,
        ("from", Client.Address.Text(From)), ("to", Client.Address.Text(To)), ("zone", Zone), ("by", ByDay ? "day" : null), ("limit", Client.Address.Text(Limit)));
}
