using System.Security.Cryptography;
using System.Text;
using IncidentService.Messages.Text;
using MimeKit;

namespace IncidentService.Messages.Mail;

/// <summary>
/// Reads a mail (RFC 5322) with MimeKit. A text without headers is read as the text of a mail that has none.
/// </summary>
internal static class MailReader
{
    /// <summary>Parts within parts beyond this are files. Nobody writes such mails, and each level takes stack.</summary>
    private const int DeepestPart = 40;
    private const int MostBytesWithoutHead = 64 * 1024;

    private static readonly ParserOptions Options = new() { MaxMimeDepth = DeepestPart };

    /// <summary>Reads the mail in a stream that can be read from its beginning again.</summary>
    public static async Task<ReceivedMail> Read(Stream mail, CancellationToken cancellation)
    {
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(mail, cancellation));
        mail.Position = 0;
        try
        {
            using var message = await MimeMessage.LoadAsync(Options, mail, persistent: true, cancellation);
            return Describe(message, sha256);
        }
        catch (FormatException)
        {
            return await ReadWithoutHead(mail, sha256, cancellation);
        }
    }

    private static ReceivedMail Describe(MimeMessage message, string sha256)
    {
        var parts = new MailParts();
        var (words, history) = QuotedHistory.Separate(parts.FindText(message.Body));
        var carried = string.IsNullOrWhiteSpace(parts.Carried) ? null : parts.Carried;
        return new ReceivedMail
        {
            Sha256 = sha256,
            MessageId = MailHeaders.IdOf(message),
            From = MailHeaders.SenderOf(message),
            Subject = message.Subject,
            Thread = [.. MailHeaders.ThreadOf(message), .. message.Body is MultipartReport ? parts.Threads : []],
            IsAutomatic = MailHeaders.IsAutomatic(message),
            Text = words,
            IsFromHtml = parts.IsFromHtml,
            History = history is null || carried is null ? history ?? carried : $"{history}\n\n{carried}",
            OtherText = parts.Html,
            Attachments = parts.Attachments,
        };
    }

    private static async Task<ReceivedMail> ReadWithoutHead(Stream mail, string sha256, CancellationToken cancellation)
    {
        mail.Position = 0;
        var bytes = new byte[MostBytesWithoutHead];
        var length = await mail.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return new ReceivedMail { Sha256 = sha256, Text = Encoding.UTF8.GetString(bytes, 0, length) };
    }
}
