using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace IncidentService.Tests.Http;

/// <summary>
/// One operation of the running service, with an address and, where it takes one, a body with every field that is accepted.
/// </summary>
internal sealed record Sample(string Name, HttpMethod Method, string Address, Type? BodyType, string? Body)
{
    /// <summary>The token of an open page, for what customers call.</summary>
    public (string Name, string Value)[] Headers { get; init; } = [];

    public JsonNode BodyJson => JsonNode.Parse(Body!)!;
}

/// <summary>
/// A sample of every operation. They are listed from the running service: a new operation without its sample here fails every test that
/// uses them.
/// </summary>
internal static class Samples
{
    private static readonly string Digest = new('a', 64);

    public static async Task<IReadOnlyList<Sample>> Of(ServiceFixture fixture)
    {
        var reference = Guid.NewGuid().ToString();
        var number = await fixture.Email.Open(
            new { message = new { direction = "in", text = "Hello" }, references = new[] { new { system = "zendesk", value = reference } } });
        await fixture.Email.Post($"/v1/incidents/{number}/promises", Promise);
        (await fixture.Email.Post($"/v1/incidents/{number}/handoffs", new { to = new { channel = "web" }, reason = "Ordered there" }))
            .Expect(System.Net.HttpStatusCode.Created);
        (await fixture.Email.Post(
            $"/v1/incidents/{number}/approvals",
            new { type = "waiver", item = "drill", money = new { amount = "5", currency = "USD" } }))
            .Expect(HttpStatusCode.Created);
        var lookup = (await fixture.Phone.LookUp("SMP-123456"))["id"]!.ToString();
        var webhook = (await fixture.Admin.Post("/v1/webhooks", Webhook)).Expect(HttpStatusCode.Created)["id"]!.ToString();
        // without those that only a session may call
        var operations = fixture.Service.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<OperationDescription>() is not null
            && endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy != ScopePolicies.Session);
        var other = await fixture.Email.Open();
        var rotating = (await fixture.Admin.Post(
            "/v1/keys", new { name = "Rotating", channels = new[] { "web" }, scopes = new[] { "read" } }))
            .Expect(HttpStatusCode.Created)["id"]!.ToString();
        var reserved = (await fixture.Admin.Post("/v1/number-blocks", new { size = 1 }))
            .Expect(HttpStatusCode.Created)["numbers"]![0]!.ToString();
        var page = await CustomersPage.Open(fixture.Email);
        return [.. operations
            .Select(endpoint => endpoint.Metadata.GetMetadata<OperationDescription>()!.IsForCustomers
                ? page.SampleOf(endpoint, NameOf(endpoint))
                : Of(endpoint, NameOf(endpoint) == "openReservedIncident" ? reserved : number, other, lookup, reference, webhook))
            .Select(sample => sample.Name == "rotateKey" ? sample with { Address = $"/v1/keys/{rotating}/rotation" } : sample)
            .Select(sample => sample with { Body = sample.Body?.Replace("{key}", fixture.Phone.Key, StringComparison.Ordinal) })];
    }

    private static string NameOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;

    private static Sample Of(RouteEndpoint endpoint, string number, string other, string lookup, string reference, string webhook)
    {
        var name = NameOf(endpoint);
        var method = new HttpMethod(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]);
        var address = endpoint.RoutePattern.RawText!.TrimEnd('/')
            
                .Replace("{number}", number)
                .Replace("{policy}", "none")
                .Replace("{lookup}", lookup)
                .Replace("{sequence}", "2")
                .Replace("{interaction}", "1")
                .Replace("{contact}", "1")
            .Replace("{promise}", "1").Replace("{handoff}", "1").Replace("{webhook}", webhook)
            .Replace("{system}", "zendesk").Replace("{**value}", reference).Replace("{key}", "1").Replace("{block}", "1")
            .Replace("{link}", "1")
            .Replace("{approval}", "1").Replace("{transaction}", "T-1");
        var bodyType = endpoint.Metadata.GetMetadata<RequestBodyMetadata>()?.Type;
        if (name is "findByReference" or "findOrOpenByReference") address += "?system=zendesk&value=" + reference;
        return new Sample(name, method, address, bodyType, bodyType is null ? null : BodyOf(name, number, other));
    }

    private static string BodyOf(string operation, string number, string other) => operation switch
    {
        "openIncident" or "findOrOpenByReference" or "openReservedIncident" => $$"""
            {"subject":"Drill","category":"price-match","team":"desk","contacts":[{"kind":"name","value":"Anna"}],"references":[{"system":"order","value":"W-1"}],
             "message":{{Message}},{{Extras}} }
            """,
        "searchIncidents" => """
            {"words":"drill","contact":{"kind":"email","value":"anna@example.com"},"reference":{"system":"order","value":"W-1"},"state":"open","channel":"email","category":"a",
             "team":"b","waitingOn":"us","openedFrom":"2026-11-21T09:30:00Z","openedTo":"2026-11-21T09:30:00Z","updatedFrom":"2026-11-21T09:30:00Z","updatedTo":"2026-11-21T09:30:00Z","order":"newest","limit":5,"cursor":""}
            """,
        "reserveNumbers" => """{"size":2,"expiresAt":"2026-12-21T09:30:00Z"}""",
        "patchIncident" => """{"subject":"Drill","category":"price-match","team":null}""",
        "mergeIncident" => $$"""{"into":"{{other}}","reason":"the same"}""",
        "unmergeIncident" => """{"reason":"another"}""",
        "addToTimeline" => Message,
        "redactTimelineLine" => """{"reason":"asked"}""",
        "recordInteraction" => """{"kind":"call","waitSeconds":1,"note":"Hello"}""",
        "makePromise" => Promise,
        "settlePromise" => """{"outcome":"broken","note":"Nobody was there"}""",
        "addContact" => """{"kind":"email","value":"anna@example.com"}""",
        "resolveIncident" => """{"told":"Refunded.","note":"Hello"}""",
        "confirmResolution" => """{"relayed":false,"note":"Hello"}""",
        "disputeResolution" => """{"reason":"Nothing came","relayed":false}""",
        "askPermission" => $$"""{"contact":{"kind":"email","value":"anna@example.com"},"purpose":"survey","number":"{{number}}"}""",
        "createTrackingLink" => """{"contact":{"kind":"email","value":"anna@example.com"},"expiresAt":"2026-12-21T09:30:00Z"}""",
        "optOut" => $$"""{"contact":{"kind":"email","value":"anna@example.com"},"number":"{{number}}"}""",
        "receiveMessage" => $$"""
            {"system":"zendesk","messageId":"m","conversation":"c","from":{"kind":"email","value":"anna@example.com"},"subject":"Drill","text":"Hello","html":"<p>Hello</p>","automatic":false,"attachments":[{{Attachment}}]}
            """,
        "lookUp" => """{"quoted":"hello","customerPresent":false,"waitSeconds":1,"hints":{"email":"anna@example.com"}}""",
        "answerLookup" => $$"""{"number":"{{number}}","system":"crm"}""",
        "requestHandoff" => Handoff,
        "grantApproval" => Approval,
        "redeemApproval" => """{"item":"drill","quantity":1,"money":{"amount":"5","currency":"USD"}}""",
        "reverseRedemption" or "revokeApproval" => """{"reason":"asked"}""",
        "createKey" => """
            {"name":"Key","channels":["email"],"scopes":["read"],"teams":["a"],"locations":["b"],"expiresAt":"2027-11-21T09:30:00Z",
             "networks":["10.1.0.0/16"],"requestsPerMinute":600,
             "maxGrant":{"amount":"5","currency":"USD"},"maxPerDay":{"amount":"5","currency":"USD"}}
            """,
        "rotateKey" => """{"formerUntil":"2027-11-21T09:30:00Z"}""",
        "beginSession" => """{"key":"{key}","agent":"Ana Ruiz"}""",
        "createWebhook" => Webhook,
        "amendWebhook" => """{"name":"Orders","url":"https://127.0.0.1:9/","types":["note.added"],"channel":"email"}""",
        "redeliverEvents" => """{"positions":["1"]}""",
        "replayEvents" => """{"position":"0","since":null}""",
        "erasePersonalData" => """{"contact":{"kind":"email","value":"nobody@example.com"},"reason":"gdpr-17"}""",
        _ => throw new InvalidOperationException($"Give {operation} a sample body with every field it takes."),
    };

    /// <summary>Outgoing messages carry approvals, promises and hand-offs; incoming ones carry a waiting time.</summary>
    private static string Message => $$"""{"direction":"out","text":"Hello","automatic":false,"waitSeconds":null,"attachments":[{{Attachment}}],{{Extras}} }""";

    private static string Extras => $$"""
        "approvals":[{{Approval}}],"promises":[{{Promise}}],"handoff":{{Handoff}}
        """;

    /// <summary>A webhook without a receiver. It is paused, so that nothing is written in the background.</summary>
    private const string Webhook = """{"name":"Orders","url":"https://127.0.0.1:9/","types":["note.added"],"channel":"email","paused":true}""";

    private const string Promise = """{"text":"We call you","dueAt":"2099-11-21T09:30:00Z","team":"desk"}""";

    private const string Handoff = """{"to":{"channel":"phone","team":"orders"},"reason":"Has to be ordered","told":"Please call us"}""";

    private const string Approval = """
        {"type":"refund","item":"drill","quantity":1,"money":{"amount":"5","currency":"USD"},"partial":true,"uses":2,"validFrom":"2026-11-21T09:30:00Z",
         "validUntil":"2027-11-21T09:30:00Z","channels":["store"],"locations":["store-12"],"note":"Hello"}
        """;

    private static string Attachment => $$"""{"url":"https://example.com/a","sha256":"{{Digest}}","name":"a","mediaType":"image/png"}""";
}
