using System.Net;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Tracking.CustomerCalls;

namespace IncidentService.Tests.Tracking;

/// <summary>Nobody finds incidents by guessing, and nobody floods one.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Wrong_contacts_are_limited_for_issued_and_unissued_numbers_alike()
    {
        await using var service = await Limited(("Tracking:MissesPerHourAndNumber", "2"));
        using var desk = await service.Client("email");
        using var browser = service.Browser();
        var email = NewEmail();
        var number = await desk.OpenFor(email);

        foreach (var tried in new[] { number, IncidentNumber.Mint().ToString() })
        {
            for (var time = 0; time < 2; time++)
                (await browser.OpenView(tried, NewEmail())).ExpectProblem(HttpStatusCode.NotFound, "tracking-not-found");
            var refused = await browser.OpenView(tried, email);
            refused.ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-attempts");
            Assert.Equal(TimeSpan.FromMinutes(30), refused.Headers.RetryAfter!.Delta);
        }

        service.Clock.Advance(TimeSpan.FromMinutes(30));
        (await browser.OpenView(number, email)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_limited_number_still_opens_by_its_link()
    {
        await using var service = await Limited(("Tracking:MissesPerHourAndNumber", "1"));
        using var desk = await service.Client("email");
        using var browser = service.Browser();
        var number = await desk.Open();
        var (_, token) = await desk.Link(number);
        await browser.OpenView(number, NewEmail());

        (await browser.OpenView(number, NewEmail())).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-attempts");
        (await browser.OpenLink(token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_contacts_and_wrong_links_of_an_address_share_one_limit()
    {
        await using var service = await Limited(("Tracking:MissesPerHour", "2"));
        using var desk = await service.Client("email");
        using var browser = service.Browser();
        var email = NewEmail();
        var number = await desk.OpenFor(email);

        (await browser.OpenView(IncidentNumber.Mint().ToString(), email)).ExpectProblem(HttpStatusCode.NotFound, "tracking-not-found");
        (await browser.OpenLink("trk_")).ExpectProblem(HttpStatusCode.NotFound, "tracking-link-invalid");

        (await browser.OpenView(number, email)).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-attempts");
        (await browser.OpenLink("trk_")).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-attempts");
    }

    [Fact]
    public async Task Requests_of_an_open_page_for_other_numbers_are_limited()
    {
        await using var service = await Limited(("Tracking:MissesPerHour", "1"));
        using var desk = await service.Client("email");
        using var browser = service.Browser();
        var email = NewEmail();
        var (number, other) = (await desk.OpenFor(email), await desk.Open());
        using var page = service.Page((await browser.OpenView(number, email)).Expect(HttpStatusCode.OK));

        (await page.Read(other)).ExpectProblem(HttpStatusCode.NotFound, "tracking-not-found");
        (await page.Read(other)).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-attempts");
        (await page.Act(other, "messages", new { text = "Hello" })).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-attempts");
    }

    [Fact]
    public async Task Requests_of_an_address_and_changes_of_an_incident_are_limited()
    {
        await using var service = await Limited(("Tracking:RequestsPerMinute", "4"), ("Tracking:ChangesPerHour", "1"));
        using var desk = await service.Client("email");
        using var browser = service.Browser();
        var email = NewEmail();
        var number = await desk.OpenFor(email);
        using var page = service.Page((await browser.OpenView(number, email)).Expect(HttpStatusCode.OK));

        (await page.Act(number, "messages", new { text = "One" })).Expect(HttpStatusCode.OK);
        (await page.Act(number, "messages", new { text = "Two" })).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-attempts");
        (await page.Read(number)).Expect(HttpStatusCode.OK);
        (await page.Read(number)).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-attempts");
        (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null, "198.51.100.1", "198.51.100.2", true)]
    [InlineData("127.0.0.1/32", "198.51.100.1", "198.51.100.1", true)]
    [InlineData("127.0.0.1/32", "2001:db8:1:2::1", "2001:db8:1:2:ffff::2", true)]
    [InlineData("127.0.0.1/32", "2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("127.0.0.1/32", "198.51.100.1", "198.51.100.2", false)]
    public async Task Only_a_trusted_proxy_can_state_the_address_of_the_caller(string? trusted, string one, string other, bool isSame)
    {
        await using var service = await Limited(("Tracking:MissesPerHour", "1"), ("Proxies:Trusted:0", trusted));
        using var browser = service.Browser();

        await browser.Post("/v1/tracking/link-views", new { token = "x" }, ("X-Forwarded-For", one));
        var second = await browser.Post("/v1/tracking/link-views", new { token = "x" }, ("X-Forwarded-For", other));

        Assert.Equal(isSame ? HttpStatusCode.TooManyRequests : HttpStatusCode.NotFound, second.Status);
    }

    private static Task<RunningService> Limited(params (string Setting, string? Value)[] limits) =>
        RunningService.Start(limits.Where(limit => limit.Value is not null).ToDictionary(limit => limit.Setting, limit => limit.Value));
}
