using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Common.Text;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Connectors.ZendeskCalls;

namespace IncidentService.Tests.Connectors;

/// <summary>Events in the wrong order, across an upgrade, and those that cannot be carried out.</summary>
public sealed class ZendeskLateCommentTests
{
    private const string Text = "My card is 1234.";
    private const string Placeholder = "(redacted in Zendesk)";

    [Theory]
    [InlineData("RC", Placeholder)]
    [InlineData("RTC", null)]
    [InlineData("TRC", null)]
    [InlineData("RCT", Placeholder)]
    [InlineData("PRC", Placeholder)]
    [InlineData("RPC", Placeholder)]
    [InlineData("CR", null)]
    [InlineData("RRCCR", null)]
    public async Task The_text_of_a_redacted_comment_is_removed_in_any_order_of_events(string order, string? shown)
    {
        await using var calls = await Start();
        await Play(calls, order);

        var card = await Card(calls, 5158);
        Assert.DoesNotContain(Text, card.ToJsonString());
        Assert.Equal(shown is null ? [] : [shown], Words(card));
        using var desk = await calls.Service.Client("phone");
        Assert.Empty((await desk.Post("/v1/incidents/search", new { words = "card" })).Numbers());
    }

    [Theory]
    [InlineData("TPA")]
    [InlineData("PTA")]
    [InlineData("TAP")]
    [InlineData("TPPAAP")]
    public async Task A_reply_that_was_made_private_is_a_note_in_any_order_of_events(string order)
    {
        await using var calls = await Start();
        await Play(calls, order);

        var card = await Card(calls, 5158);
        Assert.Equal(["note.added: The price is 99."], card["timeline"]!.AsArray()
            .Where(line => ((string?)line!["text"])?.Contains("99") == true).Select(line => $"{line!["type"]}: {line["text"]}"));
        if (order.IndexOf('P') < order.IndexOf('A')) Assert.Equal("us", (string)card["waitingOn"]!);
    }

