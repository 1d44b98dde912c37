using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace IncidentService.Contacts.LookupKeys;

/// <summary>Recognises the texts that phone systems write for withheld numbers. Many callers share them, so they identify nobody.</summary>
internal static partial class WithheldCallers
{
    /// <summary>Shorter numbers without a plus can be real: 256-2533 is BLOCKED on a keypad.</summary>
    private const int FewestBareDigits = 9;

    private const int FewestLettersOfAccount = 6;
    private const int FewestTellingLetters = 6;

    private static readonly FrozenSet<string> Words = new[]
    {
        "anonymous", "anonymouscaller", "anonym", "anonyme", "anonimo", "anônimo", "anónimo", "unknown", "unknowncaller", "unknownnumber",
        "callerunknown", "unbekannt", "inconnu", "desconocido", "sconosciuto", "restricted", "restrictednumber", "private", "privatenumber",
        "privatecaller", "privat", "unavailable", "callerunavailable", "numberunavailable", "notavailable", "na", "none", "null", "blocked",
        "blockedcaller", "blockednumber", "calleridblocked", "withheld", "numberwithheld", "callerwithheld", "idwithheld", "undisclosed",
        "hidden", "hiddennumber", "unlisted",
        // p, o: the reasons that North American caller ID gives: private, out of area
        "nocallerid", "nonumber", "outofarea", "notprovided", "payphone", "p", "o", "unterdrückt", "nummerunterdrückt",
        "rufnummerunterdrückt", "unterdrücktenummer", "unbekanntenummer", "unbekannterteilnehmer", "keinenummer", "privatenummer",
        "anonymeranrufer", "masqué", "numéromasqué", "privé", "numéroprivé", "numéroinconnu", "appelmasqué", "indisponible", "privado",
        "númeroprivado", "oculto", "númerooculto", "númerodesconocido", "privato", "numeroprivato", "riservato", "numerosconosciuto",
        "nondisponibile", "anoniem", "onbekend", "privénummer", "afgeschermd", "ukendt", "okänd", "okänt", "skjult", "hemligtnummer",
        "nieznany", "zastrzeżony", "неизвестный", "неизвестно", "скрытыйномер", "номерскрыт", "非通知", "非通知設定", "公衆電話", "表示圏外", "未知号码",
        "私人号码",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Neutral = new[]
    {
        "number", "caller", "call", "id", "name", "phone", "user", "the", "is", "nummer", "rufnummer", "anrufer", "teilnehmer",
        "numéro", "numero", "número", "appel", "llamada", "nombre",
    }.ToFrozenSet();

    /// <summary>The words typed on a keypad, after a plus: +266696687 is ANONYMOUS.</summary>
    private static readonly FrozenSet<string> Numbers =
        new[] { "anonymous", "unknown", "restricted", "private", "unavailable", "blocked" }.Select(word => "+" + OnKeypad(word))
            .ToFrozenSet();

    /// <summary>Whether the text is such a word, or such a number with its plus or the zeros that replace it.</summary>
    public static bool Include(string text)
    {
        if (text.Any(char.IsLetter)) return IncludeWord(text);
        var number = Separators().Replace(text, "");
        if (Zeros().IsMatch(number)) return true;
        if (DialledAbroad().Match(number) is { Success: true } prefix) number = "+" + number[prefix.Length..];
        return Numbers.Contains(number);
    }

    /// <summary>
    /// Whether the text is such a word, with any other characters between its letters, or with words around it that say nothing: number
    /// withheld.
    /// </summary>
    public static bool IncludeWord(string text)
    {
        if (text.Any(char.IsDigit)) return false;
        if (Words.Contains(Letters(text))) return true;
        var telling = string.Concat(
            LetterRuns().Matches(text.ToLowerInvariant()).Select(run => run.Value).Where(word => !Neutral.Contains(word)));
        return telling.Length >= FewestTellingLetters && Words.Contains(telling);
    }

    /// <summary>Whether tills and chats write this text for a missing card or name. An account with few letters can be real.</summary>
    public static bool IncludeAccount(string name) =>
        (name.Count(char.IsLetter) >= FewestLettersOfAccount && IncludeWord(name)) || Zeros().IsMatch(name);

    /// <summary>Whether these are the digits of such a number without its plus. They can also be a real number of some country.</summary>
    public static bool IncludeBare(string digits) => digits.Length >= FewestBareDigits && Numbers.Contains("+" + digits);

    /// <summary>Whether it is the SIP address of a caller who withholds it (RFC 3323), or a similar address.</summary>
    public static bool IncludeAddress(string address) =>
        address.EndsWith("@anonymous.invalid", StringComparison.OrdinalIgnoreCase)
        || (address.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase) && IncludeWord(address[..address.IndexOf('@')]));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();

    private static string OnKeypad(string word) => string.Concat(word.Select(letter => "22233344455566677778889999"[letter - 'a']));

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex LetterRuns();

    [GeneratedRegex(@"[\s().\-/]")]
    private static partial Regex Separators();

    [GeneratedRegex("^(00|011)")]
    private static partial Regex DialledAbroad();

    [GeneratedRegex(@"^\+?1?0+$")]
    private static partial Regex Zeros();
}
