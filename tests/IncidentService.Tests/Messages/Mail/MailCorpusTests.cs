using System.Net;
using System.Reflection;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages.Mail;

/// <summary>Mails that nodemailer wrote (Corpus/make-corpus.mjs): each is received, and says what it says.</summary>
public sealed class MailCorpusTests
{
    private const string Anna = "anna@example.com";
    private const string Prefix = "mails/";

    [Theory]
    [InlineData("plain", "My oven", Anna, "My oven is cold.", "")]
    [InlineData("quoted-printable", "My oven", Anna, "Mein Ofen heizt nicht — seit heute früh.", "")]
    [InlineData("base64", "My oven", Anna, "オーブンが冷たい。", "")]
    [InlineData("html-only", "My oven", Anna, "My oven is cold.", "")]
    [InlineData("text-and-html", "My oven", Anna, "My oven is cold.", "")]
    [InlineData("picture-only", "My oven", Anna, null, "oven.png")]
    [InlineData("inline-picture", "My oven", Anna, "See", "oven.png")]
    [InlineData("calendar", "My oven", Anna, "Shall we meet?", "invite.ics")]
    [InlineData("attached-mail", "My oven", Anna, "See the mail.", "")]
    [InlineData("names-in-other-scripts", "Größe & Übersicht 🙂", Anna, "Guten Tag", "")]
    [InlineData("no-sender", "My oven", null, "Who am I?", "")]
    [InlineData("unusable-sender", "My oven", "\"undisclosed-sender\":;", "Call me", "")]
    [InlineData("several-senders", "My oven", Anna, "We write together", "")]
    [InlineData("no-text", "Only a subject", Anna, "Only a subject", "")]
    [InlineData("control-characters", "My oven", Anna, "Bell   and   here", "")]
    [InlineData("long-subject", "word word word", Anna, "Long", "")]
    [InlineData("long-text", "My oven", Anna, "A line of the text.", "")]
    [InlineData("out-of-office", "Automatic reply: Oven", Anna, "I am away.", "")]
    [InlineData("calendar-zone-and-list", "My oven", Anna, "News", "")]
    public async Task A_mail_is_received_with_its_subject_sender_words_and_files(
        string mail, string subject, string? sender, string? text, string file)
    {
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email");

        var receipt = (await desk.DeliverMail(Read(mail), "?system=support")).Expect(HttpStatusCode.Created);

        var card = (await desk.Get("/v1/incidents/" + receipt["number"])).Expect(HttpStatusCode.OK);
        var line = card["timeline"]!.AsArray()[^1]!;
        Assert.StartsWith(subject, (string)card["subject"]!);
        Assert.Equal(sender, card["contacts"]!.AsArray().Select(contact => (string?)contact!["value"]).SingleOrDefault());
        Assert.Equal("message.received", (string)line["type"]!);
        if (text is null) Assert.Null(line["text"]);
        else Assert.StartsWith(text, (string)line["text"]!);
        if (file.Length > 0) Assert.Contains(line["attachments"]!.AsArray(), attachment => (string?)attachment!["name"] == file);
    }

    [Fact]
    public void Every_mail_of_the_corpus_has_an_expectation() => Assert.Equal(
        typeof(MailCorpusTests).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name[Prefix.Length..]))
            .Order(StringComparer.Ordinal),
        typeof(MailCorpusTests).GetMethod(nameof(A_mail_is_received_with_its_subject_sender_words_and_files))!
            .GetCustomAttributesData()
            .Where(row => row.AttributeType == typeof(InlineDataAttribute))
            .Select(row => (IReadOnlyList<CustomAttributeTypedArgument>)row.ConstructorArguments[0].Value!)
            .Select(values => (string)values[0].Value!)
            .Order(StringComparer.Ordinal));

    private static byte[] Read(string mail)
    {
        using var stream = typeof(MailCorpusTests).Assembly.GetManifestResourceStream($"{Prefix}{mail}.eml")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
