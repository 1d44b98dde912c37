using System.Diagnostics;

namespace IncidentService.Common.Telemetry;

/// <summary>The service's own spans, and the trace that an event belongs to (W3C trace context).</summary>
internal static class Tracing
{
    public const string SourceName = "IncidentService";
    public const string Header = "traceparent";

    public static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// The traceparent of the current request, if its caller or the service records the trace; null otherwise, so that ids which nobody
    /// keeps are not stored.
    /// </summary>
    public static string? Current => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } request ? request.Id : null;

    /// <summary>Starts the span of one delivery, as part of the trace in which the event happened. Null if nobody listens.</summary>
    public static Activity? StartDelivery(string eventId, string? trace)
    {
        var span = Source.StartActivity("deliver event", ActivityKind.Client, trace);
        return span?.SetTag("incidents.event", eventId);
    }
}
