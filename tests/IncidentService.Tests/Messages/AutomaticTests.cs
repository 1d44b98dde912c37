using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages;

/// <summary>An automatic message starts no SLA clock, does not change who acts next, and does not open many incidents.</summary>
public abstract class AutomaticTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Messages:LoopLimit"] = "3",
        ["Sla:Policies:0:Name"] = "mail", ["Sla:Policies:0:Zone"] = "UTC", ["Sla:Policies:0:Targets:first-response:Hours"] = "4",
    };

    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start(Settings);
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task An_incident_opened_by_an_automatic_message_waits_on_nobody_until_a_person_writes()
    {
        var number = await Number(new { conversation = "C-1", text = "I am out of office.", automatic = true });
        var opened = await desk.Card(number);
        service.Clock.Advance(TimeSpan.FromHours(1));

        await desk.Receive(new { conversation = "C-1", text = "Here I am." });
        var written = await desk.Card(number);
        await desk.Receive(new { conversation = "C-1", text = "And again." });

        Assert.Equal(("customer", 0, 0), Summary(opened));
        Assert.Equal(("us", 1, 1), Summary(written));
        Assert.Equal("2026-11-21T14:30:00.000000Z", written["promises"]![0]!["dueAt"]!.ToString());
        Assert.Equal(("us", 1, 2), Summary(await desk.Card(number)));
    }

    [Fact]
    public async Task A_bounce_is_appended_to_the_incident_it_quotes_although_its_sender_is_unknown_there()
    {
        var number = await desk.Open(new { contacts = new[] { MessageCalls.Email("anna@example.com") } });

        var receipt = await desk.Receive(
            new
            {
                conversation = "bounce-1", from = MessageCalls.Email("mailer-daemon@example.org"), automatic = true,
                text = $"Your mail about {number} could not be delivered."
            });

        Assert.Equal(("appended", number), (receipt["outcome"]!.ToString(), receipt["number"]!.ToString()));
        Assert.Null(receipt["mismatch"]);
        var card = await desk.Card(number);
        Assert.Equal("anna@example.com", Assert.Single(card["contacts"]!.AsArray())!["value"]!.ToString());
        Assert.Empty(card["references"]!.AsArray());
    }

    [Fact]
    public async Task A_sender_that_repeats_a_subject_is_held_in_one_incident_and_changes_no_state()
    {
        var from = MessageCalls.Email("robot@example.com");
        for (var index = 0; index < 3; index++)
            Assert.Equal("opened", (await desk.Receive(new { from, subject = "Re: Your ticket", text = "Got it" }))["outcome"]!.ToString());

        var receipts = new List<JsonNode>();
        for (var index = 0; index < 3; index++)
            receipts.Add(await desk.Receive(new { from, subject = "AW: Re: your ticket", text = "Got it" }));
        var another = await desk.Receive(new { from, subject = "Something else", text = "Got it" });

        Assert.All(receipts, receipt => Assert.Equal(("appended", "from loop"), (receipt["outcome"]!.ToString(), receipt.Adjustments()[^1])));
        var number = Assert.Single(receipts.Select(receipt => receipt["number"]!.ToString()).Distinct());
        var line = await desk.LineOf(receipts[^1]);
        Assert.Equal(("true", "true"), (line["facts"]!["loop"]!.ToString(), line["facts"]!["automatic"]!.ToString()));
        Assert.Equal(1, (int)(await desk.Card(number))["interactions"]!["count"]!);
        Assert.Equal("opened", another["outcome"]!.ToString());
    }

    [Fact]
    public async Task The_same_subject_opens_an_incident_again_after_an_hour()
    {
        var message = new { from = MessageCalls.Email("weekly@example.com"), subject = "Report", text = "All well" };
        for (var index = 0; index < 4; index++) await desk.Receive(message);
        service.Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal("opened", (await desk.Receive(message))["outcome"]!.ToString());
    }

    [Theory]
    [InlineData("Re: [#8525] Two pallets short", "crm", "8525")]
    [InlineData("AW: Your case CAS-4458812.", "helpdesk", "CAS-4458812")]
    [InlineData("Re: [Ticket: 8525] Two pallets short", "crm", "8525")]
    [InlineData("Re: Ticket-ID: 8525", "crm", "8525")]
    [InlineData("Re: ticket 8525", "crm", "8525")]
    [InlineData("AW: Vorgang Nr. 8525", "crm", "8525")]
    [InlineData("RE: Caso n\u00famero 8525", "crm", "8525")]
    [InlineData("Re: {8525}", "crm", "8525")]
    [InlineData("Re: [8525]", "crm", "8525")]
    public async Task A_reply_that_quotes_another_systems_number_goes_to_the_incident_that_has_it_if_the_sender_is_its_customer(
        string subject, string system, string value)
    {
        var number = await desk.Open(
            new { contacts = new[] { MessageCalls.Email("anna@example.com") }, references = new[] { new { system, value } } });

        var stranger = await desk.Receive(new { from = MessageCalls.Email("bert@example.com"), subject, text = "Any news?" });
        var customer = await desk.Receive(new { from = MessageCalls.Email("Anna@example.com"), subject, text = "Any news?" });
        var plain = await desk.Receive(new { from = MessageCalls.Email("anna@example.com"), text = "I live at 8525 Main Street" });

        Assert.Equal("opened", stranger["outcome"]!.ToString());
        Assert.Null(stranger["mismatch"]);
        Assert.Equal(("appended", number), (customer["outcome"]!.ToString(), customer["number"]!.ToString()));
        Assert.Equal("opened", plain["outcome"]!.ToString());
    }

    private static (string WaitingOn, int Promises, int Interactions) Summary(JsonNode card) =>
        (card["waitingOn"]!.ToString(), card["promises"]!.AsArray().Count, (int)card["interactions"]!["count"]!);

    private async Task<string> Number(object message) => (await desk.Receive(message))["number"]!.ToString();
}
