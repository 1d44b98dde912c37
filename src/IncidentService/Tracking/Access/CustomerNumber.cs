using IncidentNumbers;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;

namespace IncidentService.Tracking.Access;

/// <summary>
/// An incident number in an address that a customer's page calls, in any grouping. An invalid number gets the same
/// answer as an unknown one.
/// </summary>
internal readonly struct CustomerNumber : IBoundParameter, IParsable<CustomerNumber>
{
    private CustomerNumber(IncidentNumber number, Problem? refusal) => (Value, Problem) = (number, refusal);

    public IncidentNumber Value { get; }
    public Problem? Problem { get; }

    public static bool TryParse(string? s, IFormatProvider? provider, out CustomerNumber result)
    {
        result = s is not null && NumberReader.Read(s) is { Kind: ReadingKind.Exact } reading
            ? new(reading.Number, null)
            : new(default, Problem.From(Problems.TrackingNotFound));
        return true;
    }

    public static CustomerNumber Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result) ? result : default;
}
