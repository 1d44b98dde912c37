using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentService.Contacts;

/// <summary>Extracts an e-mail address from the text that mail programs, forms and people write around it.</summary>
internal static partial class EmailAddress
{
    private const string EncodedLabel = "xn--";
    private static readonly char[] Marks =
    [
        ' ', '"', '\'', '`', '<', '>', '(', ')', '[', ']', '{', '}', ',', ';', ':', '.', '!', '?', '…', '|', '*', '\\', '/', '«', '»', '“',
        '”', '„', '‘', '’', '‚', '‹', '›', '＜', '＞', '（', '）', '「', '」', '『', '』', '【', '】', '，', '。', '、', '；', '：', '！', '？', '،', '؛',
        '؟',
    ];

    /// <summary>Every spelling of an @, and what begins an encoded one.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create("@＠﹫&%");
    private static readonly IdnMapping Domains = new();

    /// <summary>The address alone, as written; null if there is none, or more than one.</summary>
    public static string? Peel(string text)
    {
        if (!text.AsSpan().ContainsAny(Signs)) return null;
        var spelled = Visible(text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text);
        var bracketed = Bracketed().Matches(spelled);
        if (bracketed.Select(match => match.Groups[1].Value).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any()) return null;
        spelled = bracketed.Count > 0 ? bracketed[0].Groups[1].Value : Comment().Replace(spelled, "");
        spelled = spelled.Trim(Marks);
        if (MarkdownLink().Match(spelled) is { Success: true } link) spelled = link.Groups[1].Value;
        if (Label().Match(spelled) is { Success: true } label) spelled = spelled[label.Length..].Trim(Marks);
        if (Link().Match(spelled) is { Success: true } scheme)
            spelled = Uri.UnescapeDataString(spelled[scheme.Length..].Split('?', '|')[0]).Trim(Marks);
        return Form().IsMatch(spelled.Normalize(NormalizationForm.FormKC)) ? spelled : null;
    }

    /// <summary>
    /// The key of an extracted address, the same for all its spellings. Case is ignored, because no mail system in use distinguishes it.
    /// </summary>
    public static string KeyOf(string address)
    {
        var key = address.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var at = key.LastIndexOf('@') + 1;
        return key.IndexOf(EncodedLabel, at, StringComparison.Ordinal) < 0 ? key : key[..at] + Decode(key[at..]);
    }

    /// <summary>Removes invisible characters, and replaces white space and symbols (✉) with spaces.</summary>
    private static string Visible(string text) => string.Concat(text.EnumerateRunes()
        .Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
        .Select(rune => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol ? new Rune(' ') : rune));

    private static string Decode(string domain)
    {
        try
        {
            return Domains.GetUnicode(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    /// <summary>[hans@example.com](mailto:hans@example.com)</summary>
    [GeneratedRegex(@"\]\((mailto:[^()\s]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex MarkdownLink();

    /// <summary>Labels before an address in signatures, quoted headers, directories (SMTP:) and delivery reports (rfc822;).</summary>
    [GeneratedRegex(
        @"^(?:e-?mail(?:-adresse|[ -]address)?|mail|smtp|rfc822|from|von|de|reply-to|to|an|cc|courriel|correo)\s*[:;]\s*",
        RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(@"^mailto:(?://)?", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"<([^<>]*[@＠][^<>]*)>")]
    private static partial Regex Bracketed();

    /// <summary>hans@example.com (Hans Müller), as older mail programs write it.</summary>
    [GeneratedRegex(@"(?<=[@＠]\S+)\s+\([^()]*\)\s*$")]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^[^\s@<>(),;:""\[\]\\]+@[\p{L}\p{M}\p{N}_]([\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?(\.[\p{L}\p{M}\p{N}_]([\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?)*$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
