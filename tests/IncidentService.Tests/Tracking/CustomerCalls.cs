using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Tracking;

/// <summary>Calls the service as the customer's page does: without a key.</summary>
internal static class CustomerCalls
{
    /// <summary>A browser that nobody has signed in to.</summary>
    public static ApiClient Browser(this RunningService service) => new(service.Address, "");

    /// <summary>The page once it is open.</summary>
    public static ApiClient Page(this RunningService service, JsonNode view) => new(service.Address, view["token"]!.ToString());

    public static Task<Answer> OpenView(this ApiClient browser, string number, string value, string kind = "email") =>
        browser.Post("/v1/tracking/views", new { number, contact = new { kind, value } });

    public static Task<Answer> OpenLink(this ApiClient browser, string token) => browser.Post("/v1/tracking/link-views", new { token });

    public static Task<Answer> Read(this ApiClient page, string number) => page.Get("/v1/tracking/incidents/" + number);

    public static Task<Answer> Act(this ApiClient page, string number, string what, object body, params (string, string)[] headers) =>
        page.Post($"/v1/tracking/incidents/{number}/{what}", body, headers);

    /// <summary>Creates a link for an e-mail address, or for none.</summary>
    public static async Task<(string Address, string Token)> Link(this ApiClient desk, string number, string? email = null)
    {
        object body = email is null ? new { } : new { contact = new { kind = "email", value = email } };
        var made = await desk.Post($"/v1/incidents/{number}/tracking-links", body);
        return (made.Location!, TokenOf(made.Expect(HttpStatusCode.Created)));
    }

    public static string TokenOf(JsonNode link) => link["url"]!.ToString().Split('#')[1];

    public static string NewEmail() => $"anna-{Guid.NewGuid():N}@example.com";

    /// <summary>An incident of a customer with this address.</summary>
    public static Task<string> OpenFor(this ApiClient desk, string email, string subject = "Price match for a drill") =>
        desk.Open(new { subject, contacts = new[] { new { kind = "email", value = email } } });

    public static string[] Texts(JsonNode incident) =>
        [.. incident["story"]!.AsArray().Select(line => line!["text"]?.ToString()).OfType<string>()];

    public static string[] Kinds(JsonNode incident) => [.. incident["story"]!.AsArray().Select(line => line!["kind"]!.ToString())];

    public static string[] Actions(JsonNode incident) => [.. incident["actions"]!.AsArray().Select(action => action!.ToString())];
}
