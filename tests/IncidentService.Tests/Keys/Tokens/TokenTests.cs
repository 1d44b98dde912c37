using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentService.Tests.Infrastructure;
using Microsoft.IdentityModel.Tokens;

namespace IncidentService.Tests.Keys.Tokens;

/// <summary>People whose tokens a configured authority signs, against a real issuer.</summary>
public abstract class TokenTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private TestIssuer issuer = null!;
    private RunningService service = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await TestIssuer.Start();
        service = await Start(new()
        {
            ["Auth:Authority"] = issuer.Issuer, ["Auth:Audience"] = TestIssuer.Audience, ["Auth:ClockSkewSeconds"] = "30",
            ["Auth:ScopeClaim"] = "realm.roles", ["Auth:ChannelClaim"] = "channels", ["Auth:TeamClaim"] = "groups",
            ["Auth:Scopes:agent"] = "read write", ["Auth:Scopes:granter"] = "read write approve",
            ["Auth:MaxGrant"] = "50", ["Auth:Currency"] = "USD", ["Auth:Scopes:supervisor"] = "read write admin",
        });
        issuer.Person["realm"] = new Dictionary<string, object> { ["roles"] = new[] { "agent", "unknown-role" } };
        issuer.Person["channels"] = "phone";
        issuer.Person["groups"] = new[] { "sales" };
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_token_has_the_rights_of_its_claims_and_its_person_is_verified()
    {
        using var ana = Bearer(Token());

        var card = (await ana.Post("/v1/incidents", new { }, ("X-Location", "store-1"))).Expect(HttpStatusCode.Created);

        Assert.Equal(
            ("phone", "store-1", "sales"), (card["channel"]!.ToString(), card["location"]!.ToString(), card["team"]!.ToString()));
        var opened = card["timeline"]![0]!;
        Assert.Equal(("Ana Ruiz", true), (opened["agent"]!.ToString(), (bool)opened["facts"]!["agentVerified"]!));
        (await ana.Get("/v1/keys")).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        (await ana.Post("/v1/incidents", new { }, ("X-Channel", "store"))).ExpectProblem(HttpStatusCode.Forbidden, "place-not-allowed");
        (await ana.Post("/v1/incidents", new { }, ("X-Agent", "Bo Lind"))).ExpectProblem(HttpStatusCode.Forbidden, "agent-not-allowed");
    }

    [Fact]
    public async Task Each_token_has_its_own_permissions_but_all_belong_to_one_person()
    {
        using var agent = Bearer(Token());
        using var supervisor = Bearer(Token(("realm", Roles("supervisor")), ("name", "Ana Ruiz-Pérez")));
        using var nobody = Bearer(Token(("realm", Roles())));

        var first = await agent.Post("/v1/incidents", new { }, ("Idempotency-Key", "one"));
        var again = await supervisor.Post("/v1/incidents", new { }, ("Idempotency-Key", "one"));

        Assert.Equal(
            first.Expect(HttpStatusCode.Created)["number"]!.ToString(), again.Expect(HttpStatusCode.Created)["number"]!.ToString());
        (await supervisor.Get("/v1/keys")).Expect(HttpStatusCode.OK);
        (await nobody.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        Assert.Equal(1, service.Rows.Scalar<long>("SELECT count(*) FROM api_keys WHERE kind = 'person'"));
    }

    [Fact]
    public async Task Concurrent_first_requests_of_one_person_create_one_identity()
    {
        using var ana = Bearer(Token());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await ana.Get("/v1/incidents")).Expect(HttpStatusCode.OK)));

        Assert.Equal(1, service.Rows.Scalar<long>("SELECT count(*) FROM api_keys WHERE kind = 'person'"));
    }

    [Fact]
    public async Task A_revoked_person_is_refused_with_any_token()
    {
        using var ana = Bearer(Token());
        using var admin = Bearer(Token(("sub", "sam"), ("realm", Roles("supervisor"))));
        (await ana.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        var people = (await admin.Get("/v1/keys")).Expect(HttpStatusCode.OK)["items"]!.AsArray()
            .Where(key => key!["kind"]?.ToString() == "person")
            .ToDictionary(key => key!["name"]!.ToString() + key["id"], key => key!["id"]!.ToString());
        var id = service.Rows.Scalar<long>("SELECT min(id) FROM api_keys WHERE kind = 'person'");
        Assert.Contains(id.ToString(), people.Values);

        (await admin.Delete($"/v1/keys/{id}")).Expect(HttpStatusCode.NoContent);

        var problem = (await ana.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("This person was locked out.", problem["detail"]!.ToString());
    }

    [Fact]
    public async Task Grant_limits_of_a_person_come_from_the_configuration()
    {
        issuer.Person["realm"] = Roles("granter");
        using var ana = Bearer(Token());
        var number = await ana.Open();

        var grants = $"/v1/incidents/{number}/approvals";
        (await ana.Post(grants, new { type = "refund", item = "drill", money = new { amount = "50.01", currency = "USD" } }))
            .ExpectProblem(HttpStatusCode.Forbidden, "grant-too-large");
        (await ana.Post(grants, new { type = "refund", item = "drill", money = new { amount = "50", currency = "USD" } }))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Keys_work_beside_tokens()
    {
        using var desk = await service.Client("email");

        (await desk.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_is_valid_in_its_lifetime_plus_the_allowed_clock_skew()
    {
        using var early = Bearer(Token(("nbf", Now.AddSeconds(30).ToUnixTimeSeconds())));
        using var tooEarly = Bearer(Token(("nbf", Now.AddSeconds(32).ToUnixTimeSeconds())));
        using var late = Bearer(Token(("exp", Now.AddSeconds(-29).ToUnixTimeSeconds())));
        using var tooLate = Bearer(Token(("exp", Now.AddSeconds(-31).ToUnixTimeSeconds())));

        (await early.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        await IsRefused(tooEarly, "not valid yet");
        (await late.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        await IsRefused(tooLate, "has expired");
    }

    [Fact]
    public async Task A_token_with_a_wrong_issuer_audience_or_signature_is_refused()
    {
        using var stranger = RSA.Create(2048);
        var foreign = new RsaSecurityKey(stranger) { KeyId = "key-1" };
        var symmetric = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(issuer.PublicKeyPem)) { KeyId = "key-1" };
        var good = issuer.Payload(Now, TestIssuer.Audience);
        var parts = Token().Split('.');

        await IsRefused(Token(("aud", "another-service")), "another audience");
        await IsRefused(Token(("aud", null)), "another audience");
        await IsRefused(Token(("iss", "https://another.example.com")), "another authority");
        await IsRefused(Token(("exp", null)), "not valid");
        await IsRefused(Token(("sub", null)), "no subject");
        await IsRefused(TestIssuer.Sign(good, null), "not valid"); // alg: none
        await IsRefused(Unsigned(good, "none"), "not valid");
        await IsRefused(Unsigned(good, "None"), "not valid");
        await IsRefused(TestIssuer.Sign(good, new(foreign, SecurityAlgorithms.RsaSha256)), "not valid");
        await IsRefused(
            TestIssuer.Sign(good, new(new RsaSecurityKey(stranger) { KeyId = "other" }, SecurityAlgorithms.RsaSha256)), "not valid");
        await IsRefused(TestIssuer.Sign(good, new(symmetric, SecurityAlgorithms.HmacSha256)), "not valid");
        await IsRefused($"{parts[0]}.{parts[1]}.", "not valid");
        await IsRefused($"{parts[0]}.{Encoded(JsonSerializer.Serialize(new { sub = "root" }))}.{parts[2]}", "not valid");
        await IsRefused("a.b.c", "not valid");
        await IsRefused("...", "not valid");
        await IsRefused("a.b", "not valid");
    }

    [Fact]
    public async Task A_rotated_signing_key_of_the_authority_needs_no_restart()
    {
        using var before = Bearer(Token());
        (await before.Get("/v1/incidents")).Expect(HttpStatusCode.OK);

        issuer.Rotate();
        using var after = Bearer(Token());

        (await after.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        await IsRefused(before, "not valid");
    }

    [Fact]
    public async Task Tokens_with_unknown_keys_do_not_each_cause_a_request_to_the_authority()
    {
        (await Bearer(Token()).Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        using var stranger = RSA.Create(2048);
        var before = issuer.KeySetReads;

        for (var key = 0; key < 10; key++)
        {
            var credentials = new SigningCredentials(
                new RsaSecurityKey(stranger) { KeyId = "unknown-" + key }, SecurityAlgorithms.RsaSha256);
            await IsRefused(TestIssuer.Sign(issuer.Payload(Now, TestIssuer.Audience), credentials), "not valid");
        }

        Assert.InRange(issuer.KeySetReads, before, before + 1);
    }

    private DateTimeOffset Now => service.Clock.GetUtcNow();

    private string Token(params (string Name, object? Value)[] claims) => issuer.Token(Now, claims);

    private static Dictionary<string, object> Roles(params string[] roles) => new() { ["roles"] = roles };

    private ApiClient Bearer(string token) => new(service.Address, token);

    private async Task IsRefused(string token, string why)
    {
        using var client = Bearer(token);
        await IsRefused(client, why);
    }

    private static async Task IsRefused(ApiClient client, string why)
    {
        var problem = (await client.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Contains(why, problem["detail"]!.ToString(), StringComparison.Ordinal);
    }

    private static string Unsigned(Dictionary<string, object> payload, string algorithm) =>
        $"{Encoded($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Encoded(JsonSerializer.Serialize(payload))}.";

    private static string Encoded(string text) => Base64UrlEncoder.Encode(text);
}
