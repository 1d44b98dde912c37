using System.Text.RegularExpressions;
using MimeKit;

namespace IncidentService.Messages.Mail;

/// <summary>Reads what the headers of a mail say about it.</summary>
internal static partial class MailHeaders
{
    private static readonly string[] AutomaticHeaders = ["X-Autoreply", "X-Autorespond", "X-Auto-Reply", "List-Id"];

    public static string? IdOf(MimeMessage mail) => Filled(mail.MessageId) ?? Filled(mail.Headers[HeaderId.MessageId]);

    /// <summary>The sender's address; without one, the header as it is.</summary>
    public static string? SenderOf(MimeMessage mail) =>
        mail.From.Mailboxes.Select(mailbox => Filled(mailbox.Address)).FirstOrDefault(address => address is not null)
        ?? Filled(mail.Headers[HeaderId.From])
        ?? Filled(mail.Sender?.Address)
        ?? (Filled(mail.Headers[HeaderId.ReturnPath]?.Trim('<', '>', ' ')));

    /// <summary>The ids in References and In-Reply-To, the first of the thread first.</summary>
    public static IReadOnlyList<string> ThreadOf(MimeMessage mail)
    {
        var ids = mail.References.Select(Filled).OfType<string>().ToList();
        if (Filled(mail.InReplyTo) is { } parent && !ids.Contains(parent)) ids.Add(parent);
        return ids;
    }

    /// <summary>
    /// True for what a machine sent by itself (RFC 3834), for reports (RFC 3462), for mails of lists, and for those without a return path.
    /// </summary>
    public static bool IsAutomatic(MimeMessage mail)
    {
        if (mail.Body is MultipartReport) return true;
        if (mail.Headers[HeaderId.AutoSubmitted] is { } submitted && !submitted.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase))
            return true;
        if (mail.Headers[HeaderId.Precedence] is { } precedence && Bulk().IsMatch(precedence)) return true;
        if (mail.Headers[HeaderId.ReturnPath]?.Trim() == "<>") return true;
        return AutomaticHeaders.Any(header => mail.Headers.Contains(header)) || Daemon().IsMatch(SenderOf(mail) ?? "");
    }

    /// <summary>The trimmed value; null if it is blank.</summary>
    public static string? Filled(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    [GeneratedRegex(@"^\s*(bulk|junk|list|auto_reply)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Bulk();

    [GeneratedRegex(@"^(mailer-daemon|postmaster)@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Daemon();
}
