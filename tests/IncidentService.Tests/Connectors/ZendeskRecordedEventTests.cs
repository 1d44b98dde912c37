using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Connectors;

/// <summary>Events in the form that Zendesk documents, as it sends them, and what they become.</summary>
public sealed class ZendeskRecordedEventTests
{
    private const string Agent = "Kim Example";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_ticket_that_begins_internally_is_a_note_and_no_message(bool reversed)
    {
        await using var calls = await ZendeskCalls.Start();
        await Play(calls, "agent-notes-a-call", reversed);

        var card = await CardOf(calls, 5158);
        Assert.Equal(["Anna called, her oven is cold."], Texts(card, "note.added"));
        Assert.Empty(Texts(card, "message.received"));
        Assert.Empty(Texts(card, "message.sent"));
        Assert.Equal("anna@example.com", (string)card["contacts"]![0]!["value"]!);
        Assert.Equal(1, calls.Service.Register.Count("incidents"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_ticket_that_an_agent_opens_for_a_customer_is_a_message_out(bool reversed)
    {
        await using var calls = await ZendeskCalls.Start();
        calls.Zendesk.Agents[8447388090495] = Agent;
        await Play(calls, "agent-writes-first", reversed);

        var card = await CardOf(calls, 5158);
        Assert.Equal(["Your oven is ready, Anna."], Texts(card, "message.sent"));
        Assert.Empty(Texts(card, "message.received"));
        Assert.Equal("customer", (string)card["waitingOn"]!);
        Assert.Equal(Agent, (string)card["timeline"]!.AsArray().Single(line => (string)line!["type"]! == "message.sent")!["agent"]!);
        Assert.Equal("anna@example.com", (string)card["contacts"]![0]!["value"]!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_author_of_the_comment_is_the_sender_even_if_an_agent_submitted_the_ticket(bool reversed)
    {
        await using var calls = await ZendeskCalls.Start();
        await Play(calls, "agent-files-a-mail-of-the-customer", reversed);

        var card = await CardOf(calls, 5158);
        Assert.Equal(["My oven is cold."], Texts(card, "message.received"));
        Assert.Empty(Texts(card, "message.sent"));
        Assert.Equal("us", (string)card["waitingOn"]!);
    }

    [Fact]
    public async Task A_message_by_Zendesk_itself_is_automatic_and_does_not_change_who_acts_next()
    {
        await using var calls = await ZendeskCalls.Start();
        await Play(calls, "customer-writes");
        await Play(calls, "zendesk-comments");

        var card = await CardOf(calls, 5158);
        var line = card["timeline"]!.AsArray().Single(line => (string)line!["type"]! == "message.sent")!;
        Assert.Equal(("Zendesk", true), ((string)line["agent"]!, (bool)line["facts"]!["automatic"]!));
        Assert.Equal(("us", 1), ((string)card["waitingOn"]!, card["contacts"]!.AsArray().Count));
    }

    [Fact]
    public async Task One_action_on_two_tickets_is_two_messages()
    {
        await using var calls = await ZendeskCalls.Start();
        for (var round = 0; round < 2; round++) await Play(calls, "one-action-on-two-tickets");

        Assert.Equal(["My oven is cold."], Texts(await CardOf(calls, 6001), "message.received"));
        Assert.Equal(["My fridge is warm."], Texts(await CardOf(calls, 6002), "message.received"));
    }

    [Fact]
    public async Task A_follow_up_ticket_with_a_tag_of_ours_joins_its_incident()
    {
        await using var calls = await ZendeskCalls.Start();
        await Play(calls, "customer-writes");
        var number = (string)(await CardOf(calls, 5158))["number"]!;

        await Play(calls, "follow-up", number: number);

        var card = await CardOf(calls, 7001);
        Assert.Equal(number, (string)card["number"]!);
        Assert.Contains("It is cold again.", Texts(card, "message.received"));
        Assert.Equal(1, calls.Service.Register.Count("incidents"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Merged_tickets_are_one_incident_whether_or_not_both_were_known(bool bothKnown)
    {
        await using var calls = await ZendeskCalls.Start();
        await Play(calls, "customer-writes");
        var before = (string)(await CardOf(calls, 5158))["number"]!;
        if (bothKnown) await Play(calls, "merge-target");

        for (var round = 0; round < 2; round++) await Play(calls, "merged");
        if (!bothKnown) await Play(calls, "merge-target");

        var card = await CardOf(calls, 5158);
        Assert.Equal((string)card["number"]!, (string)(await CardOf(calls, 5200))["number"]!);
        Assert.Equal(["My oven is cold.", "It is still cold."], Texts(card, "message.received"));
        Assert.Equal(bothKnown, (string)card["number"]! != before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_comment_redacted_in_Zendesk_is_redacted_in_the_timeline(bool reversed)
    {
        await using var calls = await ZendeskCalls.Start();
        await Play(calls, "customer-writes", reversed);

        for (var round = 0; round < 2; round++) await Play(calls, "redacted");

        var card = await CardOf(calls, 5158);
        var line = card["timeline"]!.AsArray().Single(line => (string)line!["type"]! == "message.received")!;
        Assert.Null(line["text"]);
        Assert.Single(card["timeline"]!.AsArray(), line => (string)line!["type"]! == "timeline.redacted");
    }

    [Fact]
    public async Task A_comment_made_private_becomes_a_note_and_can_still_be_redacted()
    {
        await using var calls = await ZendeskCalls.Start();
        await Play(calls, "customer-writes");
        await Play(calls, "answer");

        foreach (var story in new[] { "answer-made-private", "answer", "answer-made-private" }) await Play(calls, story);
        var card = await CardOf(calls, 5158);
        Assert.Empty(Texts(card, "message.sent"));
        Assert.Equal(["Internal price 99."], Texts(card, "note.added"));

        await Play(calls, "answer-redacted");
        Assert.Empty(Texts(await CardOf(calls, 5158), "note.added"));
    }

    [Theory]
    [InlineData(false, "resolved")]
    [InlineData(true, "open")]
    public async Task A_solved_ticket_resolves_its_incident_unless_work_of_another_desk_is_open(bool handedOff, string state)
    {
        await using var calls = await ZendeskCalls.Start();
        using var desk = await calls.Service.Client("email");
        await Play(calls, "customer-writes");
        var number = (string)(await CardOf(calls, 5158))["number"]!;
        if (handedOff)
            (await desk.Post($"/v1/incidents/{number}/handoffs", new { to = new { channel = "phone" }, reason = "Order by phone" }))
                .Expect(HttpStatusCode.Created);

        for (var round = 0; round < 2; round++) await Play(calls, "solved");

        var card = await CardOf(calls, 5158);
        Assert.Equal((state, "Ticket 5158 was solved in Zendesk."), ((string)card["state"]!, Assert.Single(Texts(card, "note.added"))));
    }

    [Fact]
    public async Task A_deleted_ticket_leaves_a_note_and_a_permanently_deleted_one_no_text()
    {
        await using var calls = await ZendeskCalls.Start();
        await Play(calls, "customer-writes");

        for (var round = 0; round < 2; round++) await Play(calls, "soft-deleted");
        var card = await CardOf(calls, 5158);
        Assert.Equal(["Ticket 5158 was deleted in Zendesk."], Texts(card, "note.added"));
        Assert.Equal(["My oven is cold."], Texts(card, "message.received"));

        await Play(calls, "permanently-deleted");
        card = await CardOf(calls, 5158);
        Assert.Empty(Texts(card, "message.received"));
        Assert.Null(card["subject"]);
    }

    private static async Task Play(ZendeskCalls calls, string story, bool reversed = false, string number = "")
    {
        using var stream = typeof(ZendeskRecordedEventTests).Assembly.GetManifestResourceStream($"recorded/{story}.json")!;
        using var reader = new StreamReader(stream);
        var events = JsonNode.Parse((await reader.ReadToEndAsync()).Replace("{number}", number, StringComparison.Ordinal))!.AsArray();
        foreach (var told in reversed ? events.Reverse() : events)
            Assert.Equal(HttpStatusCode.NoContent, (await calls.Send(told!.AsObject())).Status);
    }

    private static async Task<JsonNode> CardOf(ZendeskCalls calls, long ticket)
    {
        using var desk = await calls.Service.Client("phone");
        var found = (await desk.Get($"/v1/references?system=zendesk&value={ticket}")).Expect(HttpStatusCode.OK);
        return (await desk.Get("/v1/incidents/" + Assert.Single(found["incidents"]!.AsArray())!["number"])).Expect(HttpStatusCode.OK);
    }

    private static string[] Texts(JsonNode card, string type) =>
        [.. card["timeline"]!.AsArray()
            .Where(line => (string)line!["type"]! == type && line["text"] is not null)
            .Select(line => (string)line!["text"]!)];
}
