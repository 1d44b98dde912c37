using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages;

/// <summary>Systems deliver messages twice, late, and in any order. Some messages are automatic.</summary>
public abstract class DeliveryTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string conversation = "C-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_repeated_delivery_changes_nothing_and_names_the_incident_of_the_first()
    {
        var message = Message("once", "Hello");
        var first = await fixture.Email.Post("/v1/messages", message);
        var before = fixture.Service.Rows.Count();

        var again = await fixture.Email.Post("/v1/messages", message);

        Assert.Equal("duplicate", again.Expect(HttpStatusCode.OK)["outcome"]!.ToString());
        Assert.Equal(first["number"]!.ToString(), again["number"]!.ToString());
        Assert.Equal(first["sequence"]!.ToString(), again["sequence"]!.ToString());
        Assert.Equal(before, fixture.Service.Rows.Count());
    }

    [Fact]
    public async Task The_same_message_id_in_another_system_is_another_message()
    {
        var first = (await fixture.Email.Post("/v1/messages", Message("same", "Hello"))).Expect(HttpStatusCode.Created);
        var second = (await fixture.Email.Post("/v1/messages", Message("same", "Hello", system: "intercom")))
            .Expect(HttpStatusCode.Created);

        Assert.NotEqual(first["number"]!.ToString(), second["number"]!.ToString());
    }

    [Fact]
    public async Task Concurrent_deliveries_of_one_message_record_it_once()
    {
        var message = Message("race", "Hello");

        var receipts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => fixture.Email.Post("/v1/messages", message)));

        receipts.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.OK);
        Assert.Equal(1, receipts.Count(receipt => receipt.Status == HttpStatusCode.Created));
        Assert.Equal(15, receipts.Count(receipt => receipt.Status == HttpStatusCode.OK));
        Assert.Single(receipts.Select(receipt => receipt["number"]!.ToString()).Distinct());
    }

    [Fact]
    public async Task The_messages_of_a_conversation_reach_one_incident_in_any_order()
    {
        var ids = Enumerable.Range(1, 8).Select(index => "m" + index).ToArray();
        Random.Shared.Shuffle(ids);

        var receipts = await Task.WhenAll(ids.Select(id => fixture.Email.Post("/v1/messages", Message(id, "Text of " + id))));

        var number = Assert.Single(receipts.Select(receipt => receipt.Expect(HttpStatusCode.Created)["number"]!.ToString()).Distinct());
        Assert.Equal(8, (int)(await Card(number))["interactions"]!["count"]!);
        Assert.Equal(1, receipts.Count(receipt => receipt["outcome"]!.ToString() == "opened"));
    }

    [Fact]
    public async Task An_automatic_message_changes_no_state_and_counts_as_no_interaction()
    {
        var number = (await fixture.Email.Post("/v1/messages", Message("first", "Hello")))
            .Expect(HttpStatusCode.Created)["number"]!.ToString();
        await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "Which colour?" });
        var before = await Card(number);
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));

        (await fixture.Email.Post("/v1/messages", Message("auto", "I am out of office.", automatic: true))).Expect(HttpStatusCode.Created);
        (await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "We are closed.", automatic = true }))
            .Expect(HttpStatusCode.Created);

        var after = await Card(number);
        Assert.Equal(("customer", before["waitingSince"]!.ToString()), (after["waitingOn"]!.ToString(), after["waitingSince"]!.ToString()));
        Assert.Equal(1, (int)after["interactions"]!["count"]!);
        Assert.True((bool)after["timeline"]!.AsArray()[^1]!["facts"]!["automatic"]!);
    }

    [Fact]
    public async Task A_reply_makes_the_incident_wait_on_the_customer_and_an_incoming_message_on_us()
    {
        var number = (await fixture.Email.Post("/v1/messages", Message("first", "Hello")))
            .Expect(HttpStatusCode.Created)["number"]!.ToString();
        Assert.Equal("us", (await Card(number))["waitingOn"]!.ToString());
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));
        await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "Which colour?" });
        Assert.Equal("customer", (await Card(number))["waitingOn"]!.ToString());
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));

        await fixture.Email.Post("/v1/messages", Message("second", "Blue"));
        var ours = await Card(number);
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));
        await fixture.Email.Post("/v1/messages", Message("third", "Blue!"));

        Assert.Equal("us", ours["waitingOn"]!.ToString());
        Assert.Equal(ours["waitingSince"]!.ToString(), (await Card(number))["waitingSince"]!.ToString());
        Assert.Equal(ours["updatedAt"]!.ToString(), ours["waitingSince"]!.ToString());
    }

    private object Message(string id, string text, string system = "zendesk", bool automatic = false) =>
        new { system, messageId = id + conversation, conversation, text, automatic };

    private async Task<JsonNode> Card(string number) => (await fixture.Phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
}
