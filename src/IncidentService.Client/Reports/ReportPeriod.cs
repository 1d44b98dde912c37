namespace IncidentService.Client;

/// <summary>The local days that a report covers.</summary>
public sealed record ReportPeriod : Received
{
    /// <summary>The first day.</summary>
    public required Day From { get; init; }

    /// <summary>The last day.</summary>
    public required Day To { get; init; }

    /// <summary>The IANA time zone of those days.</summary>
    public required string Zone { get; init; }
}
