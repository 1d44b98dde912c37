using System.Net;
using System.Security.Cryptography;
using System.Text;
using IncidentService.Tests.Infrastructure;
using MimeKit;
using MimeKit.Utils;

namespace IncidentService.Tests.Messages.Mail;

/// <summary>A mail is received in its original form.</summary>
public abstract class MailTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string anna = $"anna{Guid.NewGuid():N}@example.com";
    private readonly string thread = Guid.NewGuid().ToString("N");

    private ApiClient Desk => fixture.Email;

    [Fact]
    public async Task A_mail_opens_an_incident_with_its_sender_its_subject_and_its_text()
    {
        var receipt = await Desk.ReceiveMail(
            MailCalls.Mail($"From: =?utf-8?q?Anna_M=C3=BCller?= <{anna}>\nSubject: =?utf-8?b?RmxpZcOfZW4=?=", "Two pallets short."));

        var card = await Desk.Card(receipt["number"]!.ToString());
        Assert.Null(receipt["adjustments"]);
        Assert.Equal(("Fließen", "us"), (card["subject"]!.ToString(), card["waitingOn"]!.ToString()));
        Assert.Equal(anna, Assert.Single(card["contacts"]!.AsArray())!["value"]!.ToString());
        Assert.Equal("mail", Assert.Single(card["references"]!.AsArray())!["system"]!.ToString());
        Assert.Equal("Two pallets short.", (await Desk.LineOf(receipt))["text"]!.ToString());
    }

    [Fact]
    public async Task The_same_mail_by_another_route_is_a_duplicate_and_a_different_mail_with_its_id_is_recorded()
    {
        var mail = MailCalls.Mail($"From: {anna}\nSubject: Tiles", "Hello");
        var first = await Desk.ReceiveMail(mail);

        var again = await Desk.DeliverMail("Received: from mx2.example.com by mx1.example.com\n" + mail);
        var other = await Desk.ReceiveMail(mail + ", edited");
        var otherAgain = await Desk.DeliverMail(mail + ", edited");
        var named = await Desk.DeliverMail(mail, "?messageId=" + thread);
        var edited = await Desk.DeliverMail(mail + ", edited", "?messageId=" + thread);

        Assert.Equal("duplicate", again.Expect(HttpStatusCode.OK)["outcome"]!.ToString());
        Assert.Equal(first["number"]!.ToString(), again["number"]!.ToString());
        Assert.Equal(["messageId id-reused"], other.Adjustments());
        Assert.Equal(first["number"]!.ToString(), other["number"]!.ToString());
        Assert.Equal("duplicate", otherAgain.Expect(HttpStatusCode.OK)["outcome"]!.ToString());
        named.Expect(HttpStatusCode.Created);
        Assert.Equal(
            "text", edited.ExpectProblem(HttpStatusCode.UnprocessableEntity, "message-differs")["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task Replies_reach_the_incident_of_their_thread_in_any_order()
    {
        var reply = await Desk.ReceiveMail(
            $"Message-ID: <2.{thread}@a.example>\nReferences: <1.{thread}@a.example>\nIn-Reply-To: <1.{thread}@a.example>\nFrom: {anna}\n\nSecond");
        var first = await Desk.ReceiveMail($"Message-ID: <1.{thread}@a.example>\nFrom: {anna}\n\nFirst");
        var short_ = await Desk.ReceiveMail($"Message-ID: <3.{thread}@a.example>\nIn-Reply-To: <2.{thread}@a.example>\nFrom: {anna}\n\nThird");

        Assert.Equal(
            [("opened", true), ("appended", true), ("appended", true)],
            new[] { reply, first, short_ }.Select(
                receipt => (receipt["outcome"]!.ToString(), receipt["number"]!.ToString() == reply["number"]!.ToString())));
    }

    [Fact]
    public async Task A_reply_to_a_mail_whose_id_is_a_reference_reaches_that_incident()
    {
        var number = await Desk.Open(
            new { references = new[] { new { system = "support", value = $"ours.{thread}@desk.example" } } });

        var receipt = await Desk.ReceiveMail(
            MailCalls.Mail($"From: {anna}\nIn-Reply-To: <ours.{thread}@desk.example>", "Thanks"), "?system=support");

        Assert.Equal(("appended", number), (receipt["outcome"]!.ToString(), receipt["number"]!.ToString()));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied"), InlineData("Precedence: bulk"), InlineData("Return-Path: <>"), InlineData("List-Id: <x.example>")]
    public async Task A_mail_with_an_automatic_header_is_automatic(string header)
    {
        var receipt = await Desk.ReceiveMail(MailCalls.Mail($"From: {anna}\n{header}", "I am out of office."));

        Assert.Equal("true", (await Desk.LineOf(receipt))["facts"]!["automatic"]?.ToString());
    }

    [Fact]
    public async Task A_mail_with_auto_submitted_no_is_from_a_person()
    {
        var receipt = await Desk.ReceiveMail(MailCalls.Mail($"From: {anna}\nAuto-Submitted: no", "Hello"));

        Assert.Null((await Desk.LineOf(receipt))["facts"]!["automatic"]);
    }

    [Fact]
    public async Task A_delivery_report_goes_to_the_incident_whose_number_the_returned_mail_quotes()
    {
        var number = await Desk.Open(new { contacts = new[] { MessageCalls.Email(anna) } });
        var report = $"""
            From: Mail Delivery System <MAILER-DAEMON@mx.example.com>
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b

            I'm sorry to have to inform you that your message could not be delivered.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; {anna}
            Action: failed
            Status: 5.1.1
            --b
            Content-Type: message/rfc822

            From: desk@example.com
            Subject: Your case {number[..4]}-{number[4..8]}-{number[8..]}

            We match the price.
            --b--
            """;

        var receipt = await Desk.ReceiveMail(report);

        Assert.Equal(("appended", number), (receipt["outcome"]!.ToString(), receipt["number"]!.ToString()));
        var line = await Desk.LineOf(receipt);
        Assert.Equal("true", line["facts"]!["automatic"]!.ToString());
        Assert.Contains("Status: 5.1.1", line["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("We match the price.", line["text"]!.ToString()[(int)line["facts"]!["quotedFrom"]!..], StringComparison.Ordinal);
        Assert.Single((await Desk.Card(number))["contacts"]!.AsArray());
    }

    [Fact]
    public async Task Attachments_are_recorded_by_name_size_and_digest_without_their_content()
    {
        var photo = RandomNumberGenerator.GetBytes(100_000);
        var body = new BodyBuilder { TextBody = "See the photo", HtmlBody = "<p>See the photo <img src=\"cid:logo\"></p>" };
        body.Attachments.Add("drill.jpg", photo, new ContentType("image", "jpeg"));
        body.LinkedResources.Add("logo.png", [1, 2, 3], new ContentType("image", "png")).ContentId = "logo";
        using var mail = NewMail(body.ToMessageBody());

        var line = await Desk.LineOf(await Desk.ReceiveMail(mail));

        Assert.Equal("See the photo", line["text"]!.ToString());
        Assert.Equal(
            [("logo.png", 3, "image/png"), ("drill.jpg", 100_000, "image/jpeg")],
            line["attachments"]!.AsArray().Select(
                file => (file!["name"]!.ToString(), (int)file["size"]!, file["mediaType"]!.ToString())));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(photo)), line["attachments"]![1]!["sha256"]!.ToString());
        Assert.Null(line["attachments"]![1]!["url"]);
    }

    [Fact]
    public async Task A_mail_with_html_only_is_converted_to_text_and_a_footer_part_does_not_replace_it()
    {
        using var mail = NewMail(new Multipart("mixed") { new TextPart("html") { Text = "<p>Two pallets</p>" }, new TextPart("plain") { Text = "-- list" } });

        var receipt = await Desk.ReceiveMail(mail);

        Assert.Equal(["text taken-from-html"], receipt.Adjustments());
        Assert.Equal("Two pallets\n-- list", (await Desk.LineOf(receipt))["text"]!.ToString());
    }

    [Theory]
    [InlineData("New words\n\nOn Monday Anna wrote:\n> Old\n> words\n", "New words", "On Monday Anna wrote:\n> Old\n> words")]
    [InlineData("New\n\nAm 21.11.2026 um 09:30 schrieb Anna\n<anna@example.com>:\n> Old\n", "New", "Am 21.11.2026 um 09:30 schrieb Anna\n<anna@example.com>:\n> Old")]
    [InlineData("New\n\n-----Original Message-----\nFrom: Desk\nOld", "New", "-----Original Message-----\nFrom: Desk\nOld")]
    [InlineData("New\n\nVon: Desk\nGesendet: Montag\nAn: Anna\nBetreff: X\n\nOld", "New", "Von: Desk\nGesendet: Montag\nAn: Anna\nBetreff: X\n\nOld")]
    [InlineData("On Monday Anna wrote:\n> Old\n\nNew below", "New below", "On Monday Anna wrote:\n> Old")]
    public async Task Quoted_history_follows_the_new_text(string text, string words, string history)
    {
        var line = await Desk.LineOf(await Desk.ReceiveMail(MailCalls.Mail($"From: {anna}", text)));

        var from = (int)line["facts"]!["quotedFrom"]!;
        Assert.Equal(words, line["text"]!.ToString()[..from].TrimEnd());
        Assert.Equal(history, line["text"]!.ToString()[from..]);
    }

    [Theory]
    [InlineData("> Which colour?\nBlue.\n> How many?\nTwo.")]
    [InlineData("Nothing is quoted here.")]
    [InlineData("> All of it is quoted")]
    public async Task Replies_between_quoted_lines_keep_their_places(string text)
    {
        var line = await Desk.LineOf(await Desk.ReceiveMail(MailCalls.Mail($"From: {anna}", text)));

        Assert.Equal(text, line["text"]!.ToString());
        Assert.Null(line["facts"]!["quotedFrom"]);
    }

    [Fact]
    public async Task A_mail_of_25_MiB_is_received_and_a_larger_one_is_refused()
    {
        byte[] Mail(int size) => [.. Encoding.ASCII.GetBytes(MailCalls.Mail($"From: {anna}\nSubject: Big", "x\n")), .. Filler(size)];
        static byte[] Filler(int size) => [.. Enumerable.Repeat((byte)'a', size).Select((letter, index) => index % 70 == 69 ? (byte)'\n' : letter)];
        var taken = await Desk.DeliverMail(Mail((25 * 1024 * 1024) - 1_000));

        var refused = await Desk.DeliverMail(Mail(25 * 1024 * 1024));

        Assert.Equal(["text cut"], taken.Expect(HttpStatusCode.Created).Adjustments());
        refused.ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task An_idempotency_key_is_for_one_mail()
    {
        var (mail, key) = (MailCalls.Mail($"From: {anna}", "Hello"), ("Idempotency-Key", thread));
        Task<Answer> Send(string text) => Desk.Post(
            "/v1/messages",
            new StringContent(text, Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue("message/rfc822")), key);
        (await Send(mail)).Expect(HttpStatusCode.Created);

        Assert.Equal("true", (await Send(mail)).Headers.GetValues("Idempotent-Replayed").Single());
        (await Send(mail + "!")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task Query_parameters_of_a_mail_equal_the_fields_of_a_json_message()
    {
        var message = new { system = "zendesk", messageId = thread, text = "Hello" };

        var problem = (await Desk.Post("/v1/messages?system=support", message)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("system", problem["errors"]![0]!["field"]!.ToString());
    }

    private MimeMessage NewMail(MimeEntity body)
    {
        var mail = new MimeMessage { Subject = "Drill", Body = body, MessageId = MimeUtils.GenerateMessageId("mail.example.com") };
        mail.From.Add(new MailboxAddress("Anna", anna));
        return mail;
    }
}
