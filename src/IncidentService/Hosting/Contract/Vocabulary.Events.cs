using IncidentService.Events;
using Microsoft.OpenApi;

namespace IncidentService.Hosting;

/// <summary>Feed and stream.</summary>
internal static partial class Vocabulary
{
    private static Word Position => new() { MaxLength = 19, Pattern = "^[0-9]+$" };

    private static Word Link => new() { MaxLength = Limits.Line, Format = "uri-reference" };

    private static Dictionary<string, Word> EventMembers => new()
    {
        ["specversion"] = new("The version of CloudEvents.") { MaxLength = 3, Pattern = "^1\\.0$" }, ["datacontenttype"] = new() { MaxLength = Limits.Token, Pattern = "^[a-z]+/[a-z+.-]+$" },
        ["source"] = Link, ["position"] = Position,
    };

    private static Dictionary<string, Word> EventExceptions => new()
    {
        ["CloudEvent.id"] = new() { MaxLength = 23, Pattern = "^[1-9][0-9]{11}-[1-9][0-9]*$" },
        ["EventPage.next"] = Next with { Description = null },
        ["EventLinks.incident"] = Link, ["EventLinks.line"] = Link, ["EventLinks.approval"] = Link, ["EventLinks.promise"] = Link, ["EventLinks.handoff"] = Link,
    };

    private static Dictionary<string, Word> EventParameters => new()
    {
        ["types"] = new("Only events of these types, separated by commas, as the timeline or as CloudEvents name them.")
        {
            MaxLength = 4_000, Pattern = "^[a-z.-]+(, ?[a-z.-]+)*$", Example = "handoff.requested,approval.granted",
        },
        ["readEvents.channel"] = Channel with { Description = "Only events from this channel. What the clock brings, such as an overdue promise, comes from none." },
        ["streamEvents.channel"] = Channel with { Description = "Only events from this channel. What the clock brings, such as an overdue promise, comes from none." },
        ["streamEvents.after"] = Next with { Description = "The next of a page of the feed with the same filters; what comes from now on, without it." },
        [EventStream.LastEventId] = Next with { Description = "The last id that was read; before after, where both are given.", Example = "l2kQJ0pBBgAAY8k4mFQGAA" },
        ["after"] = Next with { Description = "The next of the page before, all filters unchanged; without it, the beginning." },
    };

    /// <summary>What there is of it up to any moment.</summary>
    public static OpenApiSchema Stream() => new()
    {
        Type = JsonSchemaType.String, MaxLength = int.MaxValue, Description = "Server-sent events, as the HTML standard has them.",
    };
}
