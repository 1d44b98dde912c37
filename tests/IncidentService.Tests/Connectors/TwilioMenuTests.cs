using System.Net;
using IncidentNumbers;
using IncidentService.Tests.Approvals;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;
using static IncidentService.Tests.Connectors.TwilioCalls;

namespace IncidentService.Tests.Connectors;

/// <summary>The phone menu: what a caller enters, and what the caller hears.</summary>
public sealed class TwilioMenuTests
{
    [Fact]
    public async Task A_keyed_number_is_answered_with_its_state_its_promise_and_a_waiting_approval()
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email", "read", "write", "approve");
        var number = await OpenWithAll(desk);

        var greeting = await menu.Call("voice");
        var told = await menu.Call(greeting.Next(), number);

        Assert.StartsWith(PublicUrl + "/connectors/twilio/voice?", greeting.Next());
        Assert.Equal(("dtmf", "#", "POST"), (Of(greeting, "input"), Of(greeting, "finishOnKey"), Of(greeting, "method")));
        Assert.Contains($"Incident {IncidentNumber.FromValue(long.Parse(number)).Spoken}. It is open.", told.Said());
        Assert.Contains("What we promised you is due by Sunday, November 22 at 4:30 AM.", told.Said()); // 09:30 UTC in New York
        Assert.Contains("An approval waits for you.", told.Said());
        Assert.Equal(1, await desk.CountInteractions(number));
        Assert.Equal(("exact", "phone"), await LastLookup(desk));
    }

    [Fact]
    public async Task The_menu_says_no_personal_data()
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email", "read", "write", "approve");
        var number = await OpenWithAll(desk);

        var said = (await menu.Call("voice", number)).ToString();

        foreach (var secret in new[] { "anna", "Price match", "Call her", "DCD791", "129" })
            Assert.DoesNotContain(secret, said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_menu_says_that_an_overdue_promise_is_late()
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email");
        var number = await desk.Open(new { promises = new[] { new { text = "Call her", dueAt = "2026-11-21T10:00:00Z" } } });
        menu.Service.Clock.Advance(TimeSpan.FromHours(1));
        await menu.Service.SweepNow();

        Assert.Contains(
            "What we promised you was due by Saturday, November 21 at 5:00 AM. We are late.", (await menu.Call("voice", number)).Said());
    }

    [Fact]
    public async Task A_repaired_number_is_answered_only_after_the_caller_confirms_it()
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email");
        var number = await desk.Open();

        var asked = await menu.Call("voice", Typos.WrongDigit(number));
        var told = await menu.Call(asked.Next(), "1");

        Assert.Contains("Did you mean incident", asked.Said());
        Assert.DoesNotContain("It is open", asked.Said());
        Assert.Contains("It is open", told.Said());
        Assert.Equal(1, await desk.CountInteractions(number));
    }

    [Fact]
    public async Task Two_lookups_in_one_call_count_one_interaction()
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email");
        var number = await desk.Open();

        var told = await menu.Call("voice", number);
        await menu.Call(told.Next(), number);

        Assert.Equal(1, await desk.CountInteractions(number));
    }

    [Fact]
    public async Task Zero_transfers_the_call_and_the_desk_hears_the_number_first()
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email");
        var number = await desk.Open();

        var told = await menu.Call("voice", number);
        var passed = (await menu.Call(told.Next(), "0")).Element("Dial")!.Element("Number")!;

        Assert.Equal(DeskPhone, passed.Value);
        Assert.Contains(
            "about incident " + IncidentNumber.FromValue(long.Parse(number)).Spoken,
            (await menu.Call(passed.Attribute("url")!.Value)).Said());
    }

    [Fact]
    public async Task After_three_misses_the_call_is_transferred()
    {
        await using var menu = await Start();
        var page = "voice";

        for (var round = 0; round < 2; round++)
        {
            var missed = await menu.Call(page, "99");
            Assert.Contains("I could not find an incident", missed.Said());
            Assert.Null(missed.Element("Dial"));
            page = missed.Next();
        }

        Assert.Equal(DeskPhone, (await menu.Call(page, "99")).Element("Dial")!.Value);
    }

    [Fact]
    public async Task Without_a_desk_the_menu_offers_no_transfer()
    {
        await using var menu = await Start(settings: new() { ["Connectors:Twilio:Desk"] = null });

        var passed = await menu.Call("voice", "0");

        Assert.Null(passed.Element("Dial"));
        Assert.NotNull(passed.Element("Hangup"));
        Assert.DoesNotContain("key in zero", (await menu.Call("voice")).Said());
    }

    [Fact]
    public async Task With_the_scope_status_the_menu_mentions_no_approvals_and_counts_no_interaction()
    {
        await using var menu = await Start("status");
        using var desk = await menu.Service.Client("email", "read", "write", "approve");
        var number = await OpenWithAll(desk);

        var said = (await menu.Call("voice", number)).Said();

        Assert.Contains("is due by", said);
        Assert.DoesNotContain("approval", said);
        Assert.Equal(0, await desk.CountInteractions(number));
    }

    [Fact]
    public async Task With_a_revoked_key_the_menu_says_nothing_and_transfers_the_call()
    {
        await using var menu = await Start();
        using var admin = await menu.Service.Client("web", "read", "write", "admin");
        var number = await admin.Open();
        var keys = (await admin.Get("/v1/keys")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        await admin.Delete("/v1/keys/" + keys.First(key => key!["channels"]![0]!.ToString() == "phone")!["id"]);

        var answer = await menu.Call("voice", number);

        Assert.DoesNotContain("open", answer.Said());
        Assert.Equal(DeskPhone, answer.Element("Dial")!.Value);
    }

    [Fact]
    public async Task After_too_many_guesses_even_a_hit_is_not_answered()
    {
        await using var menu = await Start(settings: new() { ["Limits:MissesPerMinute"] = "2" });
        using var desk = await menu.Service.Client("email");
        var number = await desk.Open();
        for (var round = 0; round < 2; round++) await menu.Call("voice", IncidentNumber.Mint().ToString());

        Assert.Contains("I cannot look that up now.", (await menu.Call("voice", number)).Said());
    }

    private static string Of(System.Xml.Linq.XElement twiml, string attribute) => twiml.Element("Gather")!.Attribute(attribute)!.Value;

    private static async Task<string> OpenWithAll(ApiClient desk)
    {
        var number = await desk.Open(new
        {
            subject = "Price match for a drill",
            contacts = new[] { new { kind = "email", value = "anna@example.com" } },
            promises = new[] { new { text = "Call her back", dueAt = "2026-11-22T09:30:00Z" } },
        });
        await desk.Grant(number, new { type = "price-match", item = "DCD791", money = ApprovalCalls.Usd("129.99") });
        return number;
    }

    private static async Task<(string Outcome, string Channel)> LastLookup(ApiClient desk)
    {
        var lookup = (await desk.Get("/v1/lookups?limit=1")).Expect(HttpStatusCode.OK)["items"]![0]!;
        return ((string)lookup["outcome"]!, (string)lookup["channel"]!);
    }
}
