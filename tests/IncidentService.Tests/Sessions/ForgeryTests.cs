using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Sessions;

/// <summary>What another page makes a browser send with the cookie is refused, and changes nothing.</summary>
public abstract class ForgeryTests(ServiceFixture fixture) : Suite(fixture)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("own", "x")]
    public async Task A_change_without_the_antiforgery_token_of_its_session_is_refused_and_changes_nothing(
        string? token, string suffix = "")
    {
        using var browser = await Browser.SignIn(fixture.Service.Address, fixture.Phone.Key);
        browser.Antiforgery = token == "own" ? browser.Antiforgery + suffix : token;
        var before = fixture.Service.Rows.Count();

        (await browser.Post("/v1/incidents", new { })).ExpectProblem(HttpStatusCode.Forbidden, "antiforgery-missing");
        (await browser.Post("/v1/incidents/search", new { })).ExpectProblem(HttpStatusCode.Forbidden, "antiforgery-missing");
        (await browser.SignOut()).ExpectProblem(HttpStatusCode.Forbidden, "antiforgery-missing");

        Assert.Equal(before, fixture.Service.Rows.Count());
        (await browser.Get("/v1/session")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_antiforgery_token_of_another_session_is_refused()
    {
        using var one = await Browser.SignIn(fixture.Service.Address, fixture.Phone.Key);
        using var other = await Browser.SignIn(fixture.Service.Address, fixture.Phone.Key);

        one.Antiforgery = other.Antiforgery;

        (await one.Post("/v1/incidents", new { })).ExpectProblem(HttpStatusCode.Forbidden, "antiforgery-missing");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example.com")]
    [InlineData("Origin", "null")]
    public async Task A_request_of_another_origin_is_refused_even_with_the_token(string header, string value)
    {
        using var browser = await Browser.SignIn(fixture.Service.Address, fixture.Phone.Key);

        (await browser.Post("/v1/incidents", new { }, (header, value))).ExpectProblem(HttpStatusCode.Forbidden, "cross-origin");
        (await browser.Get("/v1/incidents", (header, value))).ExpectProblem(HttpStatusCode.Forbidden, "cross-origin");
        (await browser.SignIn(fixture.Phone.Key, "Ana Ruiz", (header, value))).ExpectProblem(HttpStatusCode.Forbidden, "cross-origin");
        (await browser.Get("/v1/incidents", (header, value), ("Authorization", "Bearer " + fixture.Phone.Key)))
            .Expect(HttpStatusCode.OK); // a key is no cookie that a browser adds by itself
    }

    [Fact]
    public async Task A_request_of_the_pages_of_the_service_is_accepted()
    {
        using var browser = await Browser.SignIn(fixture.Service.Address, fixture.Phone.Key);
        var origin = ("Origin", fixture.Service.Address.GetLeftPart(UriPartial.Authority));

        (await browser.Post("/v1/incidents", new { }, origin)).Expect(HttpStatusCode.Created);
        (await browser.Post("/v1/incidents", new { }, origin, ("Sec-Fetch-Site", "same-origin"))).Expect(HttpStatusCode.Created);
        (await browser.Get("/v1/incidents", ("Sec-Fetch-Site", "none"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_address_that_is_open_to_all_ignores_the_session()
    {
        using var browser = await Browser.SignIn(fixture.Service.Address, fixture.Phone.Key);

        (await browser.Get("/v1/session/methods", ("Sec-Fetch-Site", "cross-site"))).Expect(HttpStatusCode.OK);
    }
}
