using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Promises;

/// <summary>Promises as a desk makes, settles and lists them.</summary>
internal static class PromiseCalls
{
    public static string In(this RunningService service, TimeSpan time) =>
        (service.Clock.GetUtcNow() + time).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static async Task<JsonNode> Promise(this ApiClient desk, string number, string dueAt, string? team = null) =>
        (await desk.Post($"/v1/incidents/{number}/promises", new { text = "Someone will call you", dueAt, team }))
            .Expect(HttpStatusCode.Created);

    public static Task<Answer> Settle(this ApiClient desk, string number, int promise, string outcome, string? note = null) =>
        desk.Put($"/v1/incidents/{number}/promises/{promise}/outcome", new { outcome, note });

    public static async Task<JsonNode> ReadPromise(this ApiClient desk, string number, int promise) =>
        (await desk.Get($"/v1/incidents/{number}/promises/{promise}")).Expect(HttpStatusCode.OK);

    /// <summary>The types of the events of promises, in order.</summary>
    public static async Task<string[]> PromiseEvents(this ApiClient desk, string number) =>
        [.. (await desk.Get($"/v1/incidents/{number}/timeline?limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray()
            .Select(line => line!["type"]!.ToString()).Where(type => type.StartsWith("promise.", StringComparison.Ordinal))];

    /// <summary>The ordinals of the promises on the card, in order.</summary>
    public static async Task<string> OnCard(this ApiClient desk, string number) =>
        string.Join(
            ' ',
            (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["promises"]!
                .AsArray()
                .Select(promise => promise!["id"]!.ToString()));
}
