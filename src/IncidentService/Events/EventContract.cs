using System.Text.Json.Nodes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Events.Streaming;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace IncidentService.Events;

/// <summary>The event feed and the event stream.</summary>
internal sealed class EventContract : SliceContract
{
    private static readonly MediaDescription StreamMedia = new(EventStream.ContentType) { Schema = StreamSchema, Example = StreamExample };

    public static readonly OperationDescription Read = new(
        "readEvents",
        "Read the event feed",
        "All events of all incidents, complete and in one order, as CloudEvents 1.0. They contain facts and links, never what was said and "
        + "never a contact. Every page has a `next`: keep it, and continue with it as `after` and unchanged filters, immediately while "
        + "`more` is true. If the filter excludes all events of a page, the page is empty although there may be more.")
    {
        Ok = "A page, oldest first.",
        Errors = [Problems.InvalidCursor],
    };

    public static readonly OperationDescription Stream = new(
        "streamEvents",
        "Follow the event feed",
        "The feed as an endless stream of server-sent events: each `data` is one CloudEvent, and each `id` its place, which is a cursor of "
        + "the feed with the same filters. The stream continues from `Last-Event-ID`, or from `after`; without either, it starts with the "
        + "next event. At least every 15 seconds it sends a heartbeat: a comment, and an `id` without data that marks how far the feed has "
        + "been read. The number of streams per key is limited, and revoking the key ends them.")
    {
        Ok = "The events, until either side closes the connection.",
        Media = [StreamMedia],
        Errors = [Problems.InvalidCursor, Problems.TooManyStreams],
        RequestHeaders = [EventStream.LastEventId],
        ResponseHeaders = ["X-Accel-Buffering"],
    };

    private static readonly SchemaRule Link = new() { MaxLength = Limits.Line, Format = "uri-reference" };

    private static readonly SchemaRule Channel = Rules.Channel with
    {
        Description = "Only events from this channel. Events that the service creates at a due time, such as an overdue promise, have no "
            + "channel.",
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
        ["types"] = new("Only events of these types, separated by commas, named as in the timeline or as in CloudEvents.")
        {
            MaxLength = 4_000, Pattern = "^[a-z.-]+(, ?[a-z.-]+)*$", Example = "handoff.requested,approval.granted",
        },
        ["readEvents.channel"] = Channel, ["streamEvents.channel"] = Channel,
        ["after"] = Rules.Cursor with
        {
            Description = "The `next` of the previous page, with all filters unchanged. Without it, the feed starts from its beginning.",
        },
        ["streamEvents.after"] = Rules.Cursor with
        {
            Description = "The `next` of a page of the feed with the same filters. Without it, the stream starts with the next event.",
        },
        [EventStream.LastEventId] = Rules.Cursor with
        {
            Description = "The last id that was read. It takes precedence over `after`.", Example = "l2kQJ0pBBgAAY8k4mFQGAA",
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
        Type = JsonSchemaType.String, MaxLength = int.MaxValue, Description = "Server-sent events as defined in the HTML standard.",
    };

    private static JsonNode StreamExample() => JsonValue.Create(
        $": \nid: l2kQJ0pBBgAAY8k4mFQGAA\n\nid: n8kQJ0pBBgAAY8k4mFQGAA\ndata: {JsonNode.Parse(Example)!.ToJsonString()}\n\n");
}
