using System.Net;
using IncidentService.Tests.Approvals;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Tracking.CustomerCalls;

namespace IncidentService.Tests.Tracking;

/// <summary>What a customer sees of an incident, and what they never see.</summary>
public abstract class CustomerIncidentTests(ServiceFixture fixture) : Suite(fixture)
{
    private const string Internal = "INTERNAL-WORDS";

    [Fact]
    public async Task Internal_data_is_not_shown()
    {
        var email = NewEmail();
        var number = await fixture.Email.Open(new
        {
            subject = "Drill", category = "internal-words", team = "internal-words",
            contacts = new object[] { new { kind = "email", value = email }, new { kind = "name", value = Internal } },
            references = new[] { new { system = "zendesk", value = Internal + Guid.NewGuid().ToString("N") } },
            message = new { direction = "in", text = "Hello" },
            approvals = new[] { new { type = "waiver", note = Internal, item = "drill" } },
            promises = new[] { new { text = "We call you", dueAt = "2026-11-22T09:30:00Z", team = "internal-words" } },
            handoff = new { to = new { channel = "phone", team = "internal-words" }, reason = Internal, told = "Please call us" },
        });
        var at = "/v1/incidents/" + number;
        var agent = ("X-Agent", Internal);
        await fixture.Email.Post(at + "/timeline", new { direction = "internal", text = Internal }, agent);
        await fixture.Email.Post(at + "/timeline", new { direction = "out", text = "We look into it" }, agent);
        await fixture.Phone.Post(at + "/interactions", new { kind = "call", note = Internal }, agent);
        await fixture.Phone.Post("/v1/lookups", new { quoted = number, customerPresent = true });
        await fixture.Email.Post(at + "/resolution", new { told = "Done.", note = Internal }, agent);
        await fixture.Phone.Post(at + "/dispute", new { reason = Internal, relayed = true });
        using var browser = fixture.Service.Browser();

        var view = await browser.OpenView(number, email);

        var incident = view.Expect(HttpStatusCode.OK)["incident"]!;
        Assert.DoesNotContain(Internal, view.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["Done.", "Hello", "Please call us", "We look into it"], Texts(incident).Order());
        Assert.Contains("disputed", Kinds(incident));
    }

    [Fact]
    public async Task Promises_by_people_are_shown_with_their_outcome_and_SLA_targets_are_not()
    {
        await using var service = await RunningService.Start(
            new()
            {
                ["Sla:Policies:0:Name"] = "complaints", ["Sla:Policies:0:Categories:0"] = "complaint", ["Sla:Policies:0:Zone"] = "UTC",
                ["Sla:Policies:0:Targets:final-response:Days"] = "14",
            },
            engine: fixture.Engine);
        using var desk = await service.Client("email");
        using var browser = service.Browser();
        var email = NewEmail();
        var number = await desk.Open(new { category = "complaint", contacts = new[] { new { kind = "email", value = email } } });
        var at = $"/v1/incidents/{number}/promises";
        await desk.Post(at, new { text = "We call you", dueAt = "2026-11-21T10:30:00Z" });
        await desk.Post(at, new { text = "The tiles come", dueAt = "2026-11-24T18:00:00Z" });
        service.Clock.Advance(TimeSpan.FromHours(1.5));
        await service.SweepNow();

        var incident = (await browser.OpenView(number, email)).Expect(HttpStatusCode.OK)["incident"]!;

        Assert.Equal(
            ["We call you overdue", "The tiles come open"],
            incident["promises"]!.AsArray().Select(promise => $"{promise!["text"]} {promise["state"]}"));
    }

    [Fact]
    public async Task Only_approvals_that_can_still_be_used_are_shown()
    {
        var email = NewEmail();
        var number = await fixture.Email.OpenFor(email);
        var money = new { amount = "20.00", currency = "USD" };
        await fixture.Email.Grant(
            number,
            new { type = "price-match", item = "DCD791", money, validUntil = "2099-01-01T00:00:00Z", channels = new[] { "store" } });
        await fixture.Email.Revoke(await fixture.Email.Grant(number, new { type = "refund", money }));
        var used = await fixture.Email.Grant(number, new { type = "refund", money });
        (await fixture.Till.Redeem(used, "T-" + number)).Expect(HttpStatusCode.Created);
        var partial = await fixture.Email.Grant(number, new { type = "discount", money, partial = true });
        (await fixture.Till.Redeem(partial, "P-" + number, new { money = new { amount = "5.00", currency = "USD" } }))
            .Expect(HttpStatusCode.Created);
        using var browser = fixture.Service.Browser();

        var approvals = (await browser.OpenView(number, email)).Expect(HttpStatusCode.OK)["incident"]!["approvals"]!.AsArray();

        Assert.Equal(
            ["1 price-match 20.00 store", "4 discount 15.00 "],
            approvals.Select(approval =>
                $"{approval!["id"]} {approval["type"]} {approval["money"]!["amount"]} "
                    + string.Join(',', approval["channels"]!.AsArray())));
    }

    [Fact]
    public async Task A_mail_is_shown_without_quoted_mails()
    {
        var email = NewEmail();
        var mail = $"From: Anna <{email}>\r\nMessage-ID: <{Guid.NewGuid():N}@example.com>\r\nSubject: Drill\r\n\r\n"
            + "New words\r\n\r\nOn Monday, Kim wrote:\r\n> Old words\r\n";
        var taken = await fixture.Email.Post("/v1/messages?system=mail", mail, ("Content-Type", "message/rfc822"));
        using var browser = fixture.Service.Browser();

        var number = taken.Expect(HttpStatusCode.Created)["number"]!.ToString();
        var incident = (await browser.OpenView(number, email)).Expect(HttpStatusCode.OK)["incident"]!;

        Assert.Equal(["New words"], Texts(incident));
    }

    [Fact]
    public async Task Messages_of_other_people_in_the_conversation_are_not_shown_to_the_customer()
    {
        var email = NewEmail();
        object Message(string id, string from, string text) =>
            new { system = "chat", messageId = id + email, conversation = "c" + email, from = new { kind = "email", value = from }, text };
        var number = (await fixture.Email.Post("/v1/messages", Message("1", email, "It is me")))
            .Expect(HttpStatusCode.Created)["number"]!.ToString();
        Assert.InRange((int)(await fixture.Email.Post("/v1/messages", Message("2", NewEmail(), "I am somebody else"))).Status, 200, 201);
        using var browser = fixture.Service.Browser();

        var incident = (await browser.OpenView(number, email)).Expect(HttpStatusCode.OK)["incident"]!;

        Assert.Equal(["It is me"], Texts(incident));
    }

    [Fact]
    public async Task A_redacted_message_keeps_its_place_without_its_text()
    {
        var email = NewEmail();
        var number = await fixture.Email.OpenFor(email);
        var line = await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text = "My card is 1" });
        await fixture.Email.Post(line.Location + "/redaction", new { reason = "asked" });
        using var browser = fixture.Service.Browser();

        var incident = (await browser.OpenView(number, email)).Expect(HttpStatusCode.OK)["incident"]!;

        Assert.Equal(["opened", "from-customer"], Kinds(incident));
        Assert.Empty(Texts(incident));
    }
}
