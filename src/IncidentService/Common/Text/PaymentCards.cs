using System.Globalization;

namespace IncidentService.Common.Text;

/// <summary>
/// Masks probable payment card numbers before text is stored: 13 to 19 digits that pass the Luhn test (ISO/IEC 7812-1), written without
/// separators, grouped as on cards, or forming a whole run of digit groups. The last four digits stay, so that people can still identify
/// the card.
/// </summary>
internal static class PaymentCards
{
    private const int Least = 13;
    private const int Most = 19;
    private const int Shown = 4;
    private const int WidestGap = 2;
    private const char Hidden = '•';

    private static readonly int[][] Printed = [[4, 4, 4, 4], [4, 4, 4, 4, 3], [4, 6, 5], [4, 6, 4]];

    /// <summary>Consecutive digits.</summary>
    private readonly record struct Group(int Start, int Length)
    {
        public int End => Start + Length;
    }

    public static string Mask(string text)
    {
        char[]? masked = null;
        var groups = Groups(text);
        for (var first = 0; first < groups.Count;)
        {
            var run = RunLength(text, groups, first);
            for (var start = first; start < first + run;)
            {
                var taken = FindCardLength(text, groups, start, first, run);
                if (taken > 0) Hide(masked ??= text.ToCharArray(), groups, start, taken);
                start += Math.Max(1, taken);
            }
            first += run;
        }
        return masked is null ? text : new string(masked);
    }

    private static List<Group> Groups(string text)
    {
        var groups = new List<Group>();
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsDigit(text[index])) continue;
            var start = index;
            while (index < text.Length && char.IsDigit(text[index])) index++;
            groups.Add(new Group(start, index - start));
        }
        return groups;
    }

    /// <summary>Counts the groups from this one on that are separated by at most two separator characters.</summary>
    private static int RunLength(string text, List<Group> groups, int first)
    {
        var last = first;
        while (last + 1 < groups.Count && IsGap(Between(text, groups, last))) last++;
        return last - first + 1;
    }

    private static bool IsGap(ReadOnlySpan<char> between)
    {
        if (between.Length > WidestGap) return false;
        foreach (var mark in between)
        {
            if (!char.IsWhiteSpace(mark)
                && mark is not ('.' or '/' or '_')
                && char.GetUnicodeCategory(mark) != UnicodeCategory.DashPunctuation)
                return false;
        }
        return true;
    }

    /// <summary>How many groups from this one on form a card number; 0 if none do.</summary>
    private static int FindCardLength(string text, List<Group> groups, int start, int first, int run)
    {
        var left = first + run - start;
        if (start == first && IsCard(text, groups, start, run)) return run;
        if (IsCard(text, groups, start, 1)) return 1;
        foreach (var lengths in Printed)
        {
            if (lengths.Length <= left && IsPrinted(text, groups, start, lengths) && IsCard(text, groups, start, lengths.Length))
                return lengths.Length;
        }
        return 0;
    }

    private static bool IsPrinted(string text, List<Group> groups, int start, int[] lengths)
    {
        for (var index = 0; index < lengths.Length; index++)
        {
            if (groups[start + index].Length != lengths[index]) return false;
            if (index > 0 && !Between(text, groups, start + index - 1).SequenceEqual(Between(text, groups, start))) return false;
        }
        return true;
    }

    private static bool IsCard(string text, List<Group> groups, int start, int count)
    {
        var (sum, position) = (0, 0);
        for (var group = start + count - 1; group >= start; group--)
        {
            for (var index = groups[group].End - 1; index >= groups[group].Start; index--)
            {
                var digit = CharUnicodeInfo.GetDecimalDigitValue(text[index]);
                if (position++ % 2 == 1 && (digit *= 2) > 9) digit -= 9;
                sum += digit;
                if (position > Most) return false;
            }
        }
        return position >= Least && sum % 10 == 0;
    }

    private static void Hide(char[] text, List<Group> groups, int start, int count)
    {
        var left = groups.Skip(start).Take(count).Sum(group => group.Length) - Shown;
        foreach (var group in groups.Skip(start).Take(count))
        {
            for (var index = group.Start; index < group.End && left > 0; index++, left--) text[index] = Hidden;
        }
    }

    private static ReadOnlySpan<char> Between(string text, List<Group> groups, int left) =>
        text.AsSpan(groups[left].End, groups[left + 1].Start - groups[left].End);
}
