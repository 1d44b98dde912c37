using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Handoffs;

/// <summary>Calls that create and read hand-offs.</summary>
internal static class HandoffCalls
{
    /// <summary>Creates a hand-off and returns it.</summary>
    public static async Task<JsonNode> HandOver(
        this ApiClient client, string number, string channel, string? team = null, params (string, string)[] headers) =>
        (await client.Post(
            $"/v1/incidents/{number}/handoffs", new { to = new { channel, team }, reason = "Has to be ordered there" }, headers))
            .Expect(HttpStatusCode.Created);

    public static Task<Answer> Accept(this ApiClient client, string number, int handoff = 1, params (string, string)[] headers) =>
        client.Post($"/v1/incidents/{number}/handoffs/{handoff}/acceptance", null, headers);

    public static Task<Answer> Withdraw(this ApiClient client, string number, int handoff = 1, params (string, string)[] headers) =>
        client.Post($"/v1/incidents/{number}/handoffs/{handoff}/withdrawal", null, headers);

    public static async Task<JsonNode> Handoff(this ApiClient client, string number, int handoff = 1) =>
        (await client.Get($"/v1/incidents/{number}/handoffs/{handoff}")).Expect(HttpStatusCode.OK);

    public static async Task<string> HandoffState(this ApiClient client, string number, int handoff = 1) =>
        (await client.Handoff(number, handoff))["state"]!.ToString();

    public static async Task<JsonNode> Card(this ApiClient client, string number) =>
        (await client.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);

    /// <summary>The lines of this type, oldest first.</summary>
    public static async Task<JsonNode[]> Lines(this ApiClient client, string number, string type) =>
        [.. (await client.Get($"/v1/incidents/{number}/timeline?limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray().Where(line => line!["type"]!.ToString() == type)!];
}
