using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentService.Contacts.Phones;

/// <summary>Removes what tools and people write around a phone number and the numbering library does not remove.</summary>
internal static partial class PhoneSpelling
{
    private const int DigitsOfNumber = 7;
    private const int DigitsOfCountry = 4;
    private const int MostDigitsOfExtension = 7;

    /// <summary>
    /// The number alone, without scheme, name, quotes, invisible characters and the rest of an address; null if it is another kind of
    /// address.
    /// </summary>
    public static string? Peel(string text)
    {
        var spelled = WithoutMarks(text.Normalize(NormalizationForm.FormKC));
        var bracketed = spelled.Any(char.IsDigit) ? BracketedDigits() : Bracketed();
        if (bracketed.Match(spelled) is { Success: true } number) spelled = number.Groups[1].Value;
        if (Account().Match(spelled) is { Success: true } account) return "+" + account.Groups["number"].Value;
        if (Scheme().Match(spelled) is { Success: true } scheme)
        {
            spelled = spelled[scheme.Length..];
            if (spelled.Contains('%', StringComparison.Ordinal)) spelled = Uri.UnescapeDataString(spelled);
            if (scheme.Groups[1].Value.StartsWith("sip", StringComparison.OrdinalIgnoreCase)) spelled = spelled.Split('@', ';')[0];
            spelled = spelled.Split('?')[0];
        }
        spelled = spelled.Trim(' ', '\t', '"', '\'', '=', '<', '>', ',', ';', '.', '\u201c', '\u201d', '\u201e', '\u2018', '\u2019');
        return spelled.Contains('@', StringComparison.Ordinal) ? null : Service().Replace(spelled, "");
    }

    public static bool HasPlus(string spelled) => spelled.Contains('+', StringComparison.Ordinal);

