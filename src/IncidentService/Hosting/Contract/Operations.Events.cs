using IncidentService.Events;

namespace IncidentService.Hosting;

/// <summary>What happened, told to other systems.</summary>
internal static partial class Operations
{
    public static readonly Operation ReadEvents = new(
        "Read the feed",
        "Everything that happened to all incidents, complete and in one order, as CloudEvents 1.0: facts and links, never what was said and never a contact. "
        + "`next` is always there: keep it, and go on from it with `after` and unchanged filters, at once while `more` is true. A page may be empty though there is more, where the filter leaves nothing of what was looked through.")
    {
        Answers = [new(200, typeof(EventPage), "A page, oldest first.")],
        Refusals = [Problems.InvalidCursor],
    };

    public static readonly Operation StreamEvents = new(
        "Follow the feed",
        "The feed as server-sent events that does not end: each `data` is one CloudEvent, each `id` its place, a cursor of the feed with the same filters. "
        + "It goes on from `Last-Event-ID`, or from `after`; without either, with what comes next. Every 15 seconds at least there is a sign of life: a comment, and an `id` without data that tells how far the feed was looked through. "
        + "A key has so many streams at once, and none once it is revoked.")
    {
        Gives = EventStream.ContentType,
        Answers = [new(200, typeof(string), "The events, for as long as both sides are there.")],
        Refusals = [Problems.InvalidCursor, Problems.TooManyStreams],
    };
}