    [Theory]
    [InlineData("AT", "customer")]
    [InlineData("ATC", "customer")]
    [InlineData("ACT", "customer")]
    [InlineData("AATT", "customer")]
    [InlineData("TA", "customer")]
    public async Task A_reply_received_before_its_ticket_joins_its_incident_which_then_waits_on_the_customer(string order, string on)
    {
        await using var calls = await Start();
        await Play(calls, order);

        var card = await Card(calls, 5158);
        Assert.Equal(["The price is 99.", Text], Words(card).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(on, (string)card["waitingOn"]!);
        Assert.Equal("anna@example.com", (string)Assert.Single(card["contacts"]!.AsArray())!["value"]!);
        Assert.Equal(1, calls.Service.Register.Count("incidents"));
    }

    [Theory]
    [InlineData("status_changed", "resolved", true)]
    [InlineData("permanently_deleted", "open", false)]
    [InlineData("soft_deleted", "open", true)]
    public async Task Events_received_before_their_ticket_take_effect_once_when_it_arrives(
        string type, string state, bool hasWords)
    {
        await using var calls = await Start();
        var payload = Happened(type, 5158, null, "EARLY");
        payload["event"]!["current"] = "SOLVED";
        for (var round = 0; round < 2; round++) await calls.Send(payload);
        await Play(calls, "TT");
        await calls.Send(payload);

        var card = await Card(calls, 5158);
        Assert.Equal(state, (string)card["state"]!);
        Assert.Equal(hasWords, Words(card).Contains(Text));
        Assert.Single(Words(card), text => text.StartsWith("Ticket 5158 was", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(5158, 5200)]
    [InlineData(5200, 5158)]
    public async Task Tickets_merged_before_their_events_arrive_are_one_incident(long first, long second)
    {
        await using var calls = await Start();
        await calls.Send(Merged(5158, into: 5200));
        await calls.Send(Created(first, "My fridge is warm.", sequence: "ONE"));
        await calls.Send(Created(second, "My fridge is hot.", sequence: "TWO"));

        Assert.Equal((string)(await Card(calls, 5158))["number"]!, (string)(await Card(calls, 5200))["number"]!);
    }

    [Fact]
    public async Task A_concurrent_redaction_and_comment_leave_no_text()
    {
        await using var calls = await Start();
        for (var round = 0; round < 10; round++)
        {
            var (ticket, comment) = (6000 + round, 9000 + round);
            await Task.WhenAll(
                calls.Send(Comment(ticket, comment, Text, isStaff: false, "S" + round)),
                calls.Send(Happened("comment_redacted", ticket, comment, "R" + round)));
            Assert.DoesNotContain(Text, (await Card(calls, ticket)).ToJsonString());
        }
    }

    [Fact]
    public async Task A_message_recorded_by_an_earlier_release_is_recognised_and_deleted_with_its_ticket()
    {
        await using var calls = await Start();
        await Play(calls, "TA");
        foreach (var sequence in new[] { "FIRST", "ANSWER" }) await AsAnEarlierRelease(calls, 5158, sequence);

        await Play(calls, "TCA");
        var before = await Card(calls, 5158);
        await calls.Send(Happened("permanently_deleted", 5158, null, "GONE"));
        var after = await Card(calls, 5158);

        Assert.Equal([Text, "The price is 99."], Words(before));
        Assert.Equal(["Ticket 5158 was permanently deleted in Zendesk."], Words(after));
        Assert.Null(after["subject"]);
    }

    [Fact]
    public async Task A_message_of_an_earlier_release_on_another_ticket_is_a_different_message()
    {
        await using var calls = await Start();
        await Play(calls, "T");
        await AsAnEarlierRelease(calls, 5158, "FIRST");

        await calls.Send(Created(5200, "My fridge is warm.", sequence: "FIRST"));

        Assert.Equal(["My fridge is warm."], Words(await Card(calls, 5200)));
        Assert.Equal(2, calls.Service.Register.Count("incidents"));
    }

    [Fact]
    public async Task Messages_of_an_earlier_release_from_an_uncertain_ticket_are_kept_and_a_note_says_so()
    {
        await using var calls = await Start();
        await Play(calls, "T");
        await AsAnEarlierRelease(calls, 5158, "FIRST");
        await calls.Send(Merged(5200, into: 5158));

        await calls.Send(Happened("permanently_deleted", 5158, null, "GONE"));

        Assert.Equal(
            [Text, "Ticket 5158 was permanently deleted in Zendesk. An earlier release recorded 1 messages here without their ticket, and "
                + "there are several tickets: redact those of this one by hand."],
            Words(await Card(calls, 5158)));
    }

    [Fact]
    public async Task A_ticket_that_cannot_join_an_incident_with_too_many_references_leaves_one_note()
    {
        await using var calls = await Start();
        await Play(calls, "T");
        await calls.Service.Seed(
            """
            INSERT INTO incident_references (system, value, lookup_value, holder, incident_id, added_at)
            SELECT 'other', @value, @value, 0, i.id, 1 FROM incidents i
            """,
            Enumerable.Range(1, 999).Select(index => new { value = "v" + index }));

        for (var round = 0; round < 2; round++) await calls.Send(Merged(5158, into: 5200));

        Assert.Equal(
            [Text, "Zendesk ticket 5200 belongs here too. It could not be added: an incident holds at most 1000 references."],
            Words(await Card(calls, 5158)));
        Assert.Equal(1000, calls.Service.Register.Count("incident_references"));
    }

    /// <summary>T: the ticket, C: its first comment, R: that is redacted; A: an answer, P: that is made private.</summary>
    private static async Task Play(ZendeskCalls calls, string order)
    {
        foreach (var step in order)
        {
            var payload = step switch
            {
                'T' => Created(5158, Text, sequence: "FIRST"),
                'C' => Comment(5158, 9001, Text, isStaff: false, "FIRST"),
                'R' => Happened("comment_redacted", 5158, 9001, "REDACTED"),
                'A' => Comment(5158, 9002, "The price is 99.", isStaff: true, "ANSWER"),
                _ => Happened("comment_made_private", 5158, order.Contains('A') ? 9002 : 9001, "PRIVATE"),
            };
            Assert.Equal(HttpStatusCode.NoContent, (await calls.Send(payload)).Status);
        }
    }

    private static JsonObject Comment(long ticket, long id, string body, bool isStaff, string sequence)
    {
        var payload = Commented(ticket, body, isStaff, sequence: sequence);
        payload["event"]!["comment"]!["id"] = id;
        if (!isStaff) payload["detail"]!["description"] = body;
        return payload;
    }

    private static JsonObject Happened(string type, long ticket, long? comment, string sequence)
    {
        var payload = Created(ticket, Text, sequence: sequence);
        payload["type"] = "zen:event-type:ticket." + type;
        if (comment is not null) payload["event"]!["comment"] = new JsonObject { ["id"] = comment.ToString() };
        return payload;
    }

    private static JsonObject Merged(long ticket, long into)
    {
        var payload = Happened("merged", ticket, null, "MERGED");
        payload["event"]!["target_ticket_id"] = into.ToString();
        return payload;
    }

    /// <summary>Rewrites a recorded message as a release left it that knew the action alone.</summary>
    private static async Task AsAnEarlierRelease(ZendeskCalls calls, long ticket, string sequence)
    {
        await calls.Service.Seed(
            "UPDATE messages SET message_id = @earlier, content = NULL WHERE message_id = @now",
            new { earlier = Digest.Compute(sequence), now = Digest.Compute($"{ticket}:{sequence}") });
        await calls.Service.Seed(
            "UPDATE events SET facts = replace(facts, @now, @earlier)",
            new { now = $"\"{ticket}:{sequence}\"", earlier = $"\"{sequence}\"" });
        await calls.Service.Seed("DELETE FROM messages WHERE system = 'zendesk' AND content IS NULL AND message_id = @comment",
            new { comment = Digest.Compute("comment:9002") });
    }

    private static async Task<JsonNode> Card(ZendeskCalls calls, long ticket)
    {
        using var desk = await calls.Service.Client("phone");
        var found = (await desk.Get($"/v1/references?system=zendesk&value={ticket}")).Expect(HttpStatusCode.OK);
        return (await desk.Get("/v1/incidents/" + Assert.Single(found["incidents"]!.AsArray())!["number"])).Expect(HttpStatusCode.OK);
    }

    /// <summary>The texts of messages and notes, oldest first.</summary>
    private static string[] Words(JsonNode card) =>
        [.. card["timeline"]!.AsArray()
            .Where(line => (string)line!["type"]! is "message.received" or "message.sent" or "note.added" && line["text"] is not null)
            .Select(line => (string)line!["text"]!)];
}
