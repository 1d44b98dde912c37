using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Approvals;
using IncidentService.Tests.Handoffs;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;
using IncidentService.Tests.Promises;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>
/// Once through everything that the service can do, so that it issues every statement that it has. A new part of the store gets a stop of
/// its own here; EveryStatementTests tells what no stop has led to yet.
/// </summary>
internal sealed partial class StatementTour(RunningService service, Statements statements, ApiClient desk, ApiClient phone)
{
    private const string Email = "anna@example.com";
    private const string Phone = "+1 555 010 0177";

    /// <summary>Of the service that is visited.</summary>
    public static Dictionary<string, string?> Settings => new()
    {
        ["References:Systems:order:Shared"] = "true",
        ["Sla:Policies:0:Name"] = "complaints", ["Sla:Policies:0:Categories:0"] = "complaint", ["Sla:Policies:0:Zone"] = "UTC",
        ["Sla:Policies:0:Targets:acknowledge:Hours"] = "4", ["Sla:Policies:0:Targets:first-response:WorkingDays"] = "2",
        ["Sla:Policies:0:Targets:final-response:Days"] = "14",
    };

    public async Task Make()
    {
        await MakeWithoutCopy();
        await VisitCopy();
    }

    /// <summary>A copy reads every table from end to end.</summary>
    public async Task MakeWithoutCopy()
    {
        await Done(desk.Get("/health/ready"));
        var number = await VisitIncidents();
        await VisitLookups(number);
        await VisitReferences(number);
        await VisitHandoffs(number);
        await VisitApprovals(number);
        await VisitPromises();
        await VisitResolution();
        await VisitMerging(number);
        await VisitPermissions(number);
        await VisitTracking();
        await VisitLists(number);
        await VisitReports();
        await VisitFeed();
        await VisitWebhooks(number);
        await VisitNumberBlocks();
        await VisitKeys();
        await VisitSessions();
        await VisitAudit(number);
        await VisitBackgroundWork();
        await VisitUnconfirmedContacts();
        await VisitErasure(number);
    }

    /// <summary>Opens with every nested item, twice under one key; then both desks write.</summary>
    private async Task<string> VisitIncidents()
    {
        var body = new
        {
            subject = "Price of a drill",
            category = "complaint",
            contacts = new[] { new { kind = "email", value = Email }, new { kind = "phone", value = Phone } },
            references = new[] { new { system = "order", value = "W-55120" }, new { system = "zendesk", value = "DESK-48211" } },
            message = new { direction = "in", text = "Do I get the store's price on the web?" },
            approvals = new[] { new { type = "price-match", item = "anna@example.com's drill", money = Usd("129.99") } },
            promises = new[] { new { text = "We call back", dueAt = service.In(TimeSpan.FromHours(2)), team = "owners" } },
            handoff =
                new { to = new { channel = "phone", team = "owners" }, reason = "Has to be ordered by phone", told = "Please call us" },
        };
        var number = (await Done(desk.Post("/v1/incidents", body, ("Idempotency-Key", "opening"))))["number"]!.ToString();
        await Done(desk.Post("/v1/incidents", body, ("Idempotency-Key", "opening")));
        var at = "/v1/incidents/" + number;
        await Done(desk.Post("/v1/messages", Message("m-1", number)));
        await Done(desk.Post("/v1/messages", Message("m-1", number)));
        await Done(desk.Post("/v1/messages", Message("m-0", "CAS-7654321")));
        await Done(desk.Patch(at, new { subject = "Price of a saw", team = "owners" }));
        await Done(desk.Post(at + "/timeline", new { direction = "out", text = "Yes, we honour it: call us" }));
        await Done(desk.Post(at + "/timeline", new { direction = "internal", text = "Looked at the shelf" }));
        var line = await desk.Post(at + "/timeline", new { direction = "in", text = "My card is lost" });
        await Done(desk.Get(line.Location!));
        await Done(desk.Post(line.Location + "/redaction", new { reason = "asked" }));
        var met = await phone.Post(at + "/interactions", new { waitSeconds = 720 });
        foreach (var address in new[] { at, at + "/timeline", at + "/interactions", met.Location! }) await Done(desk.Get(address));
        var contact = await desk.Post(at + "/contacts", new { kind = "loyalty", value = "LY-9" });
        await Done(desk.Get(contact.Location!));
        await Done(desk.Delete(contact.Location!));
        return number;
    }

