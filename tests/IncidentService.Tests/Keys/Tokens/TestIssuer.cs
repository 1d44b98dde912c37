using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IncidentService.Tests.Keys.Tokens;

/// <summary>
/// An OpenID Connect provider: discovery document, key set, signed tokens and the code flow with PKCE. Whoever opens its sign-in page is
/// signed in as <see cref="Person"/> at once.
/// </summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "incidents";
    public const string ClientId = "incident-desk";
    private const string AccessToken = "opaque";
    private readonly Dictionary<string, (string Challenge, string? Nonce)> codes = [];
    private readonly WebApplication app;
    private RSA key = RSA.Create(2048);
    private int keyNumber = 1;

    private TestIssuer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    /// <summary>How often the key set was read.</summary>
    public int KeySetReads { get; private set; }

    /// <summary>The claims of the person who signs in.</summary>
    public Dictionary<string, object> Person { get; } = new() { ["sub"] = "ana", ["name"] = "Ana Ruiz", ["scope"] = "read write" };

    /// <summary>Whether the token of a sign-in has no more than the subject, as with many providers: the rest is told on request.</summary>
    public bool TellsOnRequestOnly { get; set; }

    /// <summary>Whether it wants to know a sign-in before the browser comes, and refuses each: it does not know the desk.</summary>
    public bool RefusesTheDesk { get; set; }

    public string PublicKeyPem => key.ExportSubjectPublicKeyInfoPem();

    public static async Task<TestIssuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build());
        issuer.Map();
        await issuer.app.StartAsync();
        return issuer;
    }

    /// <summary>Replaces the key, as issuers do: the former one is no longer published.</summary>
    public void Rotate()
    {
        key = RSA.Create(2048);
        keyNumber++;
    }

    /// <summary>A token of this issuer, with these claims beside or instead of the usual ones; null removes one.</summary>
    public string Token(DateTimeOffset now, params (string Name, object? Value)[] claims) =>
        Sign(Payload(now, Audience, claims), new SigningCredentials(SecurityKey(), SecurityAlgorithms.RsaSha256));

    public Dictionary<string, object> Payload(DateTimeOffset now, string audience, params (string Name, object? Value)[] claims)
    {
        var payload = new Dictionary<string, object>(Person)
        {
            ["iss"] = Issuer, ["aud"] = audience, ["iat"] = now.ToUnixTimeSeconds(), ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in claims)
        {
            if (value is null) payload.Remove(name);
            else payload[name] = value;
        }
        return payload;
    }

    public static string Sign(Dictionary<string, object> payload, SigningCredentials? credentials) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
            .CreateToken(new SecurityTokenDescriptor { Claims = payload, SigningCredentials = credentials });

    public RsaSecurityKey SecurityKey() =>
        new(key) { KeyId = $"key-{keyNumber}", CryptoProviderFactory = new() { CacheSignatureProviders = false } };

    public string Issuer => Address.ToString().TrimEnd('/');

    public Task Stop() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private void Map()
    {
        app.MapGet("/.well-known/openid-configuration", () => Metadata().ToJsonString());
        app.MapGet("/keys", () =>
        {
            KeySetReads++;
            var published = JsonWebKeyConverter.ConvertFromRSASecurityKey(
                new RsaSecurityKey(key.ExportParameters(false)) { KeyId = $"key-{keyNumber}" });
            return new JsonObject
            {
                ["keys"] = new JsonArray(
                    new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = published.Kid, ["n"] = published.N, ["e"] = published.E }),
            }.ToJsonString();
        });
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", Exchange);
        app.MapGet("/userinfo", TellPerson);
        app.MapPost("/request", () => Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status401Unauthorized));
    }

    private JsonObject Metadata()
    {
        var metadata = new JsonObject { ["issuer"] = Issuer, ["jwks_uri"] = Issuer + "/keys" };
        metadata["authorization_endpoint"] = Issuer + "/authorize";
        metadata["token_endpoint"] = Issuer + "/token";
        metadata["userinfo_endpoint"] = Issuer + "/userinfo";
        if (RefusesTheDesk) metadata["pushed_authorization_request_endpoint"] = Issuer + "/request";
        return metadata;
    }

    private IResult TellPerson(HttpRequest request) => request.Headers.Authorization == "Bearer " + AccessToken
        ? Results.Text(JsonSerializer.Serialize(Person), "application/json")
        : Results.Unauthorized();

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["response_type"] != "code" || query["client_id"] != ClientId || query["code_challenge_method"] != "S256")
            return Results.BadRequest("This is not the code flow with PKCE.");
        var code = Guid.NewGuid().ToString("N");
        codes[code] = (query["code_challenge"].ToString(), query["nonce"]);
        var back = new QueryBuilder { { "code", code }, { "state", query["state"].ToString() } };
        return Results.Redirect(query["redirect_uri"] + back.ToString());
    }

    /// <summary>A code works once, and only with the verifier of its challenge.</summary>
    private async Task<IResult> Exchange(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var verifier = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!codes.Remove(form["code"].ToString(), out var begun) || begun.Challenge != verifier)
            return Results.BadRequest(new { error = "invalid_grant" });
        var payload = Payload(Now, ClientId, ("nonce", begun.Nonce));
        if (TellsOnRequestOnly) foreach (var claim in Person.Keys.Where(claim => claim != "sub")) payload.Remove(claim);
        var token = Sign(payload, new SigningCredentials(SecurityKey(), SecurityAlgorithms.RsaSha256));
        return Results.Text(
            new JsonObject { ["id_token"] = token, ["access_token"] = AccessToken, ["token_type"] = "Bearer" }.ToJsonString(),
            "application/json");
    }

    /// <summary>The time of the service under test.</summary>
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;
}
