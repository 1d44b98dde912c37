using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Tracking.CustomerCalls;

namespace IncidentService.Tests.Tracking;

/// <summary>Personal links, as desks create, list and revoke them.</summary>
public abstract class LinkTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_link_is_shown_in_full_once_and_then_only_by_its_id()
    {
        var email = NewEmail();
        var number = await fixture.Email.OpenFor(email);
        var links = $"/v1/incidents/{number}/tracking-links";

        var made = await fixture.Email.Post(
            links, new { contact = new { kind = "email", value = " ANNA" + email[4..] } }, ("X-Agent", "Kim"));

        var link = made.Expect(HttpStatusCode.Created);
        Assert.Matches($"^http://127\\.0\\.0\\.1:[0-9]+/t/{number}#trk_[A-Za-z0-9]{{27}}$", link["url"]!.ToString());
        var listed = (await fixture.Email.Get(links)).Expect(HttpStatusCode.OK)["items"]!.AsArray().Single()!;
        var got = (await fixture.Email.Get(made.Location!)).Expect(HttpStatusCode.OK);
        Assert.Equal(listed.ToJsonString(), got.ToJsonString());
        Assert.Null(listed["url"]);
        Assert.Equal(
            ((string)link["id"]!, "email", "Kim", 1, "2026-12-21T09:30:00.000000Z"),
            ((string)listed["id"]!, (string)listed["channel"]!, (string)listed["agent"]!, (int)listed["contact"]!["id"]!,
                (string)listed["expiresAt"]!));
    }

    [Fact]
    public async Task A_repeated_request_creates_no_second_link_and_does_not_show_the_first_again()
    {
        var number = await fixture.Email.Open();
        var links = $"/v1/incidents/{number}/tracking-links";

        (await fixture.Email.Post(links, new { }, ("Idempotency-Key", "l" + number))).Expect(HttpStatusCode.Created);
        (await fixture.Email.Post(links, new { }, ("Idempotency-Key", "l" + number)))
            .ExpectProblem(HttpStatusCode.Conflict, "replay-erased");

        Assert.Single((await fixture.Email.Get(links))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"contact":{"kind":"email","value":"nobody@example.com"}}""", "contact")]
    [InlineData("""{"contact":{"kind":"name","value":"Anna"}}""", "contact.kind")]
    [InlineData("""{"contact":{"kind":"loyalty","value":"LY-9"}}""", "contact.kind")]
    [InlineData("""{"expiresAt":"2001-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"expiresAt":"2027-06-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"expiresAt":"never"}""", "expiresAt")]
    [InlineData("""{"number":"1"}""", "number")]
    public async Task A_link_without_a_contact_or_with_an_invalid_lifetime_is_refused(string body, string field)
    {
        var number = await fixture.Email.Open();

        var problem = (await fixture.Email.Post($"/v1/incidents/{number}/tracking-links", body))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task A_revoked_link_opens_nothing_and_ends_the_pages_opened_by_it()
    {
        var number = await fixture.Email.Open();
        var (address, token) = await fixture.Email.Link(number);
        using var browser = fixture.Service.Browser();
        using var page = fixture.Service.Page((await browser.OpenLink(token)).Expect(HttpStatusCode.OK));
        (await page.Read(number)).Expect(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Email.Delete(address)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Email.Delete(address)).Status);

        (await browser.OpenLink(token)).ExpectProblem(HttpStatusCode.NotFound, "tracking-link-invalid");
        (await page.Read(number)).ExpectProblem(HttpStatusCode.Unauthorized, "tracking-view-expired");
        (await page.Act(number, "messages", new { text = "Hello" })).ExpectProblem(HttpStatusCode.Unauthorized, "tracking-view-expired");
        Assert.NotNull((await fixture.Email.Get(address))["revokedAt"]);
    }

    [Fact]
    public async Task Links_of_others_are_neither_shown_nor_revoked()
    {
        var (number, other) = (await fixture.Email.Open(), await fixture.Email.Open());
        var (address, token) = await fixture.Email.Link(other);
        var wrong = address.Replace(other, number);

        foreach (var link in new[] { wrong, $"/v1/incidents/{number}/tracking-links/1", $"/v1/incidents/{number}/tracking-links/x" })
        {
            (await fixture.Email.Get(link)).ExpectProblem(HttpStatusCode.NotFound, "tracking-link-unknown");
            (await fixture.Email.Delete(link)).ExpectProblem(HttpStatusCode.NotFound, "tracking-link-unknown");
        }
        using var browser = fixture.Service.Browser();
        (await browser.OpenLink(token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Creating_and_revoking_links_is_in_the_timeline_and_raises_the_version()
    {
        var email = NewEmail();
        var number = await fixture.Email.OpenFor(email);
        var (address, token) = await fixture.Email.Link(number, email);
        await fixture.Email.Delete(address);

        var card = await fixture.Email.Get("/v1/incidents/" + number);

        var lines = card["timeline"]!.AsArray().TakeLast(2).ToList();
        Assert.Equal(["tracking-link.created", "tracking-link.revoked"], lines.Select(line => line!["type"]!.ToString()));
        Assert.All(lines, line => Assert.Equal(address.Split('/')[^1], line!["facts"]!["link"]!.ToString()));
        Assert.Equal(3, (int)card["version"]!);
        Assert.DoesNotContain(token, card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_quotes_a_link_is_stored_without_its_token()
    {
        var number = await fixture.Email.Open();
        var (_, token) = await fixture.Email.Link(number);

        var from = new { kind = "email", value = NewEmail() };
        var message = new { system = "mail", messageId = token[4..], from, text = $"You sent me /t/{number}#{token} ." };
        Assert.InRange((int)(await fixture.Email.Post("/v1/messages", message)).Status, 200, 201);
        (await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "He clicked " + token }))
            .Expect(HttpStatusCode.Created);
        await fixture.Phone.Post("/v1/lookups", new { quoted = "CAS-4711 " + token });

        Assert.Equal(
            0, fixture.Service.Rows.Scalar<long>("SELECT count(*) FROM texts WHERE body LIKE @token", new { token = $"%{token}%" }));
    }

    [Fact]
    public async Task Erasing_the_customer_deletes_the_links()
    {
        var email = NewEmail();
        var number = await fixture.Email.OpenFor(email);
        var links = new[] { await fixture.Email.Link(number, email), await fixture.Email.Link(number) };

        (await fixture.Admin.Post("/v1/erasures", new { contact = new { kind = "email", value = email } })).Expect(HttpStatusCode.OK);

        using var browser = fixture.Service.Browser();
        foreach (var (_, token) in links)
            (await browser.OpenLink(token)).ExpectProblem(HttpStatusCode.NotFound, "tracking-link-invalid");
        Assert.Empty((await fixture.Email.Get($"/v1/incidents/{number}/tracking-links"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Removing_the_contact_of_a_link_ends_the_link()
    {
        var email = NewEmail();
        var number = await fixture.Email.OpenFor(email);
        var (_, token) = await fixture.Email.Link(number, email);
        await fixture.Email.Delete($"/v1/incidents/{number}/contacts/1");

        using var browser = fixture.Service.Browser();
        (await browser.OpenLink(token)).ExpectProblem(HttpStatusCode.NotFound, "tracking-link-invalid");
    }
}
