using System.Globalization;
using IncidentService.Common.Outcomes;

namespace IncidentService.Http.Parameters;

/// <summary>The ordinal of an item within its incident, from 1, in a URL.</summary>
internal readonly struct PathOrdinal : IBoundParameter, IParsable<PathOrdinal>
{
    private PathOrdinal(int value, Problem? refusal) => (Value, Problem) = (value, refusal);

    public int Value { get; }
    public Problem? Problem { get; }

    public static bool TryParse(string? s, IFormatProvider? provider, out PathOrdinal result)
    {
        result = s is not ['0', ..] && int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new(value, null)
            : new(
                0,
                Problem.From(Problems.ItemUnknown, "The last part of the address must be a whole number from 1, without leading zeros."));
        return true;
    }

    public static PathOrdinal Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result) ? result : default;
}
