namespace IncidentService.Client;

/// <summary>An event of the stream, and the cursor after it.</summary>
/// <param name="Cursor">The position in feed and stream after this event, for its filter. Store it after processing the event.</param>
/// <param name="Event">The event.</param>
public sealed record StreamedEvent(string Cursor, CloudEvent Event);