    private async Task VisitLookups(string number)
    {
        await phone.LookUpPresent(number);
        for (var time = 0; time < 3; time++) await phone.LookUp(number); // its card is kept in memory the second time
        await phone.LookUp(Typos.WrongDigit(number));
        await phone.LookUp("DESK-48211", new { email = Email, order = "W-55120" });
        await phone.LookUp(await service.Reserve());
        var miss = await phone.LookUpPresent("CAS-1234567");
        await Done(phone.Get($"/v1/lookups/{miss["id"]}"));
        (await phone.Answer(miss, number, "legacy")).Expect(HttpStatusCode.OK);
        await phone.LookUp("CAS-1234567");
        await Done(phone.Delete($"/v1/lookups/{miss["id"]}/answer"));
    }

    private async Task VisitReferences(string number)
    {
        await Done(desk.Put($"/v1/incidents/{number}/references/crm/customer:{Email}"));
        await Done(desk.Put($"/v1/incidents/{number}/references/delivery/D-1"));
        await Done(desk.Get($"/v1/incidents/{number}/references/delivery/D-1"));
        await Done(desk.Put("/v1/references?system=delivery&value=D-1", new { }));
        await Done(desk.Put("/v1/references?system=delivery&value=D-2", new { subject = "Found or opened" }));
        await Done(desk.Get("/v1/references?system=delivery&value=D-1"));
        await Done(desk.Delete($"/v1/incidents/{number}/references/delivery/D-1"));
    }

    private async Task VisitHandoffs(string number)
    {
        await Done(desk.Get($"/v1/incidents/{number}/handoffs"));
        await desk.Handoff(number);
        await desk.HandOver(number, "phone");
        (await phone.Accept(number, 2)).Expect(HttpStatusCode.OK);
        await desk.HandOver(number, "store");
        service.Clock.Advance(TimeSpan.FromDays(3));
        await service.SweepNow();
    }

    private async Task VisitApprovals(string number)
    {
        var all = await desk.Grant(number, new { type = "refund", money = Usd("20"), uses = 3 });
        var (desksLimited, partial) = (
            await Limited(), await desk.Grant(number, new { type = "refund", money = Usd("20"), partial = true }));
        using (desksLimited)
        {
            await desksLimited.Grant(number, new { type = "refund", money = Usd("5") });
            await desksLimited.Grant(number, new { type = "refund", money = Usd("5") });
            (await desksLimited.Post($"/v1/incidents/{number}/approvals", new { type = "refund", money = Usd("5") }))
                .ExpectProblem(HttpStatusCode.Forbidden, "day-maximum-reached");
        }
        using var till = await service.Client("store", "read", "write", "redeem");
        await Done(till.Redeem(all, "T-1"));
        await Done(till.Redeem(all, "T-1"));
        await Done(till.Redeem(partial, "T-2", new { money = Usd("5") }));
        await Done(till.Get(all + "/redemptions/T-1"));
        await Done(till.Reverse(all, "T-1"));
        await Done(till.Reverse(all, "T-3"));
        await Done(till.Redeem(all, "T-4"));
        await Done(till.Redeem(all, "T-5"));
        await Done(till.Redeem(all, "T-6"));
        (await till.Redeem(all, "T-7")).ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted");
        await Done(till.Get(all));
        await Done(desk.Get($"/v1/incidents/{number}/approvals"));
        await Done(desk.Revoke(partial));
    }

