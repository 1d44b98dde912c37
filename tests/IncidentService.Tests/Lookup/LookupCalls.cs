using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Lookup;

/// <summary>Calls for lookups.</summary>
internal static class LookupCalls
{
    public static async Task<JsonNode> LookUp(this ApiClient client, string? quoted, object? hints = null) =>
        (await client.Post("/v1/lookups", new { quoted, hints })).Expect(HttpStatusCode.OK);

    /// <summary>A lookup with the customer present.</summary>
    public static async Task<JsonNode> LookUpPresent(
        this ApiClient client, string? quoted, object? hints = null, int? waitSeconds = null) =>
        (await client.Post("/v1/lookups", new { quoted, hints, customerPresent = true, waitSeconds })).Expect(HttpStatusCode.OK);

    public static async Task<Answer> Answer(this ApiClient client, JsonNode lookup, string number, string? system = null) =>
        await client.Put($"/v1/lookups/{lookup["id"]}/answer", new { number, system });

    public static string Outcome(this JsonNode lookup) => lookup["outcome"]!.ToString();

    /// <summary>The one match.</summary>
    public static JsonNode Match(this JsonNode lookup) => Assert.Single(lookup["matches"]!.AsArray())!;

    public static string[] Numbers(this JsonNode lookup) => [.. lookup["matches"]!.AsArray().Select(match => match!["number"]!.ToString())];

    public static string[] Strings(this JsonNode? list) => [.. list!.AsArray().Select(item => item!.ToString())];

    public static async Task<int> CountInteractions(this ApiClient client, string number) =>
        (int)(await client.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["interactions"]!["count"]!;
}
