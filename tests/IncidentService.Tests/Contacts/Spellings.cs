using System.Globalization;
using System.Text.RegularExpressions;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contacts;

/// <summary>Reads the tables of this folder: one spelling of a contact per line. Invisible characters are written as \uXXXX.</summary>
internal static partial class Spellings
{
    public static IEnumerable<string[]> Read(string table) =>
        File.ReadLines(Path.Combine(Repository.Root, "tests", "IncidentService.Tests", "Contacts", table)).Skip(1)
            .Select(line => line.Split('\t').Select(Unescape).ToArray());

    private static string Unescape(string cell) =>
        Escape().Replace(cell, escape => ((char)int.Parse(escape.Groups[1].ValueSpan, NumberStyles.HexNumber)).ToString());

    [GeneratedRegex(@"\\u([0-9A-Fa-f]{4})")]
    private static partial Regex Escape();
}
