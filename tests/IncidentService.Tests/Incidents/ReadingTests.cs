using System.Net;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Incidents;

/// <summary>Reading by number: the card, the status, or a suggestion for a mistyped number.</summary>
public abstract class ReadingTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task HEAD_returns_the_headers_of_GET()
    {
        var number = await fixture.Email.Open();
        var get = await fixture.Email.Get("/v1/incidents/" + number);

        var head = await fixture.Email.Send(HttpMethod.Head, "/v1/incidents/" + number, null);
        var unchanged = await fixture.Email.Send(HttpMethod.Head, "/v1/incidents/" + number, null, ("If-None-Match", get.ETag!));

        Assert.Equal((HttpStatusCode.OK, get.ETag, ""), (head.Status, head.ETag, head.Text));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Email.Send(HttpMethod.Head, "/v1/incidents/867530912373", null)).Status);
    }

    [Fact]
    public async Task A_number_in_an_address_may_have_any_grouping()
    {
        var number = await fixture.Email.Open();

        foreach (var way in new[] { number, $"{number[..4]}-{number[4..8]}-{number[8..]}", $"{number[..6]} {number[6..]}", "INC" + number })
            Assert.Equal(
                number,
                (await fixture.Phone.Get("/v1/incidents/" + Uri.EscapeDataString(way))).Expect(HttpStatusCode.OK)["number"]!.ToString());
    }

    [Fact]
    public async Task An_unknown_number_suggests_repairs_from_its_digits_and_never_from_the_register()
    {
        var (issued, unissued) = (await fixture.Email.Open(), IncidentNumber.Mint().ToString());

        var nearIssued = (await fixture.Phone.Get("/v1/incidents/" + Typos.WrongDigit(issued)))
            .ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
        var nearUnissued = (await fixture.Phone.Get("/v1/incidents/" + Typos.WrongDigit(unissued)))
            .ExpectProblem(HttpStatusCode.NotFound, "number-unknown");

        Assert.Equal((issued, unissued), (nearIssued["didYouMean"]!.ToString(), nearUnissued["didYouMean"]!.ToString()));
        Assert.Equal(nearIssued["detail"]!.ToString(), nearUnissued["detail"]!.ToString());
        foreach (var other in new[] { unissued, Typos.Missing(issued), "nonsense" })
            Assert.Null(
                (await fixture.Phone.Get("/v1/incidents/" + other)).ExpectProblem(HttpStatusCode.NotFound, "number-unknown")["didYouMean"]);
    }

    [Fact]
    public async Task Every_address_below_an_unknown_number_is_unknown()
    {
        var unknown = "/v1/incidents/" + IncidentNumber.Mint();

        foreach (
            var below in new[] { "", "/status", "/timeline", "/timeline/1", "/interactions", "/interactions/1", "/contacts/1", "/references/zendesk/1" })
            (await fixture.Email.Get(unknown + below)).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
        (await fixture.Email.Post(unknown + "/timeline", new { direction = "in", text = "Hello" }))
            .ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
        (await fixture.Email.Put(unknown + "/references/zendesk/1")).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
    }

    [Fact]
    public async Task The_status_states_who_acts_next_and_no_personal_data()
    {
        using var page = await fixture.Service.Client("web", "status");
        var number = await fixture.Email.Open(
            new { subject = "Tiles", contacts = new[] { new { kind = "email", value = "anna@example.com" } } });

        var status = await page.Get($"/v1/incidents/{number}/status");

        Assert.Equal(("open", "us"), (status.Expect(HttpStatusCode.OK)["state"]!.ToString(), status["waitingOn"]!.ToString()));
        Assert.DoesNotContain("Tiles", status.Text);
        Assert.DoesNotContain("anna", status.Text);
        Assert.Equal(
            HttpStatusCode.NotModified, (await page.Get($"/v1/incidents/{number}/status", ("If-None-Match", status.ETag!))).Status);
        (await page.Get("/v1/incidents/" + number)).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
    }

    [Fact]
    public async Task The_status_states_the_due_time_of_a_promise_and_not_its_text()
    {
        using var page = await fixture.Service.Client("web", "status");
        var number = await fixture.Email.Open(
            new { promises = new[] { new { text = "Anna is called back", dueAt = "2026-11-22T09:30:00Z", team = "pricing" } } });

        var status = await page.Get($"/v1/incidents/{number}/status");
        (await fixture.Email.Put($"/v1/incidents/{number}/promises/1/outcome", new { outcome = "kept" })).Expect(HttpStatusCode.OK);
        var later = await page.Get($"/v1/incidents/{number}/status", ("If-None-Match", status.ETag!));

        Assert.Equal(
            """[{"kind":"promise","state":"open","dueAt":"2026-11-22T09:30:00.000000Z"}]""", status.Expect(HttpStatusCode.OK)["promises"]!.ToJsonString());
        Assert.Empty(later.Expect(HttpStatusCode.OK)["promises"]!.AsArray());
    }

    [Fact]
    public async Task Every_location_returned_anywhere_answers()
    {
        var number = await fixture.Email.Open();
        var at = "/v1/incidents/" + number;
        (string Verb, string Address, object Body)[] calls =
        [
            ("POST", "/v1/incidents", new { }),
            ("POST", at + "/timeline", new { direction = "out", text = "Hello" }),
            ("POST", at + "/interactions", new { }),
            ("POST", at + "/contacts", new { kind = "handle", value = "x:@anna" }),
            ("POST", at + "/approvals", new { type = "waiver" }),
            ("POST", at + "/promises", new { text = "Call back", dueAt = "2099-01-01T00:00:00Z" }),
            ("POST", at + "/handoffs", new { to = new { channel = "chat" }, reason = "Asked for it" }),
            ("PUT", at + "/references/zendesk/" + Guid.NewGuid(), new { }),
            ("PUT", "/v1/references?system=zendesk&value=" + Guid.NewGuid(), new { }),
            ("POST", "/v1/messages", new { system = "zendesk", messageId = Guid.NewGuid(), text = "Hello" }),
            ("POST", "/v1/keys", new { name = "Till", channels = new[] { "store" }, scopes = new[] { "read" } }),
        ];
        foreach (var (verb, address, body) in calls)
        {
            var created = await fixture.Admin.Send(new HttpMethod(verb), address, body);
            created.Expect(HttpStatusCode.Created);
            Assert.NotNull(created.Location);
            (await fixture.Admin.Get(created.Location)).Expect(HttpStatusCode.OK);
        }
    }

    private static string Formatted(string number) => $"{number[..4]}-{number[4..8]}-{number[8..]}";
}
