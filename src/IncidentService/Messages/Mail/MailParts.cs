using System.Text;
using IncidentService.Messages.Text;
using IncidentService.Timeline;
using MimeKit;

namespace IncidentService.Messages.Mail;

/// <summary>
/// Walks through the parts of a mail and collects what they say: the best text, mails that it carries, and files. Parts deeper than the
/// parser's limit are files.
/// </summary>
internal sealed class MailParts
{
    /// <summary>As much of one part as is read as text; the text of a message is shorter.</summary>
    private const int MostTextBytes = 256 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly List<Attachment> attachments = [];
    private readonly StringBuilder carried = new();
    private readonly StringBuilder html = new();
    private readonly List<string> threads = [];

    public IReadOnlyList<Attachment> Attachments => attachments;

    /// <summary>The head and text of mails within this one: forwarded, or returned by a delivery report.</summary>
    public string Carried => carried.ToString();

    /// <summary>The text of all HTML.</summary>
    public string Html => html.ToString();

    /// <summary>The ids of the mails within this one, and of their threads.</summary>
    public IReadOnlyList<string> Threads => threads;

    /// <summary>True if a text was read from HTML.</summary>
    public bool IsFromHtml { get; private set; }

    /// <summary>The text of a part, null if it has none.</summary>
    public string? FindText(MimeEntity? entity) => entity switch
    {
        null => null,
        MultipartAlternative { Count: > 0 } alternative => ReadBest(alternative),
        Multipart { Count: 0 } empty => NullIfBlank(empty.Preamble), // no boundary was found: the text stands before the first part
        Multipart multipart => Join(multipart.Select(FindText)),
        MessagePart message => ReadMessage(message),
        MessageDeliveryStatus status => ReadStatus(status),
        TextPart text when IsBody(text) => ReadBody(text),
        MimePart part when HasBrokenType(part) => NullIfBlank(Decode(part)),
        MimePart part => AddFile(part),
        _ => null,
    };

    private static bool IsBody(TextPart text) =>
        !text.IsAttachment
        && (text.IsPlain || text.IsHtml || text.ContentType.MediaSubtype.ToLowerInvariant() is "enriched" or "rfc822-headers");

    /// <summary>The plain text, or else the last part that has a text. The other parts are read for their files.</summary>
    private string? ReadBest(MultipartAlternative alternative)
    {
        var (wasFromHtml, texts) = (IsFromHtml, new List<(bool IsPlain, string Text)>());
        foreach (var part in alternative)
        {
            if (FindText(part) is { } text) texts.Add((part is TextPart { IsPlain: true }, text));
        }
        if (texts.Find(text => text.IsPlain) is not { IsPlain: true } plain) return texts.Count == 0 ? null : texts[^1].Text;
        IsFromHtml = wasFromHtml;
        return plain.Text;
    }

    private string? ReadBody(TextPart part)
    {
        var text = Decode(part);
        if (!part.IsHtml) return NullIfBlank(text);
        if (HtmlText.Parse(text) is not { } read) return null;
        IsFromHtml = true;
        html.Append(read).Append('\n');
        return read;
    }

    /// <summary>A mail within the mail: its text is carried along, and it is a file as well.</summary>
    private string? ReadMessage(MessagePart part)
    {
        if (part.Message is not { } message) return null;
        threads.AddRange(MailHeaders.ThreadOf(message));
        if (MailHeaders.IdOf(message) is { } id) threads.Add(id);
        var inner = new MailParts();
        var text = inner.FindText(message.Body);
        carried.Append($"{message.Subject}\n{MailHeaders.SenderOf(message)}\n\n{text}\n{inner.Carried}\n");
        threads.AddRange(inner.Threads);
        if (part is not TextRfc822Headers) attachments.Add(MailFile.Describe(part));
        return null;
    }

    private static string? ReadStatus(MessageDeliveryStatus status)
    {
        try
        {
            return Join(status.StatusGroups.SelectMany(group => group).Select(header => $"{header.Field}: {header.Value}"));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private string? AddFile(MimePart part)
    {
        attachments.Add(MailFile.Describe(part));
        return null;
    }

    private static string Decode(MimePart part)
    {
        if (part.Content is null) return "";
        var bytes = MailFile.ReadBytes(part.Content, MostTextBytes);
        if (part.ContentType.CharsetEncoding is { } named) return named.GetString(bytes);
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>A part without a name whose type cannot be read is more often a text than a file.</summary>
    private static bool HasBrokenType(MimePart part) =>
        part.FileName is null
        && part.Headers[HeaderId.ContentType] is { } type
        && !ContentType.TryParse(type, out _);

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Join(IEnumerable<string?> texts)
    {
        var text = string.Join('\n', texts.Where(text => !string.IsNullOrWhiteSpace(text)));
        return text.Length == 0 ? null : text;
    }
}
