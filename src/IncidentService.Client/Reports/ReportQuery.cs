namespace IncidentService.Client;

/// <summary>What a report is to cover; the last 30 days, when not given.</summary>
public sealed record ReportQuery
{
    /// <summary>The first local day.</summary>
    public Day? From { get; init; }

    /// <summary>The last local day, at most 366 days in all.</summary>
    public Day? To { get; init; }

    /// <summary>The IANA zone of those days; UTC when not given.</summary>
    public string? Zone { get; init; }

    internal string Address(string path, params IEnumerable<(string Name, string? Value)> more) => Client.Address.With(
        path, [("from", Client.Address.Text(From)), ("to", Client.Address.Text(To)), ("zone", Zone), .. more]);
}
