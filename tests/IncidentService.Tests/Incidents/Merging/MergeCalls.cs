using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Incidents.Merging;

/// <summary>Calls that merge and unmerge, with the key of the e-mail desk.</summary>
internal static class MergeCalls
{
    /// <summary>Opens an incident with a contact, a reference and a message of its own.</summary>
    public static async Task<string> Open(this ServiceFixture fixture, string text) => await fixture.Email.Open(new
    {
        contacts = new[] { new { kind = "email", value = $"{Guid.NewGuid():N}@example.com" } },
        references = new[] { new { system = "zendesk", value = "T-" + Guid.NewGuid().ToString("N") } },
        message = new { direction = "in", text },
    });

    public static async Task<JsonNode> Card(this ServiceFixture fixture, string number) =>
        (await fixture.Email.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);

    public static Task<Answer> Merge(this ServiceFixture fixture, string number, string into) =>
        fixture.Email.Post($"/v1/incidents/{number}/merge", new { into });

    public static Task<Answer> Unmerge(this ServiceFixture fixture, string number) =>
        fixture.Email.Post($"/v1/incidents/{number}/unmerge", new { reason = "not the same" });

    public static Task<Answer> Note(this ServiceFixture fixture, string number, string text) =>
        fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text });

    /// <summary>The incidents whose items of a kind a card shows.</summary>
    public static IEnumerable<string> Numbers(JsonNode card, string items) =>
        card[items]!.AsArray().Select(item => item!["number"]!.ToString());
}
