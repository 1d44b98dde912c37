using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Sessions;

/// <summary>A person signs in with an access key and then acts as that key, by the cookie alone.</summary>
public abstract class SessionTests(ServiceFixture fixture) : Suite(fixture)
{
    private Uri Address => fixture.Service.Address;

    [Fact]
    public async Task Signing_in_returns_the_rights_of_the_key_and_sets_an_HttpOnly_cookie()
    {
        using var browser = new Browser(Address);

        var session = (await browser.SignIn(fixture.Phone.Key)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ("Test phone", "Ana Ruiz", 1800),
            (session["name"]!.ToString(), session["agent"]!.ToString(), (int)session["idleSeconds"]!));
        Assert.Equal("""["phone"] ["*"] ["*"] ["read","write"]""", string.Join(
            ' ', new[] { "channels", "teams", "locations", "scopes" }.Select(list => session[list]!.ToJsonString())));
        Assert.Equal(fixture.Service.Clock.GetUtcNow().AddHours(12), DateTimeOffset.Parse(session["expiresAt"]!.ToString()));
        Assert.Matches("^__Host-incident-desk=[A-Za-z0-9_]{47}; path=/; secure; samesite=strict; httponly$", browser.SetCookie!);
        Assert.DoesNotContain(browser.Cookie!.Split('=')[1], session.ToJsonString());
        Assert.True(JsonEquals(session, (await browser.Get("/v1/session")).Expect(HttpStatusCode.OK)));
    }

    [Fact]
    public async Task A_session_acts_as_its_key_and_its_person_is_recorded()
    {
        using var browser = await Browser.SignIn(Address, fixture.Phone.Key, "José Peña");

        var card = (await browser.Post("/v1/incidents", new { })).Expect(HttpStatusCode.Created);

        Assert.Equal(("phone", "José Peña"), (card["channel"]!.ToString(), card["timeline"]![0]!["agent"]!.ToString()));
        (await browser.Get("/v1/incidents/" + card["number"])).Expect(HttpStatusCode.OK);
        (await browser.Get("/v1/keys")).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
    }

    [Fact]
    public async Task The_person_of_a_session_cannot_be_replaced_by_a_header()
    {
        using var browser = await Browser.SignIn(Address, fixture.Phone.Key);

        (await browser.Post("/v1/incidents", new { subject = "Replaced" }, ("X-Agent", "Bo Lind")))
            .ExpectProblem(HttpStatusCode.Forbidden, "agent-not-allowed");
        var card = (await browser.Post("/v1/incidents", new { }, ("X-Agent", "ana  ruiz"))).Expect(HttpStatusCode.Created);

        Assert.Equal("Ana Ruiz", card["timeline"]![0]!["agent"]!.ToString());
    }

    [Fact]
    public async Task Each_request_of_a_session_chooses_one_of_the_channels_of_its_key()
    {
        using var browser = await Browser.SignIn(Address, await fixture.Service.Key("phone chat", ["read", "write"]));

        (await browser.Post("/v1/incidents", new { })).ExpectProblem(HttpStatusCode.BadRequest, "channel-required");
        var card = (await browser.Post("/v1/incidents", new { }, ("X-Channel", "chat"))).Expect(HttpStatusCode.Created);

        Assert.Equal("chat", card["channel"]!.ToString());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_removes_the_cookie()
    {
        using var browser = await Browser.SignIn(Address, fixture.Phone.Key);
        var cookie = browser.Cookie;

        (await browser.SignOut()).Expect(HttpStatusCode.NoContent);

        Assert.StartsWith("__Host-incident-desk=; expires=Thu, 01 Jan 1970", browser.SetCookie, StringComparison.Ordinal);
        browser.Cookie = cookie;
        (await browser.Get("/v1/session")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await browser.SignOut()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await browser.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Signing_in_again_ends_the_former_session_of_the_browser()
    {
        using var browser = await Browser.SignIn(Address, fixture.Phone.Key);
        var former = browser.Cookie;

        (await browser.SignIn(fixture.Email.Key, "Bo Lind")).Expect(HttpStatusCode.OK);

        Assert.Equal("Bo Lind", (await browser.Get("/v1/session")).Expect(HttpStatusCode.OK)["agent"]!.ToString());
        browser.Cookie = former;
        (await browser.Get("/v1/session")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task An_authorization_header_takes_precedence_over_the_cookie_even_if_it_is_invalid()
    {
        using var browser = await Browser.SignIn(Address, fixture.Phone.Key);
        browser.Antiforgery = null;

        var card = (await browser.Post("/v1/incidents", new { }, ("Authorization", "Bearer " + fixture.Email.Key)))
            .Expect(HttpStatusCode.Created);

        Assert.Equal(("email", null), (card["channel"]!.ToString(), card["timeline"]![0]!["agent"]));
        (await browser.Get("/v1/incidents", ("Authorization", "Bearer inc_wrong")))
            .ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await browser.Get("/v1/session", ("Authorization", "Bearer " + fixture.Email.Key)))
            .ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task A_key_is_no_session_and_a_session_no_key()
    {
        using var browser = await Browser.SignIn(Address, fixture.Phone.Key);
        using var program = new ApiClient(Address, browser.Cookie!.Split('=')[1]);
        (await fixture.Phone.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
        (await browser.Get("/v1/incidents")).Expect(HttpStatusCode.OK);

        (await program.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        browser.Cookie = "__Host-incident-desk=" + fixture.Phone.Key;
        (await browser.Get("/v1/incidents")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData("inc_wrong", 401)]
    [InlineData("", 400)]
    [InlineData("'; DROP TABLE sessions; --", 400)]
    public async Task A_wrong_key_creates_no_session(string key, int status)
    {
        using var browser = new Browser(Address);

        var slug = status == 401 ? "unauthorized" : "invalid-request";
        (await browser.SignIn(key)).ExpectProblem((HttpStatusCode)status, slug);

        Assert.Null(browser.SetCookie);
    }

    [Fact]
    public async Task A_session_requires_the_name_of_a_person()
    {
        using var browser = new Browser(Address);

        foreach (var agent in new[] { "", " ", "\u0001", new string('x', 201) })
        {
            var problem = (await browser.SignIn(fixture.Phone.Key, agent)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal("agent", problem["errors"]![0]!["field"]!.ToString());
        }
    }

    [Fact]
    public async Task The_sign_in_methods_can_be_read_without_a_key()
    {
        using var browser = new Browser(Address);

        var methods = (await browser.Get("/v1/session/methods")).Expect(HttpStatusCode.OK);

        Assert.True((bool)methods["accessKey"]!);
        Assert.Null(methods["openIdConnect"]);
    }

    [Fact]
    public async Task A_401_response_to_a_page_does_not_open_the_browsers_password_dialog()
    {
        using var browser = new Browser(Address);

        var page = await browser.Get("/v1/session", ("Sec-Fetch-Site", "same-origin"));
        var program = await browser.Get("/v1/session");

        Assert.Equal("Bearer", Assert.Single(page.Headers.WwwAuthenticate).Scheme);
        Assert.Equal(["Bearer", "Basic"], program.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
    }

    private static bool JsonEquals(System.Text.Json.Nodes.JsonNode one, System.Text.Json.Nodes.JsonNode other) =>
        System.Text.Json.Nodes.JsonNode.DeepEquals(one, other);
}