    private async Task<ApiClient> Limited() => new(service.Address, (await Done(desk.Post("/v1/keys", new
    {
        name = "Limited", channels = new[] { "email" }, scopes = new[] { "read", "write", "approve" }, maxGrant = Usd("5"),
        maxPerDay = Usd("10"),
    })))["key"]!.ToString());

    private async Task VisitPromises()
    {
        var number = await desk.Open(
            new { subject = "Tiles", category = "complaint", message = new { direction = "in", text = "Two pallets are missing" } });
        await desk.Promise(number, service.In(TimeSpan.FromMinutes(1)), "owners");
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        await service.SweepNow();
        await desk.ReadPromise(number, 1);
        await Done(desk.Get($"/v1/incidents/{number}/promises?limit=1"));
        await Done(desk.Settle(number, 4, "broken"));
    }

    private async Task VisitResolution()
    {
        var number = await desk.Open();
        await Done(desk.Post($"/v1/incidents/{number}/resolution", new { told = "It is on its way." }, ("X-Agent", "Kim")));
        await Done(phone.Post($"/v1/incidents/{number}/dispute", new { reason = "Nothing came." }));
        await Done(desk.Post($"/v1/incidents/{number}/resolution", new { told = "It really is." }, ("X-Agent", "Kim")));
        await Done(phone.Post($"/v1/incidents/{number}/confirmation", new { note = "It came." }));
        await Done(desk.Post($"/v1/incidents/{await desk.Open()}/resolution", new { told = "Done." }));
        service.Clock.Advance(TimeSpan.FromDays(8));
        await service.SweepNow();
    }

    /// <summary>A merge group of three whose survivor gets a message, is resolved and redacted.</summary>
    private async Task VisitMerging(string number)
    {
        var (second, third) = (await phone.Open(new { contacts = new[] { new { kind = "email", value = Email } } }), await phone.Open());
        var approval = await desk.Grant(third, new { type = "waiver", money = Usd("7") });
        await Done(desk.Post($"/v1/incidents/{third}/merge", new { into = second }));
        await Done(desk.Post($"/v1/incidents/{second}/merge", new { into = number }));
        await phone.LookUpPresent(third);
        using (var till = await service.Client("store", "redeem")) await Done(till.Redeem(approval, "T-8"));
        await Done(desk.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "Both of you are heard" }));
        foreach (var part in new[] { "", "/timeline", "/approvals", "/promises", "/handoffs", "/interactions" })
            await Done(desk.Get($"/v1/incidents/{third}{part}"));
        await Done(desk.Post($"/v1/incidents/{number}/resolution", new { told = "Done for all." }));
        await Done(desk.Post($"/v1/incidents/{second}/unmerge", new { }));
    }

    private async Task VisitPermissions(string number)
    {
        var contact = new { kind = "email", value = Email };
        await Done(desk.Post("/v1/contact-permissions", new { contact, purpose = "survey", number }));
        await Done(desk.Post("/v1/contact-permissions", new { contact, purpose = "review" }));
        await Done(desk.Post("/v1/contact-permissions/opt-outs", new { contact }));
    }

    /// <summary>What holds the customer's address, and a miss that was answered.</summary>
    private async Task VisitErasure(string number)
    {
        var miss = await phone.LookUp("anna-1985 is what it says");
        (await phone.Answer(miss, number)).Expect(HttpStatusCode.OK);
        await Done(desk.Post("/v1/erasures", new { contact = new { kind = "email", value = Email } }));
    }

    private static object Message(string id, string number) => new
    {
        system = "mail", messageId = id, conversation = "c-" + number, from = new { kind = "email", value = Email }, subject = "Re: price",
        text = $"About {number}: when?",
    };

    private static async Task<JsonNode> Done(Task<Answer> sent)
    {
        var answer = await sent;
        Assert.True((int)answer.Status < 300, $"{(int)answer.Status}: {answer.Text}");
        return answer.Json ?? new JsonObject();
    }
}
