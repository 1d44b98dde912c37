using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages;

/// <summary>Messages as a channel's system delivers them.</summary>
internal static class MessageCalls
{
    /// <summary>Sends a message under an id of its own, unless it has one.</summary>
    public static Task<Answer> Deliver(this ApiClient desk, object message)
    {
        var body = JsonSerializer.SerializeToNode(message)!;
        body["system"] ??= "zendesk";
        body["messageId"] ??= Guid.NewGuid().ToString();
        return desk.Post("/v1/messages", body);
    }

    public static async Task<JsonNode> Receive(this ApiClient desk, object message) =>
        (await desk.Deliver(message)).Expect(HttpStatusCode.Created);

    public static async Task<JsonNode> Card(this ApiClient desk, string number) =>
        (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);

    /// <summary>The line that records a message.</summary>
    public static async Task<JsonNode> LineOf(this ApiClient desk, JsonNode receipt) =>
        (await desk.Get($"/v1/incidents/{receipt["number"]}/timeline/{receipt["sequence"]}")).Expect(HttpStatusCode.OK);

    /// <summary>The adjustments of the message, as "field change".</summary>
    public static string[] Adjustments(this JsonNode receipt) =>
        [.. (receipt["adjustments"]?.AsArray() ?? []).Select(done => $"{done!["field"]} {done["change"]}")];

    public static object Email(string value) => new { kind = "email", value };

    public static object File(string name) => new { url = "https://files.example.com/" + name, sha256 = new string('a', 64), name };
}
