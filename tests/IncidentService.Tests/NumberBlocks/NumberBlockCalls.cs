using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.NumberBlocks;

internal static class NumberBlockCalls
{
    public static async Task<string[]> Reserve(this ApiClient client, int size, string? expiresAt = null) =>
        Held((await client.Post("/v1/number-blocks", new { size, expiresAt })).Expect(HttpStatusCode.Created));

    public static Task<Answer> OpenReserved(
        this ApiClient client, string number, object? body = null, params (string Name, string Value)[] headers) =>
        client.Put("/v1/incidents/" + number, body ?? new { subject = "The line was down" }, headers);

    public static string[] Held(System.Text.Json.Nodes.JsonNode block) =>
        [.. block["numbers"]!.AsArray().Select(number => number!.ToString())];
}
