using System.Text.Json.Nodes;
using IncidentService.Events;

namespace IncidentService.Hosting;

internal static partial class Examples
{
    private const string Happened = $$"""
        { "specversion": "1.0", "id": "867530912374-3", "source": "/v1/incidents", "type": "org.incidentservice.handoff.requested", "subject": "867530912374",
          "time": "{{Opened}}", "datacontenttype": "application/json", "position": "1729", "channel": "email", "team": "desk",
          "data": { "number": "867530912374", "sequence": 3, "facts": { "number": "867530912374", "handoff": 1, "to": "phone" },
                    "links": { "incident": "/v1/incidents/867530912374", "line": "/v1/incidents/867530912374/timeline/3",
                               "handoff": "/v1/incidents/867530912374/handoffs/1" } } }
        """;

    public static JsonNode Stream => JsonValue.Create($": \nid: l2kQJ0pBBgAAY8k4mFQGAA\n\nid: n8kQJ0pBBgAAY8k4mFQGAA\ndata: {JsonNode.Parse(Happened)!.ToJsonString()}\n\n");

    private static Dictionary<Type, string> OfEvents => new()
    {
        [typeof(EventPage)] = $$"""{ "items": [{{Happened}}], "next": "l2kQJ0pBBgAAY8k4mFQGAA", "more": false }""",
    };
}
