using IncidentNumbers;
using IncidentService.Common;

namespace IncidentService.Http;

/// <summary>An incident number in an address, in whatever grouping it was typed.</summary>
internal readonly struct PathNumber : IBoundParameter, IParsable<PathNumber>
{
    private readonly IncidentNumber number;

    private PathNumber(IncidentNumber number, Problem? refusal) => (this.number, Problem) = (number, refusal);

    public IncidentNumber Value => number;
    public Problem? Problem { get; }

    public static bool TryParse(string? s, IFormatProvider? provider, out PathNumber result)
    {
        result = s is not null && NumberReader.Read(s) is { Kind: ReadingKind.Exact } reading ? new(reading.Number, null) : new(default, Unknown(s));
        return true;
    }

    public static PathNumber Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result) ? result : default;

    /// <summary>The number in a request's address, once it is bound.</summary>
    public static IncidentNumber In(HttpContext http) => Parse((string)http.GetRouteValue("number")!, null).Value;

    /// <summary>Says what one wrong digit would make of it, from the digits alone; never what the register holds.</summary>
    private static Problem Unknown(string? typed)
    {
        var mends = typed is { Length: <= 64 } ? NumberMender.Mend(typed).Where(mend => mend.Slip is Slip.WrongDigit or Slip.Lookalike).ToList() : [];
        return Problem.From(Problems.NumberUnknown, mends.Count == 0 ? null : "Its check digits do not fit: one digit is likely to be wrong.")
            with { DidYouMean = mends.Count == 0 ? null : mends[0].Number.ToString() };
    }
}
