using System.Net;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Tracking.CustomerCalls;

namespace IncidentService.Tests.Tracking;

/// <summary>What a customer can see: a number with a contact proves one incident, a link proves the contact that it was sent to.</summary>
public abstract class OpeningTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_number_in_any_grouping_with_any_spelling_of_a_contact_opens_the_page()
    {
        using var browser = fixture.Service.Browser();
        var email = NewEmail();
        var number = await fixture.Email.Open(new
        {
            contacts = new object[] { new { kind = "email", value = email }, new { kind = "phone", value = "+1 555 010 0177" } },
        });

        foreach (var typed in new[] { number, IncidentNumber.Parse(number).Formatted, $"INC {number[..6]} {number[6..]}" })
            (await browser.OpenView(typed, $"Anna <{email.ToUpperInvariant()}>")).Expect(HttpStatusCode.OK);
        var view = (await browser.OpenView(number, "(555) 010-0177", "phone")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            (number, "open", "us"),
            ((string)view["incident"]!["number"]!, (string)view["incident"]!["state"]!, (string)view["incident"]!["waitingOn"]!));
        Assert.Equal("2026-11-21T11:30:00.000000Z", (string)view["expiresAt"]!);
    }

    [Fact]
    public async Task Every_wrong_number_and_contact_gets_the_same_answer()
    {
        using var browser = fixture.Service.Browser();
        var (email, other) = (NewEmail(), NewEmail());
        var number = await fixture.Email.OpenFor(email);
        await fixture.Email.Post($"/v1/incidents/{number}/contacts", new { kind = "handle", value = "x:@anna" });
        var (another, merged, erased) = (await fixture.Email.OpenFor(other), await fixture.Email.OpenFor(NewEmail()), NewEmail());
        await fixture.Email.Post($"/v1/incidents/{merged}/merge", new { into = another });
        var forgotten = await fixture.Email.OpenFor(erased);
        await fixture.Admin.Post("/v1/erasures", new { contact = new { kind = "email", value = erased } });
        var reserved = (await fixture.Till.Post("/v1/number-blocks", new { size = 1 }))["numbers"]![0]!.ToString();
        (string, string)[] pairs =
        [
            (number, other), (another, email), (merged, email), (forgotten, erased), (IncidentNumber.Mint().ToString(), email),
            (reserved, email),
        ];

        var answers = await Task.WhenAll(pairs.Select(pair => browser.OpenView(pair.Item1, pair.Item2)));

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.NotFound, "tracking-not-found"));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
    }

    [Theory]
    [InlineData("handle", "x:@anna", "contact.kind")]
    [InlineData("name", "Anna", "contact.kind")]
    [InlineData("loyalty", "LY-9", "contact.kind")]
    [InlineData("phone", "anonymous", "contact.value")]
    [InlineData("email", "anna", "contact.value")]
    public async Task Only_a_valid_email_address_or_phone_number_identifies_the_customer(string kind, string value, string field)
    {
        using var browser = fixture.Service.Browser();
        var number = await fixture.Email.Open(new { contacts = new[] { new { kind = "handle", value = "x:@anna" } } });

        var problem = (await browser.OpenView(number, value, kind)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task A_number_with_a_contact_opens_one_incident_and_a_link_all_open_incidents_of_the_contact()
    {
        using var browser = fixture.Service.Browser();
        var email = NewEmail();
        var (drill, saw, closed) = (
            await fixture.Email.OpenFor(email, "Drill"),
            await fixture.Phone.OpenFor(email, "Saw"),
            await fixture.Email.OpenFor(email, "Nail"));
        await fixture.Email.Post($"/v1/incidents/{closed}/resolution", new { told = "Done." });
        await fixture.Admin.Post($"/v1/incidents/{closed}/confirmation", new { relayed = false });
        var (_, bound) = await fixture.Email.Link(drill, email);
        var (_, single) = await fixture.Email.Link(drill);

        var pair = (await browser.OpenView(drill, email)).Expect(HttpStatusCode.OK);
        var one = (await browser.OpenLink(single)).Expect(HttpStatusCode.OK);
        var all = (await browser.OpenLink(bound)).Expect(HttpStatusCode.OK);

        Assert.Empty(pair["others"]!.AsArray());
        Assert.Empty(one["others"]!.AsArray());
        var listed = Assert.Single(all["others"]!.AsArray())!;
        Assert.Equal((saw, "Saw", "open"), ((string)listed["number"]!, (string)listed["subject"]!, (string)listed["state"]!));
        using var pairPage = fixture.Service.Page(pair);
        using var linkPage = fixture.Service.Page(all);
        (await linkPage.Read(saw)).Expect(HttpStatusCode.OK);
        (await pairPage.Read(drill)).Expect(HttpStatusCode.OK);
        (await pairPage.Read(saw)).ExpectProblem(HttpStatusCode.NotFound, "tracking-not-found");
    }

    [Fact]
    public async Task A_page_ends_after_two_hours_and_a_link_when_it_expires()
    {
        await using var service = await RunningService.Start(engine: fixture.Engine);
        using var desk = await service.Client("email");
        using var own = service.Browser();
        var number = await desk.Open();
        var (_, token) = await desk.Link(number);
        using var page = service.Page((await own.OpenLink(token)).Expect(HttpStatusCode.OK));

        service.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        (await page.Read(number)).Expect(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        (await page.Read(number)).ExpectProblem(HttpStatusCode.Unauthorized, "tracking-view-expired");
        (await own.OpenLink(token)).Expect(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromDays(30));
        (await own.OpenLink(token)).ExpectProblem(HttpStatusCode.NotFound, "tracking-link-invalid");
    }

    [Theory]
    [InlineData("")]
    [InlineData("inc_0123456789")]
    [InlineData("view.")]
    [InlineData("view.AAAA")]
    public async Task A_call_without_the_token_of_an_open_page_is_refused(string token)
    {
        var number = await fixture.Email.Open();
        using var page = new ApiClient(fixture.Service.Address, token);

        (await page.Read(number)).ExpectProblem(HttpStatusCode.Unauthorized, "tracking-view-expired");
    }

    [Fact]
    public async Task An_altered_token_is_refused()
    {
        using var browser = fixture.Service.Browser();
        var email = NewEmail();
        var number = await fixture.Email.OpenFor(email);
        var token = (await browser.OpenView(number, email)).Expect(HttpStatusCode.OK)["token"]!.ToString();

        for (var at = "view.".Length; at < token.Length - 1; at += 7)
        {
            using var page = new ApiClient(fixture.Service.Address, token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]);
            (await page.Read(number)).ExpectProblem(HttpStatusCode.Unauthorized, "tracking-view-expired");
        }
    }

    [Fact]
    public async Task After_a_merge_each_customer_sees_only_what_belongs_to_incidents_with_their_contact()
    {
        using var browser = fixture.Service.Browser();
        var (anna, ben) = (NewEmail(), NewEmail());
        var (ofAnna, ofBen) = (await fixture.Email.OpenFor(anna, "Anna's tiles"), await fixture.Phone.OpenFor(ben, "Ben's tiles"));
        await fixture.Email.Post($"/v1/incidents/{ofAnna}/timeline", new { direction = "in", text = "I am Anna" });
        await fixture.Phone.Post($"/v1/incidents/{ofBen}/timeline", new { direction = "in", text = "I am Ben" });
        (await fixture.Phone.Post($"/v1/incidents/{ofAnna}/merge", new { into = ofBen })).Expect(HttpStatusCode.OK);

        var asAnna = (await browser.OpenView(ofAnna, anna)).Expect(HttpStatusCode.OK)["incident"]!;
        var asBen = (await browser.OpenView(ofBen, ben)).Expect(HttpStatusCode.OK)["incident"]!;

        Assert.Equal((ofAnna, null, "I am Anna"), ((string)asAnna["number"]!, (string?)asAnna["subject"], Texts(asAnna).Single()));
        Assert.Equal((ofBen, "Ben's tiles", "I am Ben"), ((string)asBen["number"]!, (string)asBen["subject"]!, Texts(asBen).Single()));
    }

    [Fact]
    public async Task After_a_merge_of_two_incidents_of_one_customer_both_numbers_open_the_survivor()
    {
        using var browser = fixture.Service.Browser();
        var anna = NewEmail();
        var (first, second) = (await fixture.Email.OpenFor(anna, "Tiles"), await fixture.Phone.OpenFor(anna, "Tiles again"));
        await fixture.Email.Post($"/v1/incidents/{first}/timeline", new { direction = "in", text = "One" });
        await fixture.Phone.Post($"/v1/incidents/{second}/timeline", new { direction = "in", text = "Two" });
        (await fixture.Phone.Post($"/v1/incidents/{first}/merge", new { into = second })).Expect(HttpStatusCode.OK);

        foreach (var number in new[] { first, second })
        {
            var incident = (await browser.OpenView(number, anna)).Expect(HttpStatusCode.OK)["incident"]!;
            Assert.Equal((second, "Tiles again"), ((string)incident["number"]!, (string)incident["subject"]!));
            Assert.Equal(["One", "Two"], Texts(incident));
        }
        var (_, token) = await fixture.Email.Link(first, anna);
        Assert.Empty((await browser.OpenLink(token)).Expect(HttpStatusCode.OK)["others"]!.AsArray());
    }
}
