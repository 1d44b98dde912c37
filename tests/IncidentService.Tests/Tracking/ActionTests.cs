using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Tracking.CustomerCalls;

namespace IncidentService.Tests.Tracking;

/// <summary>What customers do on the page.</summary>
public abstract class ActionTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_confirmation_by_the_customer_closes_the_incident()
    {
        var (number, page) = await Resolved();
        using (page)
        {
            var confirmed = (await page.Act(number, "confirmation", new { note = "Thank you" })).Expect(HttpStatusCode.OK);
            var again = (await page.Act(number, "confirmation", new { })).Expect(HttpStatusCode.OK);

            Assert.Equal(("closed", "customer"), ((string)confirmed["state"]!, (string)confirmed["closedBy"]!));
            Assert.Equal(confirmed.ToJsonString(), again.ToJsonString());
            Assert.Equal(["dispute", "message"], Actions(confirmed));
            Assert.Equal("Thank you", Texts(confirmed)[^1]);
        }
        var line = (await fixture.Email.Get("/v1/incidents/" + number))["timeline"]!.AsArray()[^1]!;
        Assert.Equal(
            ("incident.closed", "web", "customer", false),
            ((string)line["type"]!, (string)line["channel"]!, (string)line["facts"]!["by"]!, (bool)line["facts"]!["relayed"]!));
    }

    [Fact]
    public async Task A_dispute_by_the_customer_reopens_the_incident_with_a_reason()
    {
        var (number, page) = await Resolved();
        using (page)
        {
            (await page.Act(number, "dispute", new { reason = " " })).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
            var disputed = (await page.Act(number, "dispute", new { reason = "Only half came" })).Expect(HttpStatusCode.OK);

            Assert.Equal(
                ("open", "us", "Only half came"),
                ((string)disputed["state"]!, (string)disputed["waitingOn"]!, Texts(disputed)[^1]));
            Assert.Equal(["message"], Actions(disputed));
            (await page.Act(number, "confirmation", new { })).ExpectProblem(HttpStatusCode.Conflict, "tracking-not-resolved");
            (await page.Act(number, "dispute", new { reason = "x" })).ExpectProblem(HttpStatusCode.Conflict, "tracking-not-resolved");
        }
        Assert.Equal(1, (int)(await fixture.Email.Get("/v1/incidents/" + number))["disputes"]!);
    }

    [Fact]
    public async Task An_overdue_promise_prevents_a_confirmation()
    {
        await using var service = await RunningService.Start(engine: fixture.Engine);
        using var desk = await service.Client("email");
        using var browser = service.Browser();
        var email = NewEmail();
        var number = await desk.OpenFor(email);
        await desk.Post($"/v1/incidents/{number}/promises", new { text = "We call you", dueAt = "2026-11-21T10:00:00Z" });
        await desk.Post($"/v1/incidents/{number}/resolution", new { told = "Done." });
        service.Clock.Advance(TimeSpan.FromHours(1));
        var view = (await browser.OpenView(number, email)).Expect(HttpStatusCode.OK);
        using var page = service.Page(view);

        Assert.Equal(["dispute", "message"], Actions(view["incident"]!));
        (await page.Act(number, "confirmation", new { })).ExpectProblem(HttpStatusCode.Conflict, "tracking-promise-owed");
    }

    [Fact]
    public async Task A_message_sent_repeatedly_is_recorded_once_and_reopens_a_closed_incident()
    {
        var (number, page) = await Resolved();
        using (page)
        {
            (await page.Act(number, "confirmation", new { })).Expect(HttpStatusCode.OK);
            var key = ("Idempotency-Key", "message-" + number);
            var first = await page.Act(number, "messages", new { text = "It broke again" }, key);
            var again = await page.Act(number, "messages", new { text = "It broke again" }, key);

            Assert.Equal(first.Expect(HttpStatusCode.OK).ToJsonString(), again.Expect(HttpStatusCode.OK).ToJsonString());
            Assert.True(again.Headers.Contains("Idempotent-Replayed"));
            Assert.Equal(
                ("open", "us", 1),
                ((string)first["state"]!, (string)first["waitingOn"]!, Texts(first.Json!).Count(text => text == "It broke again")));
        }
        var card = (await fixture.Email.Get("/v1/incidents/" + number)).Json!;
        var line = card["timeline"]!.AsArray().Single(line => (string?)line!["text"] == "It broke again")!;
        Assert.Equal(
            ("message.received", "web", 1, null),
            ((string)line["type"]!, (string)line["channel"]!, (int)line["facts"]!["contact"]!, (string?)line["agent"]));
    }

    [Fact]
    public async Task An_action_of_the_customer_accepts_no_hand_off_to_the_channel_web()
    {
        var (number, page) = await Resolved();
        using (page)
        {
            (await fixture.Email.Post($"/v1/incidents/{number}/handoffs", new { to = new { channel = "web" }, reason = "Ordered there" }))
                .Expect(HttpStatusCode.Created);
            (await page.Act(number, "messages", new { text = "Hello" })).Expect(HttpStatusCode.OK);
        }
        Assert.Equal("open", (string)(await fixture.Email.Get("/v1/incidents/" + number))["handoffs"]![0]!["state"]!);
    }

    [Fact]
    public async Task An_opt_out_holds_for_every_incident_of_the_customer()
    {
        var email = NewEmail();
        var (number, other) = (await fixture.Email.OpenFor(email), await fixture.Email.OpenFor(email));
        using var browser = fixture.Service.Browser();
        using var page = fixture.Service.Page((await browser.OpenView(number, email)).Expect(HttpStatusCode.OK));
        var address = $"/v1/tracking/incidents/{number}/no-more-questions";

        Assert.Equal(HttpStatusCode.NoContent, (await page.Put(address)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await page.Put(address)).Status);

        var asked = await fixture.Email.Post(
            "/v1/contact-permissions", new { contact = new { kind = "email", value = email }, purpose = "survey", number = other });
        Assert.Equal("no-more", (string)asked.Expect(HttpStatusCode.OK)["reason"]!);
    }

    [Fact]
    public async Task Two_concurrent_confirmations_close_the_incident_once()
    {
        var (number, page) = await Resolved();
        using (page)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => page.Act(number, "confirmation", new { })));

            Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
        }
        var lines = (await fixture.Email.Get($"/v1/incidents/{number}/timeline"))["items"]!.AsArray();
        Assert.Single(lines, line => (string)line!["type"]! == "incident.closed");
    }

    [Fact]
    public async Task After_a_concurrent_confirmation_and_dispute_the_state_is_that_of_the_last_one()
    {
        var (number, page) = await Resolved();
        using (page)
        {
            var answers = await Task.WhenAll(
                page.Act(number, "confirmation", new { }), page.Act(number, "dispute", new { reason = "Nothing came" }));

            answers[1].Expect(HttpStatusCode.OK); // a closed incident can be disputed too
            Assert.Contains(answers[0].Status, new[] { HttpStatusCode.OK, HttpStatusCode.Conflict });
            Assert.Equal("open", (string)(await page.Read(number)).Expect(HttpStatusCode.OK)["state"]!);
        }
    }

    [Fact]
    public async Task A_link_revoked_during_use_gives_no_access_afterwards()
    {
        var number = await fixture.Email.Open();
        var (address, token) = await fixture.Email.Link(number);
        using var browser = fixture.Service.Browser();
        using var page = fixture.Service.Page((await browser.OpenLink(token)).Expect(HttpStatusCode.OK));

        var messages = Enumerable.Range(0, 12).Select(index => page.Act(number, "messages", new { text = $"Message {index}" })).ToList();
        var revoked = await fixture.Email.Delete(address);
        var answers = await Task.WhenAll(messages);

        Assert.Equal(HttpStatusCode.NoContent, revoked.Status);
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.Unauthorized }));
        var types = (await fixture.Email.Get($"/v1/incidents/{number}/timeline?limit=200"))["items"]!.AsArray()
            .Select(line => (string)line!["type"]!).ToList();
        Assert.Equal(answers.Count(answer => answer.Status == HttpStatusCode.OK), types.Count(type => type == "message.received"));
        Assert.Equal("tracking-link.revoked", types.Last(type => type is "tracking-link.revoked" or "message.received"));
    }

    [Fact]
    public async Task After_an_erasure_an_open_page_can_change_nothing()
    {
        var email = NewEmail();
        var number = await fixture.Email.OpenFor(email);
        using var browser = fixture.Service.Browser();
        using var page = fixture.Service.Page((await browser.OpenView(number, email)).Expect(HttpStatusCode.OK));
        await fixture.Admin.Post("/v1/erasures", new { contact = new { kind = "email", value = email } });

        (await page.Read(number)).ExpectProblem(HttpStatusCode.Unauthorized, "tracking-view-expired");
        (await page.Act(number, "messages", new { text = "Hello" })).ExpectProblem(HttpStatusCode.Unauthorized, "tracking-view-expired");
    }

    [Fact]
    public async Task Idempotency_keys_of_two_pages_are_independent()
    {
        var (number, page) = await Resolved();
        var (other, second) = await Resolved();
        using (page)
        using (second)
        {
            var key = ("Idempotency-Key", "same");
            var answers = new[]
            {
                await page.Act(number, "messages", new { text = "Mine" }, key),
                await second.Act(other, "messages", new { text = "Mine" }, key),
            };

            Assert.Equal([number, other], answers.Select(answer => (string)answer.Expect(HttpStatusCode.OK)["number"]!));
        }
    }

    private async Task<(string Number, ApiClient Page)> Resolved()
    {
        var email = NewEmail();
        var number = await fixture.Email.OpenFor(email);
        (await fixture.Email.Post($"/v1/incidents/{number}/resolution", new { told = "It is on its way." })).Expect(HttpStatusCode.OK);
        using var browser = fixture.Service.Browser();
        return (number, fixture.Service.Page((await browser.OpenView(number, email)).Expect(HttpStatusCode.OK)));
    }
}
