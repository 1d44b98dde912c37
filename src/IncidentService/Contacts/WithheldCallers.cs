using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace IncidentService.Contacts;

/// <summary>What phone systems write in place of a number that the caller withholds. All such callers share it, so it identifies nobody.</summary>
internal static partial class WithheldCallers
{
    /// <summary>Shorter numbers without their plus are somebody's: 256-2533 is BLOCKED on a keypad.</summary>
    private const int FewestBareDigits = 9;

    private static readonly FrozenSet<string> Words = new[]
    {
        "anonymous", "anonymouscaller", "anonym", "anonyme", "anonimo", "anônimo", "anónimo", "unknown", "unknowncaller", "unknownnumber", "callerunknown",
        "unbekannt", "inconnu", "desconocido", "sconosciuto", "restricted", "restrictednumber", "private", "privatenumber", "privatecaller", "privat",
        "unavailable", "callerunavailable", "blocked", "withheld", "numberwithheld", "callerwithheld", "unterdrückt", "nocallerid", "nonumber", "outofarea", "notprovided",
    }.ToFrozenSet();

    /// <summary>The words as they are typed on a keypad, behind a plus: +266696687 is ANONYMOUS.</summary>
    private static readonly FrozenSet<string> Numbers =
        new[] { "anonymous", "unknown", "restricted", "private", "unavailable", "blocked" }.Select(word => "+" + OnKeypad(word)).ToFrozenSet();

    /// <summary>A word, or a number with its plus.</summary>
    public static bool Include(string text)
    {
        if (text.Any(char.IsLetter)) return !text.Any(char.IsAsciiDigit) && Words.Contains(Letters(text));
        var number = Separators().Replace(text, "");
        return Numbers.Contains(number) || Zeros().IsMatch(number);
    }

    /// <summary>The digits of one whose plus is lost; they can be a real number of some country.</summary>
    public static bool IncludeBare(string digits) => digits.Length >= FewestBareDigits && Numbers.Contains("+" + digits);

    /// <summary>The SIP address of a caller who withholds theirs (RFC 3323), and the like.</summary>
    public static bool IncludeAddress(string address) =>
        address.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase) && address.IndexOf('@') is > 0 and var at && Words.Contains(Letters(address[..at]));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();

    private static string OnKeypad(string word) => string.Concat(word.Select(letter => "22233344455566677778889999"[letter - 'a']));

    [GeneratedRegex(@"[\s().\-/]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^\+?1?0{4,}$")]
    private static partial Regex Zeros();
}
