using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Common.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages;

/// <summary>An incoming message is recorded once, in the incident that it belongs to.</summary>
public abstract class IntakeTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string conversation = "C-" + Guid.NewGuid().ToString("N");
    private readonly string anna = $"anna{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task The_first_message_of_a_conversation_opens_an_incident_with_sender_and_conversation()
    {
        var receipt = await Receive(new { conversation, from = Email(anna), subject = "Tiles", text = "Two pallets short." });

        Assert.Equal("opened", Text(receipt, "outcome"));
        var card = await Card(Text(receipt, "number")!);
        Assert.Equal(("Tiles", "us", 1), (Text(card, "subject"), Text(card, "waitingOn"), (int)card["interactions"]!["count"]!));
        Assert.Equal(anna, Assert.Single(card["contacts"]!.AsArray())!["value"]!.ToString());
        Assert.Equal(conversation, Assert.Single(card["references"]!.AsArray())!["value"]!.ToString());
        Assert.Equal("Two pallets short.", card["timeline"]![(int)receipt["sequence"]! - 1]!["text"]!.ToString());
    }

    [Fact]
    public async Task A_sender_in_the_conversation_becomes_a_contact_if_none_of_its_kind_is_known_and_one_who_quotes_the_number_does_not()
    {
        var number = await fixture.Email.Open(new { subject = "Tiles", contacts = new[] { new { kind = "name", value = "Anna" } } });

        await Receive(new { conversation, from = Email("anybody@example.com"), text = "I heard of " + number });
        await Receive(new { conversation, from = Email(anna), text = "It is mine" });
        await Receive(new { conversation, from = Email("husband@example.com"), text = "Me too" });

        var contacts = (await Card(number))["contacts"]!.AsArray();
        Assert.Equal(["Anna", anna, "husband@example.com"], contacts.Select(contact => contact!["value"]!.ToString()));
        Assert.Equal([null, null, "true"], contacts.Select(contact => contact!["toConfirm"]?.ToString()));
    }

    [Fact]
    public async Task A_later_message_of_the_conversation_is_appended_regardless_of_quotes_and_sender()
    {
        var number = Text(await Receive(new { conversation, from = Email(anna), text = "Hello" }), "number");
        var other = await fixture.Email.Open();

        var receipt = await Receive(new { conversation, from = Email("husband@example.com"), text = "See also " + other });

        Assert.Equal(("appended", number), (Text(receipt, "outcome"), Text(receipt, "number")));
        Assert.Null(receipt["mismatch"]);
    }

    [Fact]
    public async Task A_quoted_number_selects_the_incident_and_the_conversation_then_belongs_to_it()
    {
        var number = await fixture.Phone.Open(new { contacts = new[] { Email(anna) } });

        var quoted = await Receive(
            new { conversation, from = Email(anna.ToUpperInvariant()), text = $"My number is {number[..4]}-{number[4..8]}-{number[8..]}." });
        var following = await Receive(new { conversation, text = "And one more thing" });

        Assert.Equal(("appended", number), (Text(quoted, "outcome"), Text(quoted, "number")));
        Assert.Equal(("appended", number), (Text(following, "outcome"), Text(following, "number")));
    }

    [Fact]
    public async Task A_number_in_the_subject_selects_the_incident()
    {
        var number = await fixture.Phone.Open();

        Assert.Equal(number, Text(await Receive(new { subject = "Re: incident " + number, text = "Any news?" }), "number"));
    }

    [Fact]
    public async Task Of_several_quoted_numbers_the_first_whose_incident_does_not_contradict_the_sender_wins()
    {
        var (stranger, known) = (
            await fixture.Phone.Open(new { contacts = new[] { Email("bert@example.com") } }),
            await fixture.Phone.Open(new { contacts = new[] { Email(anna) } }));

        var receipt = await Receive(new { from = Email(anna), text = $"First {stranger}, then {known}" });

        Assert.Equal(("appended", known), (Text(receipt, "outcome"), Text(receipt, "number")));
    }

    [Fact]
    public async Task A_number_quoted_by_an_unknown_sender_opens_another_incident_and_flags_both()
    {
        var quoted = await fixture.Phone.Open(new { contacts = new[] { Email("bert@example.com") } });

        var receipt = await Receive(new { conversation, from = Email(anna), text = "I read about " + quoted });

        Assert.Equal(("opened", quoted), (Text(receipt, "outcome"), Text(receipt, "mismatch")));
        var opened = await Card(Text(receipt, "number")!);
        Assert.Equal(quoted, Text(opened, "mismatch"));
        var told = (await Card(quoted))["timeline"]!.AsArray();
        Assert.Equal(["incident.opened", "incident.mismatched"], told.Select(line => line!["type"]!.ToString()));
        Assert.Equal(Text(opened, "number"), told[1]!["facts"]!["number"]!.ToString());
        Assert.Null(told[1]!["text"]);
    }

    [Fact]
    public async Task A_sender_of_a_kind_that_the_incident_lacks_is_no_mismatch()
    {
        var number = await fixture.Phone.Open(new { contacts = new[] { new { kind = "phone", value = "+1 555 010 0199" } } });

        Assert.Equal(number, Text(await Receive(new { from = Email(anna), text = number }), "number"));
    }

    [Fact]
    public async Task A_mistyped_number_selects_no_incident()
    {
        var number = await fixture.Phone.Open();

        Assert.Equal("opened", Text(await Receive(new { text = "My number is " + Typos.WrongDigit(number) }), "outcome"));
    }

    [Fact]
    public async Task A_number_is_found_even_if_the_digits_around_it_form_a_valid_card_number()
    {
        string number, text;
        do
        {
            number = await fixture.Phone.Open();
            text = $"It is {number[..4]}-{number[4..8]}-{number[8..]} 12 or so";
        }
        while (text == PaymentCards.Mask(text)); // one in ten is a valid card number

        Assert.Equal(number, Text(await Receive(new { text }), "number"));
    }

    [Fact]
    public async Task Messages_for_a_merged_number_or_conversation_reach_the_survivor()
    {
        var merged = Text(await Receive(new { conversation, text = "Hello" }), "number")!;
        var survivor = await fixture.Phone.Open();
        await fixture.Service.Merge(merged, survivor);

        Assert.Equal(survivor, Text(await Receive(new { conversation, text = "By conversation" }), "number"));
        Assert.Equal(survivor, Text(await Receive(new { text = "By number " + merged }), "number"));
    }

    private static object Email(string value) => new { kind = "email", value };

    private static string? Text(JsonNode node, string name) => node[name]?.ToString();

    private async Task<JsonNode> Card(string number) => (await fixture.Phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);

    private async Task<JsonNode> Receive(object message)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(message)!;
        body["system"] = "zendesk";
        body["messageId"] = Guid.NewGuid().ToString();
        return (await fixture.Email.Post("/v1/messages", body)).Expect(HttpStatusCode.Created);
    }
}
