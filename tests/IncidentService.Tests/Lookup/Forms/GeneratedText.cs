using IncidentNumbers;

namespace IncidentService.Tests.Lookup.Forms;

/// <summary>Generates text as tools write it: around a number, or with digits that are something else.</summary>
internal static class GeneratedText
{
    private static readonly string[] Names = ["Anna", "Bert Berg", "Ada & Co", "Zoë", "O'Neil"];
    private static readonly string[] Words =
        ["please", "see", "attached", "the printer", "on floor", "burns again", "thank you", "regards,", "any news?"];

    public static string Of(Random random, IncidentNumber number) => random.Next(6) switch
    {
        0 => Csv(random, number),
        1 => Html(random, number),
        2 => Mail(random, number),
        3 => Scan(random, number),
        4 => Encoded(random, number),
        _ => Prose(random) + " " + Words[random.Next(Words.Length)] + " " + number.Spoken + ". " + Prose(random),
    };

    /// <summary>
    /// Cards, accounts, phones, parcels, orders, times, colours and measures, in lengths or notations that incident numbers never have.
    /// </summary>
    public static string OtherDigits(Random random)
    {
        var something = random.Next(12) switch
        {
            0 => Grouped(Digits(random, 16), 4, " "),
            1 => Grouped(Digits(random, 16), 4, "-"),
            2 => "DE" + Grouped(Digits(random, 20), 4, " "),
            3 => $"+{random.Next(1, 100)} {random.Next(10, 1000)} {Digits(random, random.Next(5, 9))}",
            4 => "1Z" + Digits(random, 3) + "AA" + Digits(random, 10),
            5 => Digits(random, random.Next(13, 25)),
            6 => "W-" + Digits(random, random.Next(4, 11)),
            7 =>
                $"{random.Next(2000, 2030)}-{random.Next(10, 13)}-{random.Next(10, 29)}T{random.Next(10, 24)}:{random.Next(10, 60)}:{random.Next(10, 60)}.{Digits(random, 3)}Z",
            8 => $"#{random.Next(0x1000000):x6}; #{random.Next(0x1000000):x6}",
            9 => $"{random.Next(1, 999)}.{random.Next(10, 99)} x {random.Next(1, 99)} = {random.Next(1000, 99999)}.{random.Next(10, 99)}",
            10 => $"https://shop.example/{Digits(random, 12)}?id={Digits(random, 12)}",
            _ => "BE" + Grouped(Digits(random, 14), 4, " "),
        };
        return $"{Prose(random)} {something} {Prose(random)}";
    }

    private static string Csv(Random random, IncidentNumber number)
    {
        var separator = random.Next(3) switch { 0 => ",", 1 => ";", _ => "\t" };
        var cell = random.Next(3) switch { 0 => number.ToString(), 1 => $"\"{number.Formatted}\"", _ => number.Formatted };
        string[] row =
            [Names[random.Next(Names.Length)], cell, random.Next(1, 20).ToString(), $"{random.Next(1, 500)}.{random.Next(10, 99)}"];
        return $"name{separator}number{separator}quantity{separator}price\r\n{string.Join(separator, row)}\r\n";
    }

    private static string Html(Random random, IncidentNumber number)
    {
        var hyphen = random.Next(4) switch { 0 => "&#8209;", 1 => "&#x2011;", 2 => "&ndash;", _ => "-" };
        var written = number.Formatted.Replace("-", hyphen);
        var tag = random.Next(4) switch { 0 => "h1", 1 => "td", 2 => "b", _ => "span" };
        return $"<html><head><style>p {{ color: #17346c }}</style></head><body><p>{Prose(random)}</p><{tag} class=\"c{random.Next(99)}\">{written}</{tag}><p>{random.Next(9)}</p></body></html>";
    }

    private static string Mail(Random random, IncidentNumber number)
    {
        var quote = string.Concat(Enumerable.Repeat("> ", random.Next(1, 4)));
        var written = number.Formatted;
        var broken = random.Next(1, written.Length);
        return $"{Prose(random)}\n\nOn 21 Nov 2026 at 09:15 the desk wrote:\n{quote}{Prose(random)}\n{quote}It is {written[..broken]}\n{quote}{written[broken..]}, keep it.\n{quote}{Prose(random)}";
    }

    private static string Scan(Random random, IncidentNumber number)
    {
        var prefix = random.Next(5) switch { 0 => "]C0INC", 1 => "]C1", 2 => "]Q1", 3 => "]d2", _ => "\u001d" };
        return $"{prefix}{(random.Next(2) == 0 ? number.ToString() : number.Formatted)}{(random.Next(2) == 0 ? "\r\n" : "\u001d10")}";
    }

    private static string Encoded(Random random, IncidentNumber number) => random.Next(4) switch
    {
        0 =>
            $"{Prose(random)} https://eur0{random.Next(1, 5)}.safelinks.protection.outlook.com/?url=https%3A%2F%2Fhelp.example%2Ftrack%2F{number}&data=05%7C{random.Next(99)}",
        1 => $"{{\"text\":\"{Prose(random)}\\n{number.Formatted.Replace("-", "\\u2011")}\\n\",\"count\":{random.Next(99)}}}",
        2 => $"{Prose(random)} {number.Formatted.Replace("-", "=E2=80=91")} and so =\non",
        _ => $"q={Uri.EscapeDataString(number.Formatted.Replace('-', ' '))}&n={random.Next(99)}",
    };

    private static string Prose(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Words[random.Next(Words.Length)]));

    private static string Digits(Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(index => random.Next(index == 0 ? 1 : 0, 10)));

    private static string Grouped(string digits, int size, string separator) =>
        string.Join(
            separator,
            Enumerable.Range(0, (digits.Length + size - 1) / size)
                .Select(group => digits.Substring(group * size, Math.Min(size, digits.Length - group * size))));
}
