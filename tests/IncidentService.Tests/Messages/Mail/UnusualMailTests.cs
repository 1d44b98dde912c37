using System.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages.Mail;

/// <summary>Every mail that a mail server delivers is received.</summary>
public abstract class UnusualMailTests(ServiceFixture fixture) : Suite(fixture)
{
    private static readonly Dictionary<string, string> Mails = new()
    {
        ["no sender"] = "Subject: Hello\n\nText",
        ["an empty sender"] = "From:\nSubject: Hello\n\nText",
        ["a sender without an address"] = "From: Anna at example dot com\n\nText",
        ["several senders"] = "From: anna@example.com, Bert <bert@example.com>\n\nText",
        ["a group as sender"] = "From: Undisclosed recipients:;\n\nText",
        ["a sender in a broken encoded word"] = "From: =?utf-8?q?Anna_M=C3?= <anna@example.com\n\nText",
        ["raw bytes in the head"] = "From: Anna M\u00fcller <anna@example.com>\nSubject: Flie\u00dfen \u0001\u0002\n\nText",
        ["an encoded word of an unknown charset"] = "From: =?x-unknown?q?Anna?= <anna@example.com>\nSubject: =?utf-8?b?!!!?=\n\nText",
        ["no text"] = "From: anna@example.com\nSubject: Hello\n\n",
        ["nothing but a sender"] = "From: anna@example.com\n\n",
        ["no line between head and text"] = "From: anna@example.com\nSubject: Hello",
        ["no head"] = "This is just a text that somebody piped in.\nWith two lines.\n",
        ["an mbox line before the head"] = "From anna@example.com Sat Nov 21 09:30:00 2026\nFrom: anna@example.com\nSubject: Hello\n\nText",
        ["an unknown charset"] = "From: anna@example.com\nContent-Type: text/plain; charset=x-klingon\n\nText",
        ["an unknown transfer encoding"] = "From: anna@example.com\nContent-Transfer-Encoding: x-rot13\n\nGrkg",
        ["broken base64"] = "From: anna@example.com\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSGVsbG8gd29!!@@ybGQ\n",
        ["broken quoted-printable"] = "From: anna@example.com\nContent-Transfer-Encoding: quoted-printable\n\na=ZZb=\n=C3",
        ["a broken content type"] = "From: anna@example.com\nContent-Type: ;;;=\"\n\nText",
        ["a part without an end"] = "From: anna@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nText",
        ["a boundary that never comes"] = "From: anna@example.com\nContent-Type: multipart/mixed; boundary=b\n\nText",
        ["parts without a boundary"] = "From: anna@example.com\nContent-Type: multipart/alternative\n\nText",
        ["a calendar alone"] = "From: anna@example.com\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n",
        ["a picture alone"] = "From: anna@example.com\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\nAAECAw==\n",
        ["a signed text"] =
            "From: anna@example.com\nContent-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\n\n--b\n\nText\n"
            + "--b\nContent-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN PGP SIGNATURE-----\n--b--\n",
        ["an encrypted text"] =
            "From: anna@example.com\nContent-Type: multipart/encrypted; boundary=b; protocol=\"application/pgp-encrypted\"\n\n--b\n"
            + "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--b--\n",
        ["opaque S/MIME"] =
            "From: anna@example.com\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
            + "Content-Transfer-Encoding: base64\n\nMIIB\n",
        ["winmail.dat"] = "From: anna@example.com\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+\n",
        ["a mail within a mail"] =
            "From: anna@example.com\nContent-Type: message/rfc822\n\nFrom: bert@example.com\nSubject: Inner\n\nInner text\n",
        ["an empty mail within a mail"] = "From: anna@example.com\nContent-Type: message/rfc822\n\n",
        ["part of a mail"] = "From: anna@example.com\nContent-Type: message/partial; id=x; number=1; total=2\n\nPart of a text",
        ["a report without its parts"] = "From: <>\nContent-Type: multipart/report; boundary=b; report-type=delivery-status\n\n--b--\n",
        ["a broken delivery status"] =
            "From: x@example.com\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n:::\n\n\n=\n--b--\n",
        ["a huge head"] = "From: anna@example.com\n" + string.Concat(Enumerable.Range(0, 5_000).Select(index => $"X-H{index}: {index}\n")) + "\nText",
        ["one huge line in the head"] = "From: anna@example.com\nSubject: " + new string('s', 500_000) + "\n\nText",
        ["many recipients"] = "From: anna@example.com\nTo: " + string.Join(",\n ", Enumerable.Range(0, 2_000).Select(index => $"a{index}@example.com")) + "\n\nText",
        ["a long thread"] = "From: anna@example.com\nReferences: " + string.Join("\n ", Enumerable.Range(0, 500).Select(index => $"<{index}@example.com>")) + "\n\nText",
        ["a long id"] = "Message-ID: <" + new string('i', 900) + "@example.com>\nFrom: anna@example.com\n\nText",
        ["an id without brackets"] = "Message-ID: not an id at all\nFrom: anna@example.com\n\nText",
        ["NUL in the text"] = "From: anna@example.com\n\na\0b",
        ["format flowed"] = "From: anna@example.com\nContent-Type: text/plain; format=flowed; delsp=yes\n\nOne \nline\n",
        ["old Mac line ends"] = "From: anna@example.com\rSubject: Hello\r\rText",
        ["a deep nest"] = Nested(200),
    };

    public static TheoryData<string> Names => [.. Mails.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_unusual_mail_is_received_and_its_line_is_readable(string name)
    {
        var bytes = name == "raw bytes in the head" ? Encoding.Latin1.GetBytes(Mails[name]) : Encoding.UTF8.GetBytes(Mails[name]);

        var receipt = await fixture.Email.DeliverMail(bytes);

        Assert.True((int)receipt.Status is 201, $"{name}: {receipt.Text}");
        var line = await fixture.Email.LineOf(receipt.Json!);
        if (Mails[name].EndsWith("\nText", StringComparison.Ordinal)) Assert.Contains("Text", line["text"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_with_random_broken_bytes_is_received()
    {
        var random = new Random(20261121);
        foreach (var (name, mail) in Mails.Where(mail => mail.Value.Length < 5_000))
        {
            for (var round = 0; round < 5; round++)
            {
                var bytes = Encoding.UTF8.GetBytes(mail);
                for (var change = 0; change < 5; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                var receipt = await fixture.Email.DeliverMail(bytes);
                Assert.True((int)receipt.Status is 200 or 201, $"{name}: {receipt.Text} {Convert.ToBase64String(bytes)}");
            }
        }
    }

    private static string Nested(int depth) => "From: anna@example.com\n"
        + string.Concat(Enumerable.Range(0, depth).Select(level => $"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"))
        + "\nThe text";
}
