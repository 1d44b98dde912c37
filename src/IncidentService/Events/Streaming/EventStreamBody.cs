using IncidentService.Http.Replies;

namespace IncidentService.Events.Streaming;

/// <summary>200 with server-sent events.</summary>
internal readonly struct EventStreamBody : ISuccess
{
    public static int Status => StatusCodes.Status200OK;
    public static Type Body => typeof(string);
    public static string ContentType => EventStream.ContentType;
}
