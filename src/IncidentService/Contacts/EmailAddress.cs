using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentService.Contacts;

/// <summary>Reads the e-mail address out of what mail readers, forms and people write around it.</summary>
internal static partial class EmailAddress
{
    private const string Scheme = "mailto:";
    private const string EncodedLabel = "xn--";
    private static readonly char[] Marks = [' ', '"', '\'', '`', '<', '>', '(', ')', '[', ']', '{', '}', ',', ';', ':', '.', '!', '«', '»', '“', '”', '„', '‘', '’', '‚', '‹', '›'];
    private static readonly IdnMapping Domains = new();

    /// <summary>The address as it was written, alone; null where there is none, or more than one.</summary>
    public static string? Peel(string text)
    {
        var visible = text.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format);
        var spelled = string.Concat(visible.Select(rune => Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune));
        var bracketed = Bracketed().Matches(spelled);
        if (bracketed.Count > 1) return null;
        spelled = bracketed.Count == 1 ? bracketed[0].Groups[1].Value : Comment().Replace(spelled, "");
        spelled = spelled.Trim(Marks);
        if (spelled.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) spelled = Uri.UnescapeDataString(spelled[Scheme.Length..].Split('?')[0]).Trim(Marks);
        return Form().IsMatch(spelled.Normalize(NormalizationForm.FormKC)) ? spelled : null;
    }

    /// <summary>What two ways to write a peeled address have in common. Mail systems that tell upper from lower case are none that people use.</summary>
    public static string KeyOf(string address)
    {
        var key = address.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var at = key.LastIndexOf('@') + 1;
        return key.IndexOf(EncodedLabel, at, StringComparison.Ordinal) < 0 ? key : key[..at] + Decode(key[at..]);
    }

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

    [GeneratedRegex(@"<([^<>]*[@＠][^<>]*)>")]
    private static partial Regex Bracketed();

    /// <summary>hans@example.com (Hans Müller), as older mail readers write it.</summary>
    [GeneratedRegex(@"(?<=[@＠]\S+)\s+\([^()]*\)\s*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[^\s@<>(),;:""\[\]\\]+@[\p{L}\p{M}\p{N}_]([\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?(\.[\p{L}\p{M}\p{N}_]([\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?)*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
