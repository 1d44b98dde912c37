namespace IncidentService.Tests.Infrastructure;

/// <summary>Misspellings of a number, each with one slip.</summary>
internal static class Typos
{
    public static string WrongDigit(string number) => number[..5] + (char)('0' + ((number[5] - '0' + 1) % 10)) + number[6..];

    public static string Missing(string number) => number.Remove(6, 1);

    public static string Extra(string number) => number.Insert(6, number[6] == '9' ? "1" : "9");

    public static string Swapped(string number)
    {
        var at = Enumerable.Range(0, number.Length - 1)
            .First(index => number[index] != number[index + 1] && (index > 0 || number[1] != '0'));
        return number[..at] + number[at + 1] + number[at] + number[(at + 2)..];
    }
}
