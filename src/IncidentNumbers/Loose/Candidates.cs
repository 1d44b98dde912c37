using IncidentNumbers.Decoding;

namespace IncidentNumbers.Loose;

/// <summary>Collects the readings of a text: each number once, in its strongest reading, with a limit for each strength.</summary>
internal sealed class Candidates(int most)
{
    private static readonly ReadingStrength[] StrongestFirst = [ReadingStrength.Clear, ReadingStrength.Doubtful, ReadingStrength.Repaired];

    private readonly List<PossibleNumber>[] _byStrength = [[], [], []];

    /// <summary>What stronger readings count as.</summary>
    internal ReadingStrength Strongest { get; set; } = ReadingStrength.Clear;

    /// <summary>The text to which the positions passed to <see cref="Add"/> refer.</summary>
    internal PlainText? Origin { get; set; }

    internal void Add(IncidentNumber number, int start, int end, ReadingStrength strength, Mend? repair = null)
    {
        if (Strongest == ReadingStrength.Repaired && repair is null)
            return; // the digits alone were read before
        strength = strength < Strongest ? strength : Strongest;
        var known = _byStrength[(int)strength];
        if (known.Count == most || known.Exists(other => other.Number == number))
            return;

        var (from, length) = Origin?.Locate(start, end) ?? (start, end - start);
        known.Add(new PossibleNumber(number, from, length, strength, repair));
    }

    internal List<PossibleNumber> ToList()
    {
        var all = new List<PossibleNumber>();
        foreach (var strength in StrongestFirst)
        {
            var some = _byStrength[(int)strength];
            some.Sort(static (one, other) => one.Start.CompareTo(other.Start));
            foreach (var number in some)
                if (all.Count < most && !all.Exists(other => other.Number == number.Number))
                    all.Add(number);
        }

        return all;
    }
}
