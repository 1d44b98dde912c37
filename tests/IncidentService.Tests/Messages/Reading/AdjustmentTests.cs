using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages.Reading;

/// <summary>Machines cannot correct what they send: it is taken as far as possible, and the answer says what was changed.</summary>
public abstract class AdjustmentTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_message_that_fits_is_taken_as_it_is()
    {
        var receipt = await fixture.Email.Receive(new { from = MessageCalls.Email("anna@example.com"), subject = "Tiles", text = "Hello" });

        Assert.Null(receipt["adjustments"]);
    }

    [Fact]
    public async Task What_is_too_long_is_cut_with_a_mark_and_the_answer_says_how_long_it_was()
    {
        var receipt = await fixture.Email.Receive(new { subject = new string('s', 341), text = new string('t', 30_000) });

        Assert.Equal(["subject cut", "text cut"], receipt.Adjustments());
        Assert.Equal([341, 30_000], receipt["adjustments"]!.AsArray().Select(done => (int)done!["length"]!));
        Assert.Equal(new string('s', 199) + "…", (await fixture.Email.Card(receipt["number"]!.ToString()))["subject"]!.ToString());
        Assert.Equal(new string('t', 19_999) + "…", (await fixture.Email.LineOf(receipt))["text"]!.ToString());
    }

    [Fact]
    public async Task A_cut_never_halves_a_character()
    {
        var receipt = await fixture.Email.Receive(new { text = new string('t', 19_998) + "😀😀😀" });

        Assert.Equal(new string('t', 19_998) + "…", (await fixture.Email.LineOf(receipt))["text"]!.ToString());
    }

    [Fact]
    public async Task Long_ids_with_the_same_beginning_stay_two_ids_and_two_conversations()
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
    public async Task A_picture_without_a_word_is_a_message()
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
    public async Task A_subject_alone_is_the_text_and_nothing_at_all_is_refused_with_one_error()
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
    public async Task A_sender_that_cannot_be_read_is_kept_as_text(string kind, string value)
    {
        var receipt = await fixture.Email.Receive(new { from = new { kind, value }, text = "Hello" });

        Assert.Equal(["from kept-as-text"], receipt.Adjustments());
        Assert.Equal(value, (await fixture.Email.Card(receipt["number"]!.ToString()))["contacts"]![0]!["value"]!.ToString());
    }

    [Fact]
    public async Task Of_too_many_files_the_last_ones_are_left_out()
    {
        var receipt = await fixture.Email.Receive(
            new { text = "Photos", attachments = Enumerable.Range(1, 23).Select(index => MessageCalls.File($"{index}.jpg")) });

        Assert.Equal(["attachments left-out"], receipt.Adjustments());
        Assert.Equal(20, (await fixture.Email.LineOf(receipt))["attachments"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_field_with_several_faults_is_named_once()
    {
        var problem = (await fixture.Email.Post(
                "/v1/incidents", new { message = new { direction = "in", text = new string('x', 20_001), automatic = true, waitSeconds = -1 } }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(
            ["message.text", "message.waitSeconds"], problem["errors"]!.AsArray().Select(error => error!["field"]!.ToString()));
    }

    [Fact]
    public async Task Other_content_under_a_known_id_is_refused_with_the_fields_that_differ_and_none_of_the_words()
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
    public async Task A_message_whose_words_were_redacted_is_only_known_by_its_id()
    {
        var messageId = Guid.NewGuid().ToString();
        var receipt = await fixture.Email.Receive(new { messageId, text = "Two pallets short" });
        (await fixture.Email.Post($"/v1/incidents/{receipt["number"]}/timeline/{receipt["sequence"]}/redaction", new { }))
            .Expect(HttpStatusCode.OK);

        var again = await fixture.Email.Deliver(new { messageId, text = "Two" });

        Assert.Equal("duplicate", again.Expect(HttpStatusCode.OK)["outcome"]!.ToString());
    }
}
