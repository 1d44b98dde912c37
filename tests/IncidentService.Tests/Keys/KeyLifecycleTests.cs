using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Sessions;

namespace IncidentService.Tests.Keys;

/// <summary>The visible data of keys, their networks and rate limits, and their replacement.</summary>
public abstract class KeyLifecycleTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private RunningService service = null!;
    private ApiClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start(new() { ["Proxies:Trusted:0"] = "127.0.0.1", ["Limits:RequestsPerMinute"] = "50" });
        admin = await service.Client("web", "admin");
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task The_key_list_shows_the_first_characters_and_the_last_use_of_a_key()
    {
        var (id, key) = await Create(new { });
        using var till = new ApiClient(service.Address, key);
        Assert.Equal((key[..8], null), (await Shown(id, "prefix"), await Shown(id, "lastUsedAt")));

        (await till.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        var used = service.Clock.GetUtcNow();
        service.Clock.Advance(TimeSpan.FromMinutes(1));

        await Eventually.IsTrue(async () => await Shown(id, "lastUsedAt") is not null, "the use is written");
        Assert.Equal(used, DateTimeOffset.Parse((await Shown(id, "lastUsedAt"))!));
        Assert.DoesNotContain(key[9..], (await admin.Get("/v1/keys")).Text);
    }

    [Fact]
    public async Task A_replaced_key_works_beside_the_new_one_until_it_expires()
    {
        var (id, former) = await Create(new { });
        var until = service.Clock.GetUtcNow().AddHours(2);

        var replaced = (await admin.Post($"/v1/keys/{id}/rotation", new { formerUntil = until.ToString("O") })).Expect(HttpStatusCode.OK);
        var key = replaced["key"]!.ToString();

        Assert.Equal(
            (id, key[..8], until),
            (replaced["id"]!.ToString(), replaced["prefix"]!.ToString(), DateTimeOffset.Parse(replaced["formerUntil"]!.ToString())));
        Assert.NotEqual(former, key);
        Assert.Equal("200 200", await Works(former, key));
        service.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromMicroseconds(1));
        Assert.Equal("200 200", await Works(former, key));
        service.Clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal("401 200", await Works(former, key));
        Assert.Null(await Shown(id, "formerUntil"));
    }

    [Fact]
    public async Task Only_the_most_recent_former_key_works_and_revoking_ends_both()
    {
        var (id, first) = await Create(new { });
        var second = (await admin.Post($"/v1/keys/{id}/rotation", new { })).Expect(HttpStatusCode.OK)["key"]!.ToString();
        Assert.Equal("200 200", await Works(first, second));

        var third = (await admin.Post($"/v1/keys/{id}/rotation", new { })).Expect(HttpStatusCode.OK)["key"]!.ToString();

        Assert.Equal("401 200 200", await Works(first, second, third));
        (await admin.Delete("/v1/keys/" + id)).Expect(HttpStatusCode.NoContent);
        Assert.Equal("401 401 401", await Works(first, second, third));
        (await admin.Post($"/v1/keys/{id}/rotation", new { })).ExpectProblem(HttpStatusCode.Conflict, "key-not-replaceable");
        (await admin.Post("/v1/keys/1/rotation", new { })).ExpectProblem(HttpStatusCode.NotFound, "key-unknown");
    }

    [Fact]
    public async Task A_new_key_is_shown_once_even_if_the_request_is_repeated()
    {
        var (id, _) = await Create(new { });

        (await admin.Post($"/v1/keys/{id}/rotation", new { }, ("Idempotency-Key", "once"))).Expect(HttpStatusCode.OK);

        (await admin.Post($"/v1/keys/{id}/rotation", new { }, ("Idempotency-Key", "once")))
            .ExpectProblem(HttpStatusCode.Conflict, "replay-erased");
        Assert.Null(await Shown(id, "key"));
    }

    [Fact]
    public async Task A_key_works_only_from_the_networks_that_it_lists()
    {
        var (id, key) = await Create(new { networks = new[] { "10.1.0.0/16", "2001:db8::7" } });
        using var till = new ApiClient(service.Address, key);
        using var browser = new Browser(service.Address);

        (await till.Get("/v1/incidents", ("X-Forwarded-For", "10.1.2.3"))).Expect(HttpStatusCode.OK);
        (await till.Get("/v1/incidents", ("X-Forwarded-For", "2001:db8::7"))).Expect(HttpStatusCode.OK);
        foreach (var address in new[] { "10.2.0.1", "2001:db8::8", "10.1.2.3, 10.2.0.1" })
            (await till.Get("/v1/incidents", ("X-Forwarded-For", address))).ExpectProblem(HttpStatusCode.Forbidden, "address-not-allowed");
        (await till.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.Forbidden, "address-not-allowed");
        (await browser.SignIn(key)).ExpectProblem(HttpStatusCode.Forbidden, "address-not-allowed");
        Assert.Equal("""["10.1.0.0/16","2001:db8::7/128"]""", (await admin.Get("/v1/keys/" + id))["networks"]!.ToJsonString());
    }

    [Theory]
    [InlineData("10.1.0.0/33")]
    [InlineData("10.1.0.1/16")]
    [InlineData("example.com")]
    [InlineData("")]
    public async Task An_invalid_network_is_refused(string network)
    {
        var body = new { name = "Till", channels = new[] { "store" }, scopes = new[] { "read" }, networks = new[] { network } };

        var problem = (await admin.Post("/v1/keys", body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("networks", problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task A_key_can_have_its_own_rate_limit_and_responses_state_the_remainder()
    {
        var (_, slow) = await Create(new { requestsPerMinute = 2 });
        var (_, usual) = await Create(new { });
        using var till = new ApiClient(service.Address, slow);
        using var desk = new ApiClient(service.Address, usual);

        var first = await till.Get("/v1/incidents");
        (await till.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        var refused = await till.Get("/v1/incidents");

        Assert.Equal(("\"requests\";r=1;t=60", "\"requests\";q=2;w=60"), (Header(first, "RateLimit"), Header(first, "RateLimit-Policy")));
        refused.ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.Equal(
            ("\"requests\";r=0;t=60", TimeSpan.FromSeconds(30)),
            (Header(refused, "RateLimit"), refused.Headers.RetryAfter!.Delta));
        Assert.Equal("\"requests\";q=50;w=60", Header(await desk.Get("/v1/incidents"), "RateLimit-Policy"));
    }

    private static string Header(Answer answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private async Task<(string Id, string Key)> Create(object more)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
        (body["name"], body["channels"], body["scopes"]) =
            ("Till", new System.Text.Json.Nodes.JsonArray("store"), new System.Text.Json.Nodes.JsonArray("read"));
        var created = (await admin.Post("/v1/keys", body.ToJsonString())).Expect(HttpStatusCode.Created);
        return (created["id"]!.ToString(), created["key"]!.ToString());
    }

    private async Task<string?> Shown(string id, string field) =>
        (await admin.Get("/v1/keys/" + id)).Expect(HttpStatusCode.OK)[field]?.ToString();

    private async Task<string> Works(params string[] keys)
    {
        var statuses = new List<int>();
        foreach (var key in keys)
        {
            using var client = new ApiClient(service.Address, key);
            statuses.Add((int)(await client.Get("/v1/incidents")).Status);
        }
        return string.Join(' ', statuses);
    }
}
