using System.Text;
using System.Text.RegularExpressions;
using IncidentService.Lookup.Search;

namespace IncidentService.Lookup.Recording;

/// <summary>
/// The shape of a miss, such as CAS-9999999. It does not reveal the text, and it groups all misses of a system that was never connected.
/// </summary>
internal static partial class Shape
{
    public const string Words = "(words)";
    public const string Email = "(email)";
    public const string HintsOnly = "(hints)";

    private const int FewestDigits = 4;
    private const int LongestIdentifier = 40;
    private const int LongestPrefix = 6;

    public static string From(string? quoted)
    {
        if (quoted is null) return HintsOnly;
        if (FindIdentifier(quoted) is not { } identifier) return quoted.Contains('@', StringComparison.Ordinal) ? Email : Words;
        var shape = new StringBuilder(identifier.Length);
        for (var index = 0; index < identifier.Length; index++)
        {
            if (char.IsDigit(identifier[index])) shape.Append('9');
            else if (!char.IsLetter(identifier[index])) shape.Append(identifier[index]);
            else index = AppendLetters(shape, identifier, index);
        }
        return shape.ToString();
    }

    /// <summary>Removes the letters of a shape when personal data is erased: they may be the beginning of a name.</summary>
    public static string WithoutLetters(string shape) => shape is Words or Email or HintsOnly ? shape : Letters().Replace(shape, "A…");

    /// <summary>
    /// The word that most resembles an identifier of another system: at least four digits, letters and a few punctuation marks, and not a
    /// date. A word with letters comes before one with digits only. Null if there is none.
    /// </summary>
    public static string? FindIdentifier(string quoted) => SpokenWords.FindIn(quoted)
        .Where(word => IsIdentifier(word) && !Date().IsMatch(word))
        .OrderByDescending(word => word.Any(char.IsLetter))
        .FirstOrDefault();

    [GeneratedRegex(@"^(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})$")]
    private static partial Regex Date();

    [GeneratedRegex(@"\p{L}+…?")]
    private static partial Regex Letters();

    private static bool IsIdentifier(string word) =>
        word.Length is >= FewestDigits and <= LongestIdentifier
        && word.Count(char.IsDigit) >= FewestDigits
        && word.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or '/' or '#' or ':');

    /// <summary>
    /// Keeps a short prefix in capitals or followed by a punctuation mark, because it names a system. Other letters may be somebody's name.
    /// </summary>
    private static int AppendLetters(StringBuilder shape, string identifier, int start)
    {
        var end = start;
        while (end < identifier.Length && char.IsLetter(identifier[end])) end++;
        var letters = identifier[start..end];
        var setOff = end < identifier.Length && !char.IsDigit(identifier[end]);
        if (letters.Length <= LongestPrefix && (setOff || letters.All(char.IsUpper))) shape.Append(letters.ToUpperInvariant());
        else shape.Append("A…");
        return end - 1;
    }
}
