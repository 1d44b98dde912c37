using System.Net;
using System.Text.Json.Nodes;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Connectors.TwilioCalls;

namespace IncidentService.Tests.Connectors;

/// <summary>A call that nobody at the desk answers is not cut off: the caller is promised to be called back.</summary>
public sealed class TwilioCallBackTests
{
    [Theory]
    [InlineData("no-answer")]
    [InlineData("busy")]
    [InlineData("failed")]
    [InlineData("canceled")]
    public async Task An_unanswered_transfer_returns_to_the_menu_and_makes_one_promise(string status)
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email");
        var number = await desk.Open();
        var told = await menu.Call("voice", number);
        var dial = (await menu.Call(told.Next(), "0")).Element("Dial")!;

        for (var round = 0; round < 2; round++)
        {
            var back = await menu.Dialed(dial.Attribute("action")!.Value, status);
            Assert.Contains("We promise to call you back by Sunday, November 22 at 4:30 AM.", back.Said());
            Assert.StartsWith(PublicUrl + "/connectors/twilio/voice?", back.Next());
        }

        var promise = Assert.Single((await Card(desk, number))["promises"]!.AsArray())!;
        Assert.Equal(("2026-11-22T09:30:00.000000Z", "phone"), ((string)promise["dueAt"]!, (string)promise["promisedIn"]!));
    }

    [Fact]
    public async Task An_answered_transfer_ends_without_a_promise()
    {
        await using var menu = await Start();

        var ended = await menu.Dialed((await menu.Call("voice", "0")).Element("Dial")!.Attribute("action")!.Value, "completed");

        Assert.Equal("Hangup", Assert.Single(ended.Elements()).Name.LocalName);
        Assert.Equal(0, menu.Service.Register.Count("promises"));
    }

    [Fact]
    public async Task Without_a_number_an_incident_is_opened_for_the_caller_who_hears_its_number()
    {
        await using var menu = await Start(settings: new() { ["Connectors:Twilio:CallBackHours"] = "2" });
        using var desk = await menu.Service.Client("email");

        var back = await menu.Dialed((await menu.Call("voice", "0")).Element("Dial")!.Attribute("action")!.Value, "no-answer");

        var number = (string)(await desk.Get("/v1/incidents")).Expect(HttpStatusCode.OK)["items"]![0]!["number"]!;
        var card = await Card(desk, number);
        Assert.Contains($"Your incident number is {IncidentNumber.FromValue(long.Parse(number)).Spoken}.", back.Said());
        Assert.Contains("by Saturday, November 21 at 6:30 AM.", back.Said());
        Assert.Equal("+14158675309", (string)card["contacts"]![0]!["value"]!);
        Assert.Single(card["promises"]!.AsArray());
    }

    [Fact]
    public async Task A_call_about_two_incidents_makes_a_promise_on_each_and_repeats_make_no_more()
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email");
        var numbers = new[] { await desk.Open(), await desk.Open() };

        for (var round = 0; round < 2; round++)
            foreach (var number in numbers)
                Assert.Contains("We promise to call you back", (await menu.Dialed("dialed?number=" + number, "busy")).Said());

        foreach (var number in numbers) Assert.Single((await Card(desk, number))["promises"]!.AsArray());
    }

    [Fact]
    public async Task A_caller_with_a_new_incident_gets_one_promise_for_all_unanswered_transfers()
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email");
        var back = await menu.Dialed("dialed", "no-answer");
        var number = (string)(await desk.Get("/v1/incidents")).Expect(HttpStatusCode.OK)["items"]![0]!["number"]!;
        Assert.Contains("told=" + number, back.Next());

        await menu.Dialed("dialed?number=" + number, "no-answer");
        await menu.Dialed("dialed", "no-answer");

        Assert.Single((await Card(desk, number))["promises"]!.AsArray());
        Assert.Equal(1, menu.Service.Register.Count("incidents"));
    }

    [Fact]
    public async Task A_call_that_an_earlier_release_recorded_is_recognised()
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email");
        var (number, other) = (await desk.Open(), await desk.Open());
        await menu.Dialed("dialed?number=" + number, "no-answer");
        await menu.Service.Seed(
            "UPDATE messages SET message_id = @earlier WHERE system = 'twilio'",
            new { earlier = IncidentService.Common.Text.Digest.Compute("call-back:CA1234567890ABCDE") });

        await menu.Dialed("dialed?number=" + number, "no-answer");
        await menu.Dialed("dialed?number=" + other, "no-answer");

        Assert.Single((await Card(desk, number))["promises"]!.AsArray());
        Assert.Single((await Card(desk, other))["promises"]!.AsArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Without_a_call_id_each_caller_gets_a_separate_promise(string call)
    {
        await using var menu = await Start();

        await menu.Dialed("dialed", "no-answer", from: "+14158675309", call: call);
        await menu.Dialed("dialed", "no-answer", from: "+14158675310", call: call);

        Assert.Equal(2, menu.Service.Register.Count("incidents"));
        Assert.Equal(2, menu.Service.Register.Count("promises"));
    }

    [Fact]
    public async Task A_caller_with_a_withheld_number_gets_no_promise_and_hears_the_menu()
    {
        await using var menu = await Start();

        var back = await menu.Dialed("dialed", "no-answer", from: "+266696687");

        Assert.DoesNotContain("promise", back.Said());
        Assert.NotNull(back.Element("Gather"));
        Assert.Equal(0, menu.Service.Register.Count("incidents"));
    }

    [Fact]
    public async Task With_a_key_that_cannot_write_no_promise_is_made()
    {
        await using var menu = await Start("status");
        using var desk = await menu.Service.Client("email");
        var number = await desk.Open();

        var back = await menu.Dialed("dialed?number=" + number, "no-answer");

        Assert.DoesNotContain("promise", back.Said());
        Assert.NotNull(back.Element("Gather"));
        Assert.Equal(0, menu.Service.Register.Count("promises"));
    }

    [Theory]
    [InlineData("2026-11-22T05:00:00Z", "is due by the evening of Saturday, November 21.")]
    [InlineData("2026-11-22T05:00:01Z", "is due by Sunday, November 22 at 12:00 AM.")]
    [InlineData("2026-11-22T17:00:00Z", "is due by Sunday, November 22 at 12:00 PM.")]
    public async Task A_promise_due_at_midnight_is_announced_for_the_evening_before(string dueAt, string said)
    {
        await using var menu = await Start();
        using var desk = await menu.Service.Client("email");
        var number = await desk.Open(new { promises = new[] { new { text = "Call her", dueAt } } });

        Assert.Contains(said, (await menu.Call("voice", number)).Said());
    }

    private static async Task<JsonNode> Card(ApiClient desk, string number) =>
        (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
}
