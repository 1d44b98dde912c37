namespace IncidentService.Client;

/// <summary>The period of a report; the last 30 days by default.</summary>
public sealed record ReportQuery
{
    /// <summary>The first local day.</summary>
    public Day? From { get; init; }

    /// <summary>The last local day. The period is at most 366 days.</summary>
    public Day? To { get; init; }

    /// <summary>The IANA time zone of those days; UTC by default.</summary>
    public string? Zone { get; init; }

    internal string Address(string path, params IEnumerable<(string Name, string? Value)> more) => Client.Address.With(
        path, [("from", Client.Address.Text(From)), ("to", Client.Address.Text(To)), ("zone", Zone), .. more]);
}
