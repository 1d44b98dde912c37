using System.Net;
using System.Text.RegularExpressions;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Keys.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Sessions;

/// <summary>People sign in at the desk with the configured authority: the code flow with PKCE, against a real issuer.</summary>
public abstract class OpenIdConnectTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const string SignInAddress = "/v1/session/openid-connect";
    private TestIssuer issuer = null!;
    private RunningService service = null!;
    private Dictionary<string, string?> settings = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await TestIssuer.Start();
        settings = new()
        {
            ["Auth:Authority"] = issuer.Issuer, ["Auth:Audience"] = TestIssuer.Audience,
            ["Auth:Desk:ClientId"] = TestIssuer.ClientId, ["Auth:Desk:Name"] = "Example Corp", ["Auth:ChannelClaim"] = "channels",
        };
        service = await Start(settings);
        issuer.Now = service.Clock.GetUtcNow();
        issuer.Person["channels"] = "phone chat";
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task The_sign_in_page_gets_the_address_of_the_authority()
    {
        using var browser = new Browser(service.Address);

        var provider = (await browser.Get("/v1/session/methods")).Expect(HttpStatusCode.OK)["openIdConnect"]!;

        Assert.Equal(("Example Corp", SignInAddress), (provider["name"]!.ToString(), provider["url"]!.ToString()));
    }

    [Fact]
    public async Task A_sign_in_with_the_authority_creates_a_session_with_the_rights_of_the_token()
    {
        using var browser = new Browser(service.Address);

        Assert.Equal("/desk/work", await SignIn(browser, SignInAddress + "?return=/desk/work"));

        Assert.EndsWith("; path=/; secure; samesite=strict; httponly", browser.SetCookie, StringComparison.Ordinal);
        var session = (await browser.Get("/v1/session")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            """Ana Ruiz ["phone","chat"] ["read","write"] ["*"]""",
            $"{session["agent"]} {session["channels"]!.ToJsonString()} {session["scopes"]!.ToJsonString()} "
                + session["teams"]!.ToJsonString());
        browser.Antiforgery = session["antiforgery"]!.ToString();
        var card = (await browser.Post("/v1/incidents", new { }, ("X-Channel", "chat"))).Expect(HttpStatusCode.Created);
        Assert.Equal(
            ("Ana Ruiz", true), (card["timeline"]![0]!["agent"]!.ToString(), (bool)card["timeline"]![0]!["facts"]!["agentVerified"]!));
    }

    [Fact]
    public async Task A_sign_in_asks_the_authority_for_the_claims_that_its_token_lacks()
    {
        issuer.TellsOnRequestOnly = true;
        issuer.Person["roles"] = new[] { "agent", "visitor" };
        await using var own = await Start(
            new(settings) { ["Auth:ScopeClaim"] = "roles", ["Auth:Scopes:agent"] = "read write" }, beside: service);
        using var browser = new Browser(own.Address);

        Assert.Equal("/desk", await SignIn(browser, SignInAddress));

        var session = (await browser.Get("/v1/session")).Expect(HttpStatusCode.OK);
        Assert.Equal(
            """Ana Ruiz ["phone","chat"] ["read","write"]""",
            $"{session["agent"]} {session["channels"]!.ToJsonString()} {session["scopes"]!.ToJsonString()}");
    }

    [Fact]
    public async Task A_sign_in_after_a_session_has_ended_makes_the_authority_ask_who_it_is()
    {
        using var browser = new Browser(service.Address);

        Assert.Contains("prompt=login", (await browser.Get(SignInAddress + "?prompt=login")).Location, StringComparison.Ordinal);
        Assert.DoesNotContain("prompt=", (await browser.Get(SignInAddress + "?prompt=none")).Location, StringComparison.Ordinal);
        Assert.DoesNotContain("prompt=", (await browser.Get(SignInAddress)).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_started_at_one_replica_can_be_completed_at_another()
    {
        await using var other = await Start(settings, beside: service);
        using var browser = new Browser(service.Address);

        var back = await Authorize(await browser.Get(SignInAddress));
        using var there = browser.At(other.Address);

        Assert.Equal("/desk", LeadsTo(await there.Get(back)));
        (await there.Get("/v1/session")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_sign_in_response_that_the_browser_did_not_request_is_refused()
    {
        using var browser = new Browser(service.Address);
        using var victim = new Browser(service.Address);
        var back = await Authorize(await browser.Get(SignInAddress));

        Assert.Equal("/desk/sign-in?failed=refused", (await victim.Get(back)).Location);
        Assert.Null(victim.Cookie);
        Assert.Equal("/desk/sign-in?failed=refused", (await browser.Get(back.Replace("code=", "code=x"))).Location);
        Assert.Null(browser.Cookie);
    }

    [Fact]
    public async Task A_person_without_permissions_gets_an_explanation_and_no_session()
    {
        issuer.Person["scope"] = "openid";
        using var browser = new Browser(service.Address);

        Assert.Equal("/desk/sign-in?failed=no-permission", await SignIn(browser, SignInAddress));
        Assert.Null(browser.Cookie);
    }

    [Theory]
    [InlineData("https://evil.example.com")]
    [InlineData("//evil.example.com")]
    [InlineData("/desk\\..\\..\\evil")]
    [InlineData("/desk/\\evil")]
    [InlineData("/deskevil")]
    public async Task A_sign_in_redirects_only_to_the_desk(string page)
    {
        using var browser = new Browser(service.Address);

        Assert.Equal("/desk", await SignIn(browser, SignInAddress + "?return=" + Uri.EscapeDataString(page)));
    }

    [Fact]
    public async Task A_revoked_person_loses_the_session()
    {
        using var browser = new Browser(service.Address);
        await SignIn(browser, SignInAddress);
        using var admin = await service.Client("web", "admin");
        var id = service.Rows.Scalar<long>("SELECT id FROM api_keys WHERE kind = 'person'");

        (await admin.Delete($"/v1/keys/{id}")).Expect(HttpStatusCode.NoContent);

        (await browser.Get("/v1/session")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Equal("/desk/sign-in?failed=refused", await SignIn(browser, SignInAddress));
    }

    [Fact]
    public async Task An_unreachable_authority_is_reported()
    {
        await using var alone = await Start(new(settings) { ["Auth:Authority"] = "http://127.0.0.1:9" }, beside: service);
        using var browser = new Browser(alone.Address);
        using var ana = new ApiClient(alone.Address, issuer.Token(issuer.Now));

        Assert.Equal("/desk/sign-in?failed=issuer-unreachable", (await browser.Get(SignInAddress)).Location);
        (await ana.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.ServiceUnavailable, "issuer-unreachable");
    }

    [Fact]
    public async Task An_authority_that_goes_away_during_a_sign_in_is_reported()
    {
        using var browser = new Browser(service.Address);
        var back = await Authorize(await browser.Get(SignInAddress));
        await issuer.Stop();

        Assert.Equal("/desk/sign-in?failed=issuer-unreachable", (await browser.Get(back)).Location);
        Assert.Null(browser.Cookie);
    }

    [Fact]
    public async Task An_authority_that_refuses_the_desk_itself_leads_back_to_the_sign_in_page()
    {
        issuer.RefusesTheDesk = true;
        using var browser = new Browser(service.Address);

        Assert.Equal("/desk/sign-in?failed=refused", (await browser.Get(SignInAddress)).Location);
    }

    [Fact]
    public async Task What_an_authority_says_of_a_person_in_a_refusal_is_not_logged()
    {
        using var log = new RecordedLog();
        await using var watched = await Start(settings, services => services.AddSingleton<ILoggerProvider>(log), beside: service);
        using var browser = new Browser(watched.Address);
        var back = await Authorize(await browser.Get(SignInAddress));
        var refusal = Regex.Replace(back, "code=[^&]*", "error=server_error&error_description=sam.carter%40example.com+has+no+place");

        Assert.Equal("/desk/sign-in?failed=refused", (await browser.Get(refusal)).Location);

        Assert.Contains(log.Lines, line => line.Contains("server_error", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("sam.carter", StringComparison.Ordinal));
    }

    /// <summary>Where the sign-in ends.</summary>
    private static async Task<string?> SignIn(Browser browser, string start) =>
        LeadsTo(await browser.Get(await Authorize(await browser.Get(start))));

    /// <summary>
    /// A redirect leads to a failure. To the desk leads a page of ours, since browsers send no strict cookie with a redirect.
    /// </summary>
    private static string? LeadsTo(Answer answer) =>
        answer.Location ?? WebUtility.HtmlDecode(answer.Text.Split("url=")[^1].Split('"')[0]);

    /// <summary>Follows the redirect to the issuer, and returns where the issuer sends the browser.</summary>
    private static async Task<string> Authorize(Answer started)
    {
        Assert.Equal(HttpStatusCode.Redirect, started.Status);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var response = await http.GetAsync(started.Location);
        return response.Headers.Location!.PathAndQuery;
    }
}
