using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages.Reading;

/// <summary>Machines cannot correct what they send. A message is received as far as possible, and the receipt lists the changes.</summary>
public abstract class AdjustmentTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_valid_message_is_recorded_unchanged()
    {
        var receipt = await fixture.Email.Receive(new { from = MessageCalls.Email("anna@example.com"), subject = "Tiles", text = "Hello" });

        Assert.Null(receipt["adjustments"]);
    }

    [Fact]
    public async Task A_long_value_is_cut_with_a_mark_and_the_receipt_states_its_original_length()
    {
        var receipt = await fixture.Email.Receive(new { subject = new string('s', 341), text = new string('t', 30_000) });

        Assert.Equal(["subject cut", "text cut"], receipt.Adjustments());
        Assert.Equal([341, 30_000], receipt["adjustments"]!.AsArray().Select(done => (int)done!["length"]!));
        Assert.Equal(new string('s', 199) + "…", (await fixture.Email.Card(receipt["number"]!.ToString()))["subject"]!.ToString());
        Assert.Equal(new string('t', 19_999) + "…", (await fixture.Email.LineOf(receipt))["text"]!.ToString());
    }

    [Fact]
    public async Task A_cut_never_splits_a_character()
    {
        var receipt = await fixture.Email.Receive(new { text = new string('t', 19_998) + "😀😀😀" });

        Assert.Equal(new string('t', 19_998) + "…", (await fixture.Email.LineOf(receipt))["text"]!.ToString());
    }

    [Fact]
    public async Task Long_ids_with_the_same_prefix_remain_different()
    {
        var beginning = Guid.NewGuid() + new string('x', 300);

        var one = await fixture.Email.Receive(new { messageId = beginning + "1", conversation = beginning + "1", text = "One" });
        var other = await fixture.Email.Receive(new { messageId = beginning + "2", conversation = beginning + "2", text = "Two" });
        var again = await fixture.Email.Deliver(new { messageId = beginning + "1", conversation = beginning + "1", text = "One" });

        Assert.Equal(["messageId cut", "conversation cut"], one.Adjustments());
        Assert.NotEqual(one["number"]!.ToString(), other["number"]!.ToString());
        Assert.Equal(one["number"]!.ToString(), again.Expect(HttpStatusCode.OK)["number"]!.ToString());
        Assert.Equal("duplicate", again["outcome"]!.ToString());
    }

    [Fact]
    public async Task Control_characters_become_spaces()
    {
        var receipt = await fixture.Email.Receive(new { subject = "a\u0001b\nc", text = "d\u0000e\u009ff\r\n\tg" });

        Assert.Equal(["subject controls-replaced", "text controls-replaced"], receipt.Adjustments());
        Assert.Equal("a b c", (await fixture.Email.Card(receipt["number"]!.ToString()))["subject"]!.ToString());
        Assert.Equal("d e f\r\n\tg", (await fixture.Email.LineOf(receipt))["text"]!.ToString());
    }

    [Fact]
    public async Task A_message_may_consist_of_an_attachment_alone()
    {
        var receipt = await fixture.Email.Receive(new { text = "", attachments = new[] { MessageCalls.File("drill.jpg") } });

        var line = await fixture.Email.LineOf(receipt);
        Assert.Null(line["text"]);
        Assert.Equal("drill.jpg", Assert.Single(line["attachments"]!.AsArray())!["name"]!.ToString());
        Assert.Equal(1, (int)(await fixture.Email.Card(receipt["number"]!.ToString()))["interactions"]!["count"]!);
        (await fixture.Email.Post($"/v1/incidents/{receipt["number"]}/timeline/{receipt["sequence"]}/redaction", new { }))
            .Expect(HttpStatusCode.OK);
        Assert.Null((await fixture.Email.LineOf(receipt))["attachments"]);
    }

    [Fact]
    public async Task A_subject_alone_becomes_the_text_and_an_empty_message_is_refused_with_one_error()
    {
        var receipt = await fixture.Email.Receive(new { subject = "Call me" });
        var nothing = await fixture.Email.Deliver(new { subject = " ", text = "\u0001" });

        Assert.Equal(["text taken-from-subject"], receipt.Adjustments());
        Assert.Equal("Call me", (await fixture.Email.LineOf(receipt))["text"]!.ToString());
        var problem = nothing.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal("text", Assert.Single(problem["errors"]!.AsArray())!["field"]!.ToString());
    }

    [Theory]
    [InlineData("email", "undisclosed recipients")]
    [InlineData("phone", "extension twelve of the warehouse")]
    public async Task An_unparsable_sender_is_stored_as_text(string kind, string value)
    {
        var receipt = await fixture.Email.Receive(new { from = new { kind, value }, text = "Hello" });

        Assert.Equal(["from kept-as-text"], receipt.Adjustments());
        Assert.Equal(value, (await fixture.Email.Card(receipt["number"]!.ToString()))["contacts"]![0]!["value"]!.ToString());
    }

    [Fact]
    public async Task Attachments_beyond_the_limit_are_left_out()
    {
        var receipt = await fixture.Email.Receive(
            new { text = "Photos", attachments = Enumerable.Range(1, 23).Select(index => MessageCalls.File($"{index}.jpg")) });

        Assert.Equal(["attachments left-out"], receipt.Adjustments());
        Assert.Equal(20, (await fixture.Email.LineOf(receipt))["attachments"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_a_reference_is_left_out()
    {
        var receipt = await fixture.Email.Receive(new { conversation = "..", text = "Hello" });

        Assert.Equal(["conversation left-out"], receipt.Adjustments());
        Assert.Empty((await fixture.Email.Card(receipt["number"]!.ToString()))["references"]!.AsArray());
    }

    [Fact]
    public async Task A_field_with_several_errors_is_named_once()
    {
        var problem = (await fixture.Email.Post(
                "/v1/incidents", new { message = new { direction = "in", text = new string('x', 20_001), automatic = true, waitSeconds = -1 } }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(
            ["message.text", "message.waitSeconds"], problem["errors"]!.AsArray().Select(error => error!["field"]!.ToString()));
    }

    [Fact]
    public async Task Different_content_under_a_known_id_is_refused_with_the_changed_fields_but_no_text()
    {
        var messageId = Guid.NewGuid().ToString();
        var first = await fixture.Email.Receive(
            new { messageId, from = MessageCalls.Email("anna@example.com"), subject = "Tiles", text = "Two pallets short" });
        var before = fixture.Service.Rows.Count();

        var other = await fixture.Email.Deliver(
            new { messageId, from = MessageCalls.Email("bert@example.com"), subject = "Tiles", text = "Nothing", automatic = true });

        var problem = other.ExpectProblem(HttpStatusCode.UnprocessableEntity, "message-differs");
        Assert.Equal(["from", "text", "automatic"], problem["errors"]!.AsArray().Select(error => error!["field"]!.ToString()));
        Assert.Equal(first["number"]!.ToString(), problem["holder"]!.ToString());
        Assert.DoesNotContain("pallets", other.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", other.Text, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Service.Rows.Count());
    }

    [Fact]
    public async Task A_redacted_message_is_recognised_only_by_its_id()
    {
        var messageId = Guid.NewGuid().ToString();
        var receipt = await fixture.Email.Receive(new { messageId, text = "Two pallets short" });
        (await fixture.Email.Post($"/v1/incidents/{receipt["number"]}/timeline/{receipt["sequence"]}/redaction", new { }))
            .Expect(HttpStatusCode.OK);

        var again = await fixture.Email.Deliver(new { messageId, text = "Two" });

        Assert.Equal("duplicate", again.Expect(HttpStatusCode.OK)["outcome"]!.ToString());
    }
}
