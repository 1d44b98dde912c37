using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Handoffs;

/// <summary>Creating a hand-off: its receiver, its reason, and what the customer was told.</summary>
public abstract class RequestTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_hand_off_states_sender_receiver_reason_and_due_time_and_is_on_the_card()
    {
        var number = await fixture.Email.Open();
        var body = new { to = new { channel = "phone", team = "Orders" }, reason = "Has to be ordered by phone", told = "Please call us" };

        var answer = await fixture.Email.Post(
            $"/v1/incidents/{number}/handoffs", body, ("X-Agent", "Kim"), ("X-Team", "desk"), ("X-Location", "hq"));

        var handoff = answer.Expect(HttpStatusCode.Created);
        Assert.Equal($"/v1/incidents/{number}/handoffs/1", answer.Location);
        Assert.Equal((number, 1, "open"), (handoff["number"]!.ToString(), (int)handoff["id"]!, handoff["state"]!.ToString()));
        Assert.Equal("""{"channel":"email","team":"desk","location":"hq"}""", handoff["from"]!.ToJsonString());
        Assert.Equal("""{"channel":"phone","team":"orders"}""", handoff["to"]!.ToJsonString());
        Assert.Equal(
            ("Has to be ordered by phone", "Please call us", "Kim"),
            (handoff["reason"]!.ToString(), handoff["told"]!.ToString(), handoff["requestedBy"]!.ToString()));
        Assert.Equal(
            TimeSpan.FromMinutes(30),
            DateTimeOffset.Parse(handoff["dueAt"]!.ToString()) - DateTimeOffset.Parse(handoff["requestedAt"]!.ToString()));
        Assert.Equal(answer.Text, (await fixture.Till.Get(answer.Location!)).Text);
        var card = await fixture.Till.Card(number);
        Assert.Equal(1, (int)card["handoffCount"]!);
        Assert.Equal(
            answer.Text,
            Assert.Single(card["handoffs"]!.AsArray())!
                .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task The_reason_and_the_text_for_the_customer_are_separate_lines_and_can_be_redacted_separately()
    {
        var number = await fixture.Email.Open();
        await fixture.Email.Post(
            $"/v1/incidents/{number}/handoffs", new { to = new { channel = "phone" }, reason = "Anna's order W-1", told = "We call Anna" });
        var requested = Assert.Single(await fixture.Email.Lines(number, "handoff.requested"));
        var told = Assert.Single(await fixture.Email.Lines(number, "customer.told"));
        Assert.Equal(("Anna's order W-1", "We call Anna"), (requested["text"]!.ToString(), told["text"]!.ToString()));
        Assert.DoesNotContain("Anna", requested["facts"]!.ToJsonString() + told["facts"]!.ToJsonString());

        (await fixture.Email.Post($"/v1/incidents/{number}/timeline/{requested["sequence"]}/redaction", new { })).Expect(HttpStatusCode.OK);

        var handoff = await fixture.Email.Handoff(number);
        Assert.Equal((null, "We call Anna"), (handoff["reason"], handoff["told"]!.ToString()));
    }

    [Theory]
    [InlineData("email", null, null)]
    [InlineData("email", "desk", "desk")]
    [InlineData("email", null, "desk")]
    public async Task A_hand_off_to_its_own_sender_is_refused(string channel, string? team, string? ownTeam)
    {
        var number = await fixture.Email.Open();
        (string, string)[] headers = ownTeam is null ? [] : [("X-Team", ownTeam)];

        var refused = await fixture.Email.Post(
            $"/v1/incidents/{number}/handoffs", new { to = new { channel, team }, reason = "Later" }, headers);

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "handoff-to-oneself");
        Assert.Equal(0, (int)(await fixture.Email.Card(number))["handoffCount"]!);
    }

    [Fact]
    public async Task Another_team_of_the_same_channel_can_take_over()
    {
        var number = await fixture.Email.Open();

        await fixture.Email.HandOver(number, "email", "legal", ("X-Team", "desk"));
        await fixture.Email.HandOver(number, "email", "legal");

        Assert.Equal(2, (int)(await fixture.Email.Card(number))["handoffCount"]!);
    }

    [Theory]
    [InlineData("""{"to":{"channel":"fax"},"reason":"x"}""", "to.channel")]
    [InlineData("""{"to":{"channel":"phone","team":"a b"},"reason":"x"}""", "to.team")]
    [InlineData("""{"to":{"channel":"phone"},"reason":" "}""", "reason")]
    [InlineData("""{"to":{"channel":"phone"}}""", "reason")]
    [InlineData("""{"reason":"x"}""", "to")]
    public async Task A_missing_field_of_a_hand_off_is_named(string body, string field)
    {
        var problem = (await fixture.Email.Post($"/v1/incidents/{await fixture.Email.Open()}/handoffs", body))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task An_incident_is_handed_over_two_hundred_times_at_most()
    {
        var number = await fixture.Email.Open();
        for (var pass = 1; pass <= 200; pass++) await fixture.Email.HandOver(number, "phone");

        var refused = await fixture.Email.Post(
            $"/v1/incidents/{number}/handoffs", new { to = new { channel = "phone" }, reason = "Again" });

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "too-many-items");
    }

    [Fact]
    public async Task A_missing_hand_off_is_reported_as_item_unknown()
    {
        var address = $"/v1/incidents/{await fixture.Email.Open()}/handoffs/1";

        (await fixture.Email.Get(address)).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Email.Post(address + "/acceptance", null)).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Email.Post(address + "/withdrawal", null)).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Email.Get("/v1/incidents/867530912374/handoffs")).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
    }

    [Fact]
    public async Task The_handoffs_of_an_incident_are_listed_in_order_page_by_page()
    {
        var number = await fixture.Email.Open();
        for (var pass = 0; pass < 5; pass++) await fixture.Email.HandOver(number, pass % 2 == 0 ? "phone" : "store");
        await fixture.Phone.Accept(number);
        var (seen, next) = (new List<int>(), (string?)null);
        do
        {
            var page = (await fixture.Till.Get($"/v1/incidents/{number}/handoffs?limit=2" + (next is null ? "" : "&cursor=" + next)))
                .Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(item => (int)item!["id"]!));
            next = page["next"]?.ToString();
        }
        while (next is not null);

        Assert.Equal([1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public async Task A_hand_off_of_a_merged_incident_keeps_its_address_and_new_ones_belong_to_the_survivor()
    {
        var (merged, survivor) = (await fixture.Email.Open(), await fixture.Email.Open());
        await fixture.Email.HandOver(merged, "phone");
        await fixture.Service.Merge(merged, survivor);

        var later = await fixture.Email.Post($"/v1/incidents/{merged}/handoffs", new { to = new { channel = "store" }, reason = "Later" });
        Assert.Equal($"/v1/incidents/{survivor}/handoffs/1", later.Location);
        var listed = (await fixture.Email.Get($"/v1/incidents/{merged}/handoffs")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal([merged, survivor], listed.Select(item => item!["number"]!.ToString()));
        var accepted = (await fixture.Phone.Accept(merged)).Expect(HttpStatusCode.OK);

        Assert.Equal((merged, 1, "accepted"), (accepted["number"]!.ToString(), (int)accepted["id"]!, accepted["state"]!.ToString()));
        Assert.Equal("open", await fixture.Email.HandoffState(survivor));
        Assert.Equal(2, (int)(await fixture.Email.Card(survivor))["handoffCount"]!);
        var line = Assert.Single(await fixture.Email.Lines(survivor, "handoff.accepted"));
        Assert.Equal((survivor, merged), (line["number"]!.ToString(), line["facts"]!["number"]!.ToString()));
        (await fixture.Till.Accept(merged)).ExpectProblem(HttpStatusCode.Forbidden, "not-the-receiver");
    }
}
