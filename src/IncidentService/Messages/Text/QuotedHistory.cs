using System.Text.RegularExpressions;

namespace IncidentService.Messages.Text;

/// <summary>
/// Separates the new words of a mail from the earlier mails that it quotes at its end or at its beginning. Answers between quoted lines
/// stay where they are.
/// </summary>
internal static partial class QuotedHistory
{
    private const int LongestIntroduction = 3;

    /// <summary>The new words and the history; either may be null.</summary>
    public static (string? Words, string? History) Separate(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (null, null);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var start = FindHistory(lines);
        if (Join(lines[..start]) is { } words && Join(lines[start..]) is { } history) return (words, history);
        var end = FindEndOfQuotation(lines);
        return end > 0 && !lines[end..].Any(IsQuoted) && Join(lines[end..]) is { } below
            ? (below, Join(lines[..end]))
            : (Join(lines), null);
    }

    /// <summary>The line in which the history begins that goes on to the end; the number of lines if there is none.</summary>
    private static int FindHistory(string[] lines)
    {
        for (var at = 0; at < lines.Length; at++)
        {
            if (Divider().IsMatch(lines[at]) || IsHeaderBlock(lines, at)) return at;
        }
        var start = lines.Length;
        while (start > 0 && IsQuotedOrBlank(lines[start - 1])) start--;
        if (!lines[start..].Any(IsQuoted)) return lines.Length;
        return start - LengthOfIntroduction(lines, start);
    }

    /// <summary>The line after a quotation at the beginning of the mail, with its introduction; 0 if there is none.</summary>
    private static int FindEndOfQuotation(string[] lines)
    {
        var end = lines.Take(LongestIntroduction + 1).TakeWhile(line => !IsQuoted(line)).Count();
        if (end > LongestIntroduction || end == lines.Length || (end > 0 && LengthOfIntroduction(lines, end) == 0)) return 0;
        while (end < lines.Length && IsQuotedOrBlank(lines[end])) end++;
        return end;
    }

    /// <summary>How many lines before a quotation say whose words it repeats: "On Monday Anna wrote:", folded at most twice.</summary>
    private static int LengthOfIntroduction(string[] lines, int start)
    {
        var last = start - 1;
        while (last >= 0 && string.IsNullOrWhiteSpace(lines[last])) last--;
        if (last < 0 || !lines[last].TrimEnd().EndsWith(':')) return 0;
        for (var first = last; first >= 0 && first > last - LongestIntroduction; first--)
        {
            if (string.IsNullOrWhiteSpace(lines[first])) break;
            if (Introduction().IsMatch(lines[first])) return start - first;
        }
        return 0;
    }

    /// <summary>The head of a quoted mail as Outlook writes it: "From: …" and two more of its lines.</summary>
    private static bool IsHeaderBlock(string[] lines, int at) =>
        FromLine().IsMatch(lines[at]) && lines.Skip(at + 1).Take(4).Count(line => HeaderLine().IsMatch(line)) >= 2;

    private static bool IsQuoted(string line) => line.TrimStart().StartsWith('>');

    private static bool IsQuotedOrBlank(string line) => IsQuoted(line) || string.IsNullOrWhiteSpace(line);

    private static string? Join(IEnumerable<string> lines) =>
        string.Join('\n', lines).Trim('\n', ' ') is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>-----Original Message-----, and a line of underscores before a head.</summary>
    [GeneratedRegex(
        @"^\s*(-{2,}\s*(original|ursprüngliche|forwarded|weitergeleitete|message d'origine|mensaje original|messaggio originale|original message|oorspronkelijk)[^\n]{0,60}-{2,}|_{20,})\s*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Divider();

    [GeneratedRegex(
        @"^\W{0,4}(on|am|le|el|il|op|den|em|dne|w dniu|a\s|\d{1,4}[./-]\d)\b|\b(wrote|schrieb|écrit|escribió|ha scritto|schreef|skrev|escreveu|napsal)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Introduction();

    [GeneratedRegex(@"^\s*\*?(from|von|de|da|van|från|fra)\*?\s?:", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex FromLine();

    [GeneratedRegex(
        @"^\s*\*?(sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|date|à|objet|enviado|para|asunto|inviato|a|oggetto|verzonden|aan|onderwerp)\*?\s?:",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex HeaderLine();
}
