using System.Text;
using System.Text.RegularExpressions;

namespace IncidentService.Lookup;

/// <summary>What a miss looked like, without saying what it was: CAS-9999999. A whole forgotten system shows up as one shape.</summary>
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

    /// <summary>What is left of a shape when the words have to go: its letters may have been the beginning of a name.</summary>
    public static string WithoutLetters(string shape) => shape is Words or Email or HintsOnly ? shape : Letters().Replace(shape, "A…");

    /// <summary>
    /// The word most like another system's identifier: four digits at least, letters and few marks, no date; one with letters before one of
    /// digits alone. Null when there is none.
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

    /// <summary>A short prefix that is written in capitals or set off by a mark names a system and is kept; other letters could be somebody's name.</summary>
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
