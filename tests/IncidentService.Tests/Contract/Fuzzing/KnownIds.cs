using System.Net;
using IncidentService.Tests.Http;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contract.Fuzzing;

/// <summary>Ids of existing items, so that generated requests reach existing data.</summary>
internal sealed record KnownIds(
    IReadOnlyList<string> Numbers, IReadOnlyList<string> Lookups, IReadOnlyList<string> Webhooks, IReadOnlyList<string> Blocks,
    IReadOnlyList<string> Keys)
{
    private const string Time = "2099-01-01T00:00:00Z";

    /// <summary>References are named by it too.</summary>
    public const string Ticket = "48211";

    /// <summary>A policy that the service of these tests has.</summary>
    public const string Policy = "office";

    /// <summary>The token of an open page of a customer.</summary>
    public required string PageToken { get; init; }

    /// <summary>The values of a parameter by its name; null for one that names nothing.</summary>
    public IReadOnlyList<string>? ValuesOf(string parameter) => parameter switch
    {
        "number" => Numbers,
        "lookup" => Lookups,
        "webhook" => Webhooks,
        "block" => Blocks,
        "key" => Keys,
        "policy" => [Policy, "none"],
        "transaction" => ["T-1", "T-2"],
        "system" => ["zendesk", "order"],
        "value" => [Ticket, "W-55120"],
        "sequence" or "interaction" or "contact" or "promise" or "approval" or "handoff" or "link" => ["1", "1", "2"],
        _ => null,
    };

    /// <summary>Adds what later requests read and change.</summary>
    /// <remarks>The desk opens incidents and grants approvals, since nobody may redeem an own one.</remarks>
    public static async Task<KnownIds> Add(ApiClient client, ApiClient desk)
    {
        var page = await CustomersPage.Open(desk); // its incident is resolved
        var numbers = new List<string> { page.Number };
        for (var count = 0; count < 5; count++) numbers.Add(await OpenIncident(desk, count));
        await client.Put($"/v1/incidents/{numbers[^1]}/references/zendesk/{Ticket}");
        await client.Put($"/v1/incidents/{numbers[^1]}/approvals/1/redemptions/T-1", new { });
        (await desk.Post($"/v1/incidents/{numbers[1]}/merge", new { into = numbers[2] })).Expect(HttpStatusCode.OK);
        var block = (await client.Post("/v1/number-blocks", new { size = 1 })).Expect(HttpStatusCode.Created);
        return new KnownIds(
            [.. numbers, block["numbers"]![0]!.ToString()],
            [await Create(client, "/v1/lookups", new { quoted = "SMP-123456" }, HttpStatusCode.OK), await Miss(client)],
            [await AddWebhook(client), await AddWebhook(client)],
            [block["id"]!.ToString()],
            [await AddKey(client), await AddKey(client)]) { PageToken = page.ViewToken };
    }

    private static Task<string> OpenIncident(ApiClient client, int count) => client.Open(new
    {
        contacts = new[] { new { kind = "email", value = $"anna{count}@example.com" } },
        message = new { direction = "in", text = "Do I get the store's price on the web?" },
        approvals = new[] { new { type = "waiver", uses = 3 }, new { type = "waiver", uses = 3 } },
        promises = new[] { new { text = "We call back", dueAt = Time }, new { text = "We write", dueAt = Time } },
        handoff = new { to = new { channel = "web", team = "orders" }, reason = "Ordered there" },
    });

    private static Task<string> Miss(ApiClient client) =>
        Create(client, "/v1/lookups", new { quoted = "CAS-4458812" }, HttpStatusCode.OK);

    private static Task<string> AddKey(ApiClient client) => Create(
        client, "/v1/keys", new { name = "Desk", channels = new[] { "email" }, scopes = new[] { "read" } }, HttpStatusCode.Created);

    /// <summary>Paused, so that nothing is sent. Those of earlier batches make room, since there can be only so many.</summary>
    private static async Task<string> AddWebhook(ApiClient client)
    {
        while (true)
        {
            var made = await client.Post("/v1/webhooks", new { name = "Orders", url = "https://127.0.0.1:9/", paused = true });
            if (made.Status == HttpStatusCode.Created) return made["id"]!.ToString();
            made.ExpectProblem(HttpStatusCode.UnprocessableEntity, "too-many-webhooks");
            foreach (var former in (await client.Get("/v1/webhooks"))["items"]!.AsArray())
                await client.Delete($"/v1/webhooks/{former!["id"]}");
        }
    }

    private static async Task<string> Create(ApiClient client, string path, object body, HttpStatusCode status) =>
        (await client.Post(path, body)).Expect(status)["id"]!.ToString();
}
