using System.Text.RegularExpressions;
using IncidentNumbers;

namespace IncidentService.Common.Numbers;

/// <summary>Finds the places of a text where a number may stand with one typing error.</summary>
internal static partial class MistypedNumbers
{
    private const int Digits = 12;
    private const int FewestDigits = Digits - 1;
    private const int MostDigits = Digits + 1;

    /// <summary>The runs of 11 to 13 digits, in the order of the text.</summary>
    public static IReadOnlyList<string> FindRuns(string text, int most) =>
        [.. DigitRuns().Matches(text).Select(run => run.Value).Where(HasRightLength).Take(most)];

    /// <summary>
    /// The numbers that such runs may have been meant for. Each part of a run between spaces may be a number too: its neighbour may be
    /// a quantity or a date.
    /// </summary>
    public static IReadOnlyList<IncidentNumber> FindRepairs(string text, int mostRuns) =>
        [.. DigitRuns().Matches(text)
            .SelectMany(run => run.Value.Split(' ').Append(run.Value))
            .Where(HasRightLength)
            .Distinct()
            .Take(mostRuns)
            .SelectMany(run => NumberMender.Mend(run))
            .Select(mend => mend.Number)
            .Distinct()];

    private static bool HasRightLength(string run) => run.Count(char.IsDigit) is >= FewestDigits and <= MostDigits;

    /// <summary>Digits separated by at most one punctuation mark or space, without an adjacent letter or digit.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])\p{Nd}(?:[ ./_\u2010-\u2015-]?\p{Nd})*(?![\p{L}\p{Nd}])")]
    private static partial Regex DigitRuns();
}