    public static string Digits(string spelled) =>
        string.Concat(spelled.Where(char.IsDigit).Select(digit => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(digit))));

    /// <summary>Whether there are letters that do not introduce an extension.</summary>
    public static bool HasLetters(string spelled) => spelled.Any(char.IsLetter) && Extension().Replace(spelled, "").Any(char.IsLetter);

    public static bool NamesCountryZero(string spelled) => CountryZero().IsMatch(spelled);

    /// <summary>Replaces a leading 00 with a plus; null if there is none.</summary>
    public static string? WithPlusForZeros(string spelled) =>
        DoubleZero().Match(spelled) is { Success: true } zeros ? "+" + spelled[zeros.Length..] : null;

    /// <summary>
    /// Replaces characters that the numbering library does not accept as separators, or takes for the start of an extension, with spaces.
    /// </summary>
    public static string WithSpacesForMarks(string spelled) => Separators().Replace(spelled, " ");

    public static string? WithoutBracketedZero(string spelled) =>
        BracketedZero().IsMatch(spelled) ? BracketedZero().Replace(spelled, " ", 1) : null;

    /// <summary>
    /// Cuts "0151 2345678 (mobile)" or "089 5550123 App. 12" at the first word after a complete number. Digits after the word become the
    /// extension.
    /// </summary>
    public static string? CutAtWord(string spelled)
    {
        var digits = 0;
        for (var at = 0; at < spelled.Length; at++)
        {
            if (char.IsDigit(spelled[at])) digits++;
            if (!char.IsLetter(spelled[at]) || digits < DigitsOfNumber) continue;
            if (spelled[at - 1] == ';') return null; // the library reads parameters of RFC 3966
            var (number, extension) = (spelled[..at].TrimEnd(' ', '(', '-', ':', ',', ';', '/', '.'), Digits(spelled[at..]));
            return extension.Length is > 0 and <= MostDigitsOfExtension ? $"{number};ext={extension}" : number;
        }
        return null;
    }

    /// <summary>All splits at a space into two parts that could each be a number.</summary>
    public static IEnumerable<(string First, string Second)> Halves(string spelled) =>
        from at in Enumerable.Range(0, spelled.Length)
        where spelled[at] == ' ' && DigitsOfPart(spelled[..at]) >= DigitsOfNumber && DigitsOfPart(spelled[at..]) >= DigitsOfNumber
        select (spelled[..at], spelled[at..]);

    public static (string Number, string? Extension) SplitExtension(string spelled) => Extension().Match(spelled) is { Success: true } found
        ? (spelled[..found.Index], Digits(found.Value))
        : (spelled, null);

    /// <summary>
    /// Whether both sides of a separator, a word or a wide space have enough digits for a number, or the last digits of a second number
    /// follow a slash: 5550123/24.
    /// </summary>
    public static bool HoldsTwo(string spelled)
    {
        if (spelled.Contains('/', StringComparison.Ordinal) && EndOfRange().IsMatch(spelled)) return true;
        if (spelled.Count(char.IsDigit) < 2 * DigitsOfNumber) return false;
        var parts = Between().Split(SplitExtension(spelled).Number).Where(part => DigitsOfPart(part) >= DigitsOfNumber);
        return parts.Take(2).Count() == 2;
    }

    private static int DigitsOfPart(string part)
    {
        var digits = Digits(part);
        return HasPlus(part) || digits.StartsWith("00", StringComparison.Ordinal) ? digits.Length - DigitsOfCountry : digits.Length;
    }

    /// <summary>
    /// Removes invisible characters and carriage returns. A line break becomes a separator, and a tab becomes a wide space.
    /// </summary>
    private static string WithoutMarks(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character == '\n') visible.Append(" / ");
            else if (character == '\t') visible.Append("  ");
            else if (char.GetUnicodeCategory(character) is not (UnicodeCategory.Format or UnicodeCategory.Control))
                visible.Append(character);
        }
        return visible.ToString().Trim(' ', '/');
    }

    /// <summary>"Anna" &lt;sip:+49…&gt;</summary>
    [GeneratedRegex(@"<([^<>]*\d[^<>]*)>")]
    private static partial Regex BracketedDigits();

    /// <summary>"Anonymous" &lt;anonymous&gt;</summary>
    [GeneratedRegex(@"<([^<>]+)>\s*$")]
    private static partial Regex Bracketed();

    /// <summary>An account in links of WhatsApp, Viber, Telegram and Signal, and in WhatsApp's own tools, which omit the plus.</summary>
    [GeneratedRegex(
        @"^\s*(?:(?:(?:https?://)?(?:wa|t|signal)\.me/(?:\#p/)?|(?:https?|whatsapp|viber|tg)://[^\s?]*\?(?:[^\s&]*&)*(?:phone|number)=)(?:\+|%2B)?(?<number>\d{5,15})\b.*"
        + @"|\+?(?<number>\d{5,15})(?::\d+)?@(?:s\.whatsapp\.net|c\.us)\s*)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Account();

    /// <summary>Prefixes that hide the caller's number: *67, #31#</summary>
    [GeneratedRegex(@"^(?:\*\d{2}\s*(?=[\d+(])|[*\#]\d{2}\#\s*)")]
    private static partial Regex Service();

    [GeneratedRegex(
        @"^[\s""'<]*(tel|sms|smsto|mms|callto|fax|phone|mobile|whatsapp|rcs|sips?|skype|viber)\.?:\s*(?://)?", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(
        @"(?:;ext=|[\s,;]*(?:extension|ext|extn|anexo|interno|durchwahl|доб|x)\.?[:\s]*)\d{1,9}#?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex(@"^[^\d+]*\+[\s().\-]*0")]
    private static partial Regex CountryZero();

    [GeneratedRegex(@"^\(?00\)?[\s.\-/]*(?=[1-9(])")]
    private static partial Regex DoubleZero();

    [GeneratedRegex(@"[(\[{]\s*0\s*[)\]}]")]
    private static partial Regex BracketedZero();

    [GeneratedRegex(@"[~_•·{}]|(?<=\d)\s*:\s*(?=\d)")]
    private static partial Regex Separators();

    [GeneratedRegex(@"[/|,;&\\•·]|(?=\+)|\p{L}+|\s{2,}|(?<=\d{7})[\s\-\u2010-\u2015]+(?=\d{7})")]
    private static partial Regex Between();

    [GeneratedRegex(@"^[^/]*(?:\d[^\d/]*){7,}/\s*\d{1,4}\s*$")]
    private static partial Regex EndOfRange();
}
