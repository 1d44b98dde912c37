using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentService.Tests.Erasure;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Sessions;

namespace IncidentService.Tests.Audit;

/// <summary>The audit trail records who made which request, when and from where, and no customer text.</summary>
public abstract class TrailTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    /// <summary>The fields that the hash is of, in the contract's order, after sequence and previous.</summary>
    private static readonly string[] Hashed =
    [
        "id", "at", "kind", "operation", "status", "times", "key", "agent", "agentVerified", "channel", "location", "address", "number",
        "item",
    ];

    private RunningService service = null!;
    private ApiClient admin = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        admin = await service.Client("web", "read", "write", "approve", "admin");
        desk = await service.Client("email", "read", "write", "approve");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_change_is_recorded_with_its_caller_and_place()
    {
        var before = service.Clock.GetUtcNow();
        var opened = (await desk.Post("/v1/incidents", new { subject = "A drill" }, ("X-Agent", "Kim"))).Expect(HttpStatusCode.Created);
        var number = opened["number"]!.ToString();
        await desk.Post($"/v1/incidents/{number}/contacts", new { kind = "email", value = "anna@example.com" }, ("X-Agent", "Kim"));

        var entries = await List($"?number={number}");

        Assert.Equal(["addContact", "openIncident"], entries.Select(Operation));
        Assert.All(entries, entry => Assert.Equal(
            ("change", "201", "Kim", "email", "127.0.0.1", number, KeyOf(desk)),
            (Text(entry, "kind"), Text(entry, "status"), Text(entry, "agent"), Text(entry, "channel"), Text(entry, "address"),
                Text(entry, "number"), Text(entry, "key"))));
        Assert.Equal(("1", ""), (Text(entries[0], "item"), Text(entries[1], "item")));
        Assert.Equal(before, DateTimeOffset.Parse(Text(entries[1], "at"), CultureInfo.InvariantCulture), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Reads_lookups_and_searches_of_cards_are_recorded()
    {
        var number = await desk.Open();
        using var phone = await service.Client("phone", "read");
        (await phone.Get("/v1/incidents/" + number, ("X-Agent", "Lee"))).Expect(HttpStatusCode.OK);
        (await phone.Get($"/v1/incidents/{number}/timeline")).Expect(HttpStatusCode.OK);
        (await phone.Post("/v1/lookups", new { quoted = number })).Expect(HttpStatusCode.OK);
        (await phone.Post("/v1/incidents/search", new { words = "drill" })).Expect(HttpStatusCode.OK);

        var entries = await List($"?key={KeyOf(phone)}");

        Assert.Equal(
            ["getIncident read " + number, "listTimeline read " + number, "lookUp change " + number, "searchIncidents read "],
            entries.Select(entry => $"{Operation(entry)} {Text(entry, "kind")} {Text(entry, "number")}").Order(StringComparer.Ordinal));
        Assert.Equal("Lee", Text(entries.Single(entry => Operation(entry) == "getIncident"), "agent"));
    }

    [Fact]
    public async Task Refusals_are_recorded_and_equal_ones_in_quick_succession_share_an_entry()
    {
        var number = await desk.Open();
        using var nobody = new ApiClient(service.Address, "unknown");
        for (var time = 0; time < 3; time++)
            (await nobody.Get("/v1/incidents/" + number)).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await desk.Get("/v1/keys")).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        (await desk.Get("/v1/incidents/" + Typos.WrongDigit(number))).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
        (await desk.Post($"/v1/incidents/{number}/confirmation", new { note = "Never resolved" })).Expect(HttpStatusCode.Conflict);
        (await desk.Post("/v1/incidents", new { colour = "red" })).Expect(HttpStatusCode.BadRequest);

        var refusals = (await List("")).Where(entry => Text(entry, "kind") == "refusal").ToList();

        Assert.Equal(
            ["confirmResolution 409", "getIncident 401", "getIncident 404", "listKeys 403", "openIncident 400"],
            refusals.Select(entry => $"{Operation(entry)} {Text(entry, "status")}").Distinct().Order(StringComparer.Ordinal));
        var unauthorized = refusals.Where(entry => Text(entry, "status") == "401").ToList();
        Assert.Equal(3, unauthorized.Sum(entry => (int)entry["times"]!));
        Assert.All(unauthorized, entry => Assert.Equal(
            ("", "127.0.0.1", number), (Text(entry, "key"), Text(entry, "address"), Text(entry, "number"))));
        Assert.Equal(KeyOf(desk), Text(refusals.Single(entry => Text(entry, "status") == "403"), "key"));
    }

    [Fact]
    public async Task Signing_in_and_out_in_a_browser_is_recorded()
    {
        using var browser = await Browser.SignIn(service.Address, desk.Key);
        (await browser.SignOut()).Expect(HttpStatusCode.NoContent);

        var entries = await List($"?key={KeyOf(desk)}");

        Assert.Equal(["beginSession", "endSession"], entries.Select(Operation).Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.NotEqual("", Text(entry, "agent")));
    }

    [Fact]
    public async Task Creating_replacing_and_revoking_a_key_is_recorded_with_its_id()
    {
        var made = await admin.Post("/v1/keys", new { name = "Till", channels = new[] { "store" }, scopes = new[] { "read" } });
        var key = made["id"]!.ToString();
        (await admin.Post($"/v1/keys/{key}/rotation", new { })).Expect(HttpStatusCode.OK);
        (await admin.Delete("/v1/keys/" + key)).Expect(HttpStatusCode.NoContent);

        var entries = (await List($"?key={KeyOf(admin)}")).Where(entry => Text(entry, "item") == key).Select(Operation);

        Assert.Equal(["revokeKey", "rotateKey", "createKey"], entries);
    }

    [Fact]
    public async Task The_list_is_paged_and_filtered_by_time_and_reading_it_is_recorded_too()
    {
        var numbers = new[] { await desk.Open(), await desk.Open(), await desk.Open() };
        var middle = service.Clock.GetUtcNow().AddHours(1);
        service.Clock.Advance(TimeSpan.FromHours(2));
        await desk.Open();
        await service.SealAudit();

        var page = (await admin.Get($"/v1/audit?key={KeyOf(desk)}&until={middle:yyyy-MM-ddTHH:mm:ssZ}&limit=2")).Expect(HttpStatusCode.OK);
        var rest = (await admin.Get(
            $"/v1/audit?key={KeyOf(desk)}&until={middle:yyyy-MM-ddTHH:mm:ssZ}&limit=2&cursor={page["next"]}")).Expect(HttpStatusCode.OK);
        var later = await List($"?from={middle:yyyy-MM-ddTHH:mm:ssZ}");

        var shown = page["items"]!.AsArray().Concat(rest["items"]!.AsArray());
        Assert.Equal(Enumerable.Reverse(numbers), shown.Select(entry => Text(entry!, "number")));
        Assert.Null(rest["next"]);
        Assert.Equal("openIncident", Assert.Single(later.Select(Operation), operation => operation != "listAudit"));
        await service.SealAudit();
        Assert.Contains(await List(""), entry => Operation(entry) == "listAudit" && Text(entry, "kind") == "read");
    }

    [Fact]
    public async Task Only_the_scope_admin_reads_the_trail_and_an_invalid_filter_is_explained()
    {
        (await desk.Get("/v1/audit")).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        foreach (var query in new[] { "?number=1", "?key=x", "?from=yesterday", "?until=2026", "?limit=0", "?colour=red" })
            (await admin.Get("/v1/audit" + query)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await admin.Get("/v1/audit?cursor=x")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
    }

    [Fact]
    public async Task The_chain_can_be_computed_from_the_listed_entries()
    {
        for (var time = 0; time < 4; time++) await desk.Get("/v1/incidents/" + await desk.Open(), ("X-Agent", "Kim"));

        var entries = (await List("")).Where(entry => entry["sequence"] is not null)
            .OrderBy(entry => long.Parse(Text(entry, "sequence"), CultureInfo.InvariantCulture)).ToList();

        Assert.True(entries.Count >= 8, $"{entries.Count} entries");
        var previous = new string('0', 64);
        foreach (var (place, entry) in entries.Index())
        {
            Assert.Equal(($"{place + 1}", previous), (Text(entry, "sequence"), Text(entry, "previous")));
            var lines = new[] { Text(entry, "sequence"), previous }.Concat(Hashed.Select(field => Text(entry, field)));
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
            Assert.Equal(previous, Text(entry, "hash"));
        }
    }

    [Fact]
    public async Task The_trail_contains_no_customer_text_and_an_erasure_keeps_the_chain_valid()
    {
        var customer = await KnownCustomer.Make(service, desk);
        await desk.Get("/v1/incidents/" + customer.Survivor);
        await admin.Get("/v1/keys/" + customer.Email);
        await desk.Put($"/v1/incidents/{customer.Survivor}/references/crm/customer:{customer.Email}");
        await desk.Post("/v1/incidents/search", new { contact = new { kind = "email", value = customer.Email } });
        await service.SealAudit();

        (await admin.Post("/v1/erasures", new { contact = new { kind = "email", value = customer.Email } })).Expect(HttpStatusCode.OK);
        await service.SealAudit();

        var rows = service.Register.List<string>(
            "SELECT operation FROM audit_entries UNION ALL SELECT coalesce(agent, '') FROM audit_entries "
            + "UNION ALL SELECT coalesce(item, '') FROM audit_entries UNION ALL SELECT coalesce(location, '') FROM audit_entries");
        Assert.Contains(rows, row => row.Contains("erasePersonalData", StringComparison.Ordinal));
        Assert.All(
            customer.Secrets.Append(customer.Digits),
            secret => Assert.DoesNotContain(rows, row => row.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        Assert.Empty((await service.VerifyAudit()).Faults);
    }

    private async Task<IReadOnlyList<JsonNode>> List(string query)
    {
        await service.SealAudit();
        var page = (await admin.Get("/v1/audit" + query + (query.Length == 0 ? "?" : "&") + "limit=200")).Expect(HttpStatusCode.OK);
        return [.. page["items"]!.AsArray().Select(item => item!)];
    }

    private string KeyOf(ApiClient client) => service.Rows.Scalar<long>(
        "SELECT id FROM api_keys WHERE hash = @hash", new { hash = IncidentService.Keys.KeySecret.Hash(client.Key) }).ToString();

    private static string Operation(JsonNode entry) => Text(entry, "operation");

    private static string Text(JsonNode entry, string field) => entry[field]?.ToString() ?? "";
}
