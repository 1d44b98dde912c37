using System.Diagnostics;
using System.Net;
using System.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Keys;

/// <summary>A key works from its creation until it expires or is revoked, in every form that systems can send.</summary>
public abstract class AuthenticationTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_key_created_over_HTTP_is_shown_once_and_works_at_once()
    {
        var (body, once) = (
            new { name = "Till 7", channels = new[] { "store" }, scopes = new[] { "read", "write" }, locations = new[] { "Store-7" } },
            ("Idempotency-Key", "till-7"));
        var created = (await fixture.Admin.Post("/v1/keys", body, once)).Expect(HttpStatusCode.Created);
        var secret = created["key"]!.ToString();
        using var till = new ApiClient(fixture.Service.Address, secret);

        var card = (await till.Post("/v1/incidents", new { })).Expect(HttpStatusCode.Created);

        Assert.Matches("^inc_[A-Za-z0-9]{43}$", secret);
        Assert.Equal(("store", "store-7"), (card["channel"]!.ToString(), card["location"]!.ToString()));
        Assert.Null((await fixture.Admin.Get("/v1/keys/" + created["id"])).Expect(HttpStatusCode.OK)["key"]);
        Assert.DoesNotContain(secret, (await fixture.Admin.Get("/v1/keys")).Text);
        (await fixture.Admin.Post("/v1/keys", body, once)).ExpectProblem(HttpStatusCode.Conflict, "replay-erased");
    }

    [Fact]
    public async Task A_revoked_key_stops_at_once_and_revoking_may_be_repeated()
    {
        var (id, client) = await Create();
        (await client.Get("/v1/incidents")).Expect(HttpStatusCode.OK);

        for (var round = 0; round < 2; round++) (await fixture.Admin.Delete("/v1/keys/" + id)).Expect(HttpStatusCode.NoContent);

        (await client.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.NotNull((await fixture.Admin.Get("/v1/keys/" + id)).Expect(HttpStatusCode.OK)["revokedAt"]);
        foreach (var unknown in new[] { "1", "-1", "x", "99999999999999999999" })
        {
            (await fixture.Admin.Get("/v1/keys/" + unknown)).ExpectProblem(HttpStatusCode.NotFound, "key-unknown");
            (await fixture.Admin.Delete("/v1/keys/" + unknown)).ExpectProblem(HttpStatusCode.NotFound, "key-unknown");
        }
    }

    [Fact]
    public async Task A_key_expires_at_its_exact_time()
    {
        await using var service = await Start();
        using var admin = await service.Client("web", "admin");
        var expires = service.Clock.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var key = (await admin.Post(
            "/v1/keys", new { name = "Guest", channels = new[] { "chat" }, scopes = new[] { "read" }, expiresAt = expires }))
            .Expect(HttpStatusCode.Created);
        using var guest = new ApiClient(service.Address, key["key"]!.ToString());

        service.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMicroseconds(1));
        (await guest.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromMicroseconds(1));
        (await guest.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task The_key_may_be_the_password_of_basic_authentication_with_any_user_name()
    {
        foreach (var user in new[] { "", "menu", "Menü" })
            Assert.Equal(200, await With("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{fixture.Phone.Key}"))));
        Assert.Equal(200, await With("bearer " + fixture.Phone.Key));
    }

    [Fact]
    public async Task Any_other_credentials_are_refused()
    {
        var key = fixture.Phone.Key;
        string?[] garbled =
        [
            null, "", "Bearer", "Bearer ", key, "Token " + key, "Bearer " + key + "x", "Bearer " + key[..^1],
            "Bearer " + key.ToUpperInvariant(), "Bearer " + key + "," + key,
            "Bearer '; DROP TABLE api_keys; --", "Bearer " + new string('a', 201), "Basic", "Basic " + key, "Basic ====", "Basic Og==",
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":")),
            "Basic " + Convert.ToBase64String([0xFF, 0xFE, (byte)':', 0xFF]), "Negotiate abc", "Bearer inc_",
        ];
        foreach (var header in garbled) Assert.True(await With(header) == 401, header);
    }

    [Fact]
    public async Task A_request_with_two_authorizations_is_refused()
    {
        var (status, _) = await RawHttp.Send(
            fixture.Service.Address, fixture.Phone.Key, "GET /v1/incidents", "Authorization: Bearer " + fixture.Email.Key);

        Assert.InRange(status, 400, 401);
    }

    [Fact]
    public async Task A_key_that_is_revoked_on_one_replica_stops_on_the_others_within_five_seconds()
    {
        await using var other = await Start(beside: fixture.Service);
        var (id, client) = await Create();
        using var there = new ApiClient(other.Address, client.Key);
        (await there.Get("/v1/incidents?limit=1")).Expect(HttpStatusCode.OK);

        (await fixture.Admin.Delete("/v1/keys/" + id)).Expect(HttpStatusCode.NoContent);
        var revoked = Stopwatch.StartNew();
        var used = TimeSpan.Zero;
        await Eventually.IsTrue(
            async () =>
            {
                var asked = revoked.Elapsed;
                if ((await there.Get("/v1/incidents?limit=1")).Status == HttpStatusCode.Unauthorized) return true;
                used = asked;
                return false;
            },
            "the other replica refuses the key");

        Assert.InRange(used, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("""{"name":"x","channels":[],"scopes":["read"]}""", "channels")]
    [InlineData("""{"name":"x","channels":["fax"],"scopes":["read"]}""", "channels")]
    [InlineData("""{"name":"x","channels":["email"],"scopes":["root"]}""", "scopes")]
    [InlineData("""{"name":"x","channels":["email"],"scopes":[null]}""", "scopes")]
    [InlineData("""{"name":"x","channels":["email"],"scopes":["read"],"teams":["a b"]}""", "teams")]
    [InlineData("""{"name":"x","channels":["email"],"scopes":["read"],"locations":["*"]}""", "locations")]
    [InlineData("""{"name":"x","channels":["email"],"scopes":["read"],"expiresAt":"tomorrow"}""", "expiresAt")]
    [InlineData("""{"name":"x","channels":["email"],"scopes":["read"],"expiresAt":"2027-01-31T00:00:00"}""", "expiresAt")]
    [InlineData("""{"name":" ","channels":["email"],"scopes":["read"]}""", "name")]
    public async Task An_invalid_key_is_refused(string body, string field)
    {
        var problem = (await fixture.Admin.Post("/v1/keys", body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
    }

    private async Task<(string Id, ApiClient Client)> Create()
    {
        var created = (await fixture.Admin.Post("/v1/keys", new { name = "Test", channels = new[] { "store" }, scopes = new[] { "read" } }))
            .Expect(HttpStatusCode.Created);
        return (created["id"]!.ToString(), new ApiClient(fixture.Service.Address, created["key"]!.ToString()));
    }

    private async Task<int> With(string? authorization)
    {
        using var http = new HttpClient { BaseAddress = fixture.Service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/incidents?limit=1");
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
