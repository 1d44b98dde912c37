using System.Text.Json.Nodes;
using IncidentService.Hosting;
using IncidentService.OpenApi;
using Microsoft.OpenApi;

namespace IncidentService.Events;

/// <summary>The event feed and the event stream.</summary>
internal sealed class EventContract : SliceContract
{
    private static readonly MediaDescription StreamMedia = new(EventStream.ContentType) { Schema = StreamSchema, Example = StreamExample };

    public static readonly OperationDescription Read = new(
        "readEvents",
        "Read the feed",
        "Everything that happened to all incidents, complete and in one order, as CloudEvents 1.0: facts and links, never what was said "
        + "and never a contact. `next` is always there: keep it, and go on from it with `after` and unchanged filters, at once while "
        + "`more` is true. A page may be empty though there is more, where the filter leaves nothing of what was looked through.")
    {
        Responses = [new(200, typeof(EventPage), "A page, oldest first.")],
        Errors = [Problems.InvalidCursor],
    };

    public static readonly OperationDescription Stream = new(
        "streamEvents",
        "Follow the feed",
        "The feed as server-sent events that does not end: each `data` is one CloudEvent, each `id` its place, a cursor of the feed with "
        + "the same filters. It goes on from `Last-Event-ID`, or from `after`; without either, with what comes next. Every 15 seconds at "
        + "least there is a sign of life: a comment, and an `id` without data that tells how far the feed was looked through. A key has so "
        + "many streams at once, and none once it is revoked.")
    {
        Responses = [new(200, typeof(string), "The events, for as long as both sides are there.") { Media = [StreamMedia] }],
        Errors = [Problems.InvalidCursor, Problems.TooManyStreams],
        RequestHeaders = [EventStream.LastEventId],
    };

    private static readonly SchemaRule Link = new() { MaxLength = Limits.Line, Format = "uri-reference" };

    private static readonly SchemaRule Channel = Rules.Channel with
    {
        Description = "Only events from this channel. What the clock brings, such as an overdue promise, comes from none.",
    };

    public override RuleSet Fields => new()
    {
        ["specversion"] = new("The version of CloudEvents.") { MaxLength = 3, Pattern = "^1\\.0$" },
        ["datacontenttype"] = new() { MaxLength = Limits.Token, Pattern = "^[a-z]+/[a-z+.-]+$" },
        ["source"] = Link, ["position"] = Rules.EventPosition,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["CloudEvent.id"] = new() { MaxLength = 23, Pattern = "^[1-9][0-9]{11}-[1-9][0-9]*$" },
        ["EventPage.next"] = Rules.Cursor with { Description = null },
        ["EventLinks.incident"] = Link, ["EventLinks.line"] = Link, ["EventLinks.approval"] = Link, ["EventLinks.promise"] = Link,
        ["EventLinks.handoff"] = Link,
    };

    public override RuleSet Parameters => new()
    {
        ["types"] = new("Only events of these types, separated by commas, as the timeline or as CloudEvents name them.")
        {
            MaxLength = 4_000, Pattern = "^[a-z.-]+(, ?[a-z.-]+)*$", Example = "handoff.requested,approval.granted",
        },
        ["readEvents.channel"] = Channel, ["streamEvents.channel"] = Channel,
        ["after"] = Rules.Cursor with { Description = "The next of the page before, all filters unchanged; without it, the beginning." },
        ["streamEvents.after"] = Rules.Cursor with
        {
            Description = "The next of a page of the feed with the same filters; what comes from now on, without it.",
        },
        [EventStream.LastEventId] = Rules.Cursor with
        {
            Description = "The last id that was read; before after, where both are given.", Example = "l2kQJ0pBBgAAY8k4mFQGAA",
        },
    };

    private const string Example = $$"""
        { "specversion": "1.0", "id": "867530912374-3", "source": "/v1/incidents", "type": "org.incidentservice.handoff.requested",
          "subject": "867530912374", "time": "{{ExampleValues.OpenedAt}}", "datacontenttype": "application/json", "position": "1729",
          "channel": "email", "team": "desk", "data": { "number": "867530912374", "sequence": 3, "facts": { "number": "867530912374",
          "handoff": 1, "to": "phone" }, "links": { "incident": "/v1/incidents/867530912374",
          "line": "/v1/incidents/867530912374/timeline/3", "handoff": "/v1/incidents/867530912374/handoffs/1" } } }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(EventPage)] = $$"""{ "items": [{{Example}}], "next": "l2kQJ0pBBgAAY8k4mFQGAA", "more": false }""",
    };

    private static OpenApiSchema StreamSchema() => new()
    {
        Type = JsonSchemaType.String, MaxLength = int.MaxValue, Description = "Server-sent events, as the HTML standard has them.",
    };

    private static JsonNode StreamExample() => JsonValue.Create(
        $": \nid: l2kQJ0pBBgAAY8k4mFQGAA\n\nid: n8kQJ0pBBgAAY8k4mFQGAA\ndata: {JsonNode.Parse(Example)!.ToJsonString()}\n\n");
}
