namespace IncidentService.Client;

/// <summary>An event of the stream, and where to go on after it.</summary>
/// <param name="Cursor">The place in feed and stream after this event, for its filter. Keep it, once the event is dealt with.</param>
/// <param name="Event">The event.</param>
public sealed record StreamedEvent(string Cursor, CloudEvent Event);
