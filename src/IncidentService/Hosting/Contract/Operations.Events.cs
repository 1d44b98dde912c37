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
}
