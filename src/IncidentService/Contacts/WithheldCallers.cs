using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace IncidentService.Contacts;

/// <summary>What phone systems write in place of a number that the caller withholds. All such callers share it, so it identifies nobody.</summary>
internal static partial class WithheldCallers
{
    /// <summary>Shorter numbers without their plus are somebody's: 256-2533 is BLOCKED on a keypad.</summary>
    private const int FewestBareDigits = 9;

    private const int FewestLettersOfAccount = 6;

    private static readonly FrozenSet<string> Words = new[]
    {
        "anonymous", "anonymouscaller", "anonym", "anonyme", "anonimo", "anônimo", "anónimo", "unknown", "unknowncaller", "unknownnumber", "callerunknown",
        "unbekannt", "inconnu", "desconocido", "sconosciuto", "restricted", "restrictednumber", "private", "privatenumber", "privatecaller", "privat",
        "unavailable", "callerunavailable", "numberunavailable", "notavailable", "na", "none", "null", "blocked", "blockedcaller", "blockednumber",
        "calleridblocked", "withheld", "numberwithheld", "callerwithheld", "idwithheld", "undisclosed", "hidden", "hiddennumber", "unlisted",
        "nocallerid", "nonumber", "outofarea", "notprovided", "payphone", "p", "o", // the reasons that North American caller ID gives: private, out of area
        "unterdrückt", "nummerunterdrückt", "rufnummerunterdrückt", "unterdrücktenummer", "unbekanntenummer", "unbekannterteilnehmer", "keinenummer",
        "privatenummer", "anonymeranrufer", "masqué", "numéromasqué", "privé", "numéroprivé", "numéroinconnu", "appelmasqué", "indisponible",
        "privado", "númeroprivado", "oculto", "númerooculto", "númerodesconocido", "privato", "numeroprivato", "riservato", "numerosconosciuto",
        "nondisponibile", "anoniem", "onbekend", "privénummer", "afgeschermd", "ukendt", "okänd", "okänt", "skjult", "hemligtnummer", "nieznany", "zastrzeżony",
        "неизвестный", "неизвестно", "скрытыйномер", "номерскрыт", "非通知", "非通知設定", "公衆電話", "表示圏外", "未知号码", "私人号码",
    }.ToFrozenSet();

    /// <summary>The words as they are typed on a keypad, behind a plus: +266696687 is ANONYMOUS.</summary>
    private static readonly FrozenSet<string> Numbers =
        new[] { "anonymous", "unknown", "restricted", "private", "unavailable", "blocked" }.Select(word => "+" + OnKeypad(word)).ToFrozenSet();

    /// <summary>A word, or a number with its plus or the zeros that stand for it.</summary>
    public static bool Include(string text)
    {
        if (text.Any(char.IsLetter)) return IncludeWord(text);
        var number = Separators().Replace(text, "");
        if (Zeros().IsMatch(number)) return true;
        if (DialledAbroad().Match(number) is { Success: true } prefix) number = "+" + number[prefix.Length..];
        return Numbers.Contains(number);
    }

    /// <summary>A word, whatever else stands between its letters.</summary>
    public static bool IncludeWord(string text) => !text.Any(char.IsDigit) && Words.Contains(Letters(text));

    /// <summary>What tills and chats write for a card or a name that they were not given. An account of few letters is somebody's.</summary>
    public static bool IncludeAccount(string name) => (name.Count(char.IsLetter) >= FewestLettersOfAccount && IncludeWord(name)) || Zeros().IsMatch(name);

    /// <summary>The digits of one whose plus is lost; they can be a real number of some country.</summary>
    public static bool IncludeBare(string digits) => digits.Length >= FewestBareDigits && Numbers.Contains("+" + digits);

    /// <summary>The SIP address of a caller who withholds theirs (RFC 3323), and the like.</summary>
    public static bool IncludeAddress(string address) =>
        address.EndsWith("@anonymous.invalid", StringComparison.OrdinalIgnoreCase)
        || (address.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase) && IncludeWord(address[..address.IndexOf('@')]));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();

    private static string OnKeypad(string word) => string.Concat(word.Select(letter => "22233344455566677778889999"[letter - 'a']));

    [GeneratedRegex(@"[\s().\-/]")]
    private static partial Regex Separators();

    [GeneratedRegex("^(00|011)")]
    private static partial Regex DialledAbroad();

    [GeneratedRegex(@"^\+?1?0+$")]
    private static partial Regex Zeros();
}
