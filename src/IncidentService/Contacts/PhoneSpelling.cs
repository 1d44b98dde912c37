using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentService.Contacts;

/// <summary>What tools and people write around a phone number, and what the numbering library does not take off.</summary>
internal static partial class PhoneSpelling
{
    private const int DigitsOfNumber = 7;
    private const int DigitsOfCountry = 4;

    /// <summary>The number by itself: without scheme, name, quotes, invisible marks and what follows it in an address; null when it is another kind of address.</summary>
    public static string? Peel(string text)
    {
        var spelled = WithoutMarks(text.Normalize(NormalizationForm.FormKC));
        if (Bracketed().Match(spelled) is { Success: true } bracketed) spelled = bracketed.Groups[1].Value;
        if (WhatsApp().Match(spelled) is { Success: true } account) return "+" + account.Groups["number"].Value;
        if (Scheme().Match(spelled) is { Success: true } scheme)
        {
            spelled = spelled[scheme.Length..];
            if (spelled.Contains('%', StringComparison.Ordinal)) spelled = Uri.UnescapeDataString(spelled);
            if (scheme.Groups[1].Value.StartsWith("sip", StringComparison.OrdinalIgnoreCase)) spelled = spelled.Split('@', ';')[0];
            spelled = spelled.Split('?')[0];
        }
        spelled = spelled.Trim(' ', '\t', '"', '\'', '=', '<', '>', ',', ';', '.', '\u201c', '\u201d', '\u201e', '\u2018', '\u2019');
        return spelled.Contains('@', StringComparison.Ordinal) ? null : spelled;
    }

    public static bool HasPlus(string spelled) => spelled.Contains('+', StringComparison.Ordinal);

    public static string Digits(string spelled) => string.Concat(spelled.Where(char.IsDigit).Select(digit => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(digit))));

    /// <summary>Letters that are not there to introduce an extension.</summary>
    public static bool HasLetters(string spelled) => spelled.Any(char.IsLetter) && Extension().Replace(spelled, "").Any(char.IsLetter);

    public static bool NamesCountryZero(string spelled) => CountryZero().IsMatch(spelled);

    /// <summary>00 in place of the plus.</summary>
    public static string? WithPlusForZeros(string spelled) => DoubleZero().Match(spelled) is { Success: true } zeros ? "+" + spelled[zeros.Length..] : null;

    public static string? WithoutBracketedZero(string spelled) => BracketedZero().IsMatch(spelled) ? BracketedZero().Replace(spelled, " ", 1) : null;

    /// <summary>"0151 2345678 (mobile)"</summary>
    public static string? WithoutTrailingWords(string spelled) => TrailingWords().Match(spelled) is { Success: true } words ? spelled[..words.Index] : null;

    public static (string Number, string? Extension) SplitExtension(string spelled) => Extension().Match(spelled) is { Success: true } found
        ? (spelled[..found.Index], Digits(found.Value))
        : (spelled, null);

    /// <summary>Each side of a slash, comma or "or" has the digits of a number; or the last digits of a second one stand behind a slash: 5550123/24.</summary>
    public static bool HoldsTwo(string spelled)
    {
        if (EndOfRange().IsMatch(spelled)) return true;
        var parts = Between().Split(spelled).Select(part => part.Trim()).Where(part => DigitsOfPart(part) >= DigitsOfNumber);
        return parts.Take(2).Count() == 2;
    }

    private static int DigitsOfPart(string part)
    {
        var digits = Digits(part);
        return HasPlus(part) || digits.StartsWith("00", StringComparison.Ordinal) ? digits.Length - DigitsOfCountry : digits.Length;
    }

    private static string WithoutMarks(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control)));

    [GeneratedRegex(@"<([^<>]*\d[^<>]*)>")]
    private static partial Regex Bracketed();

    /// <summary>An account as WhatsApp's own tools write it, without its plus.</summary>
    [GeneratedRegex(
        @"^\s*(?:(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)\+?(?<number>\d{5,15})\b.*|\+?(?<number>\d{5,15})(?::\d+)?@(?:s\.whatsapp\.net|c\.us)\s*)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex WhatsApp();

    [GeneratedRegex(@"^[\s""'<]*(tel|sms|smsto|mms|callto|fax|phone|mobile|whatsapp|rcs|sips?|skype|viber)\.?:\s*(?://)?", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"(?:;ext=|[\s,;]*(?:extension|ext|extn|anexo|interno|durchwahl|доб|x)\.?[:\s]*)\d{1,9}#?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"^[^\d+]*\+[\s().\-]*0")]
    private static partial Regex CountryZero();

    [GeneratedRegex(@"^\(?00\)?[\s.\-/]*(?=[1-9(])")]
    private static partial Regex DoubleZero();

    [GeneratedRegex(@"\(\s*0\s*\)")]
    private static partial Regex BracketedZero();

    [GeneratedRegex(@"(?<=\d)[\s(\-:]+\p{L}[\p{L}\s.)]*$")]
    private static partial Regex TrailingWords();

    [GeneratedRegex(@"[/|,;&]|(?=\+)|\s(?:or|and|oder|und|ou|et|o|y|e|bzw\.?)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@"^[^/]*(?:\d[^\d/]*){7,}/\s*\d{1,2}\s*$")]
    private static partial Regex EndOfRange();
}
