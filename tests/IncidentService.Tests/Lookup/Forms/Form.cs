using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentService.Tests.Lookup.Forms;

/// <summary>A form in which tools write a number: one row of forms.json.</summary>
/// <param name="Kind">What is done to the number.</param>
/// <param name="Tool">What writes it so.</param>
/// <param name="Template">
/// {N} is the number, {A} {B} {C} its groups, {A1} and {A2} their halves, {N1} and {N2} its halves, {1} to {12} its digits, {words} and the
/// like
/// its digits in words, {ocr:e8} the number with an e for each of the first two 8, {style:…} the number in the ten digits that follow.
/// </param>
/// <param name="Outcome">certain; confirm: found, to be confirmed; repaired; none.</param>
public sealed partial record Form(string Kind, string Tool, string Template, string Outcome)
{
    public const string Certain = "certain";
    public const string Confirm = "confirm";
    public const string Repaired = "repaired";
    public const string None = "none";

    private static readonly string[] Digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    private static readonly string[] Teens =
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly string[] SpanishDigits =
        ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"];
    private static readonly string[] SpanishToThirty =
    [
        "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve",
        "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis",
        "veintisiete", "veintiocho", "veintinueve",
    ];
    private static readonly string[] SpanishTens = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];

    public static IReadOnlyList<Form> Read(Stream json) => JsonSerializer.Deserialize<List<Form>>(json, JsonSerializerOptions.Web)!;

    /// <summary>
    /// True if the number has the digit that the letter stands for, and does not look like an IP address in this form, which is ignored.
    /// </summary>
    public bool Suits(string number) => HasLetter(number) && !IsIpAddress(Of(number));

    private bool HasLetter(string number) =>
        Letter().Match(Template) is not { Success: true } letter || number.Contains(letter.Groups[2].Value[0], StringComparison.Ordinal);

    private static bool IsIpAddress(string text) =>
        text.Split('.') is { Length: 4 } groups && groups.All(group => byte.TryParse(group, CultureInfo.InvariantCulture, out _));

    /// <summary>The form of one number.</summary>
    public string Of(string number) => Placeholder().Replace(Template, place => Fill(place.Groups[1].Value, number));

    private static string Fill(string name, string number)
    {
        string[] groups = [number[..4], number[4..8], number[8..]];
        return name switch
        {
            "N" => number,
            "N1" => number[..6],
            "N2" => number[6..],
            "A" or "B" or "C" => groups[name[0] - 'A'],
            ['A' or 'B' or 'C', '1'] => groups[name[0] - 'A'][..2],
            ['A' or 'B' or 'C', '2'] => groups[name[0] - 'A'][2..],
            "words" => Words(groups, ", ", Digits),
            "palabras" => Words(groups, ", ", SpanishDigits),
            "parejas" => string.Join(", ", groups.Select(group => $"{SpanishPair(group[..2])} {SpanishPair(group[2..])}")),
            "plain" => Words(groups, " ", Digits),
            "dashes" => Words(groups, " dash ", Digits),
            "lines" => Words(groups, "\n", Digits),
            "Upper" => Words(groups, ", ", [.. Digits.Select(word => char.ToUpperInvariant(word[0]) + word[1..])]),
            "oh" => Words(groups, ", ", ["oh", .. Digits[1..]]),
            "nought" => Words(groups, ", ", ["nought", .. Digits[1..]]),
            "double" => string.Join(", ", groups.Select(Doubled)),
            "mixed" => $"{groups[0]}, {Words([groups[1]], " ", Digits)}, {groups[2]}",
            "pairs" => string.Join(", ", groups.Select(group => $"{Pair(group[..2])} {Pair(group[2..])}")),
            "base64" => Convert.ToBase64String(Encoding.ASCII.GetBytes("https://help.example/track/" + number)),
            ['s', 't', 'y', 'l', 'e', ':', .. var digits] => string.Concat(number.Select(digit => digits[digit - '0'])),
            ['o', 'c', 'r', ':', var letter, var digit] => new Regex(digit.ToString()).Replace(number, letter.ToString(), 2),
            _ => number[int.Parse(name) - 1].ToString(),
        };
    }

    private static string Words(string[] groups, string between, string[] digits) =>
        string.Join(between, groups.Select(group => string.Join(' ', group.Select(digit => digits[digit - '0']))));

    private static string Doubled(string group) => Repeated().Replace(group, run => run.Length switch
    {
        2 => $"double {Digits[run.Value[0] - '0']} ",
        3 => $"triple {Digits[run.Value[0] - '0']} ",
        _ => string.Concat(run.Value.Select(digit => Digits[digit - '0'] + " ")),
    }).TrimEnd();

    private static string Pair(string two) => two[0] switch
    {
        '0' => $"zero {Digits[two[1] - '0']}",
        '1' => Teens[two[1] - '0'],
        _ => Tens[two[0] - '2'] + (two[1] == '0' ? "" : "-" + Digits[two[1] - '0']),
    };

    private static string SpanishPair(string two) => two[0] switch
    {
        '0' => $"cero {SpanishDigits[two[1] - '0']}",
        '1' or '2' => SpanishToThirty[int.Parse(two) - 10],
        var ten => SpanishTens[ten - '3'] + (two[1] == '0' ? "" : " y " + SpanishDigits[two[1] - '0']),
    };

    [GeneratedRegex(
        @"\{(N[12]?|[ABC][12]?|1[0-2]|[1-9]|words|palabras|parejas|plain|dashes|lines|Upper"
        + @"|oh|nought|double|mixed|pairs|base64|ocr:..|style:.{10})\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{ocr:(.)(.)\}")]
    private static partial Regex Letter();

    [GeneratedRegex(@"(\d)\1*")]
    private static partial Regex Repeated();
}
