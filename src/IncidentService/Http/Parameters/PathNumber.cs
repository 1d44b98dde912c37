using IncidentNumbers;
using IncidentService.Common.Outcomes;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;

namespace IncidentService.Http.Parameters;

/// <summary>An incident number in a URL, in any grouping.</summary>
internal readonly struct PathNumber : IBoundParameter, IParsable<PathNumber>
{
    private readonly IncidentNumber number;

    private PathNumber(IncidentNumber number, Problem? refusal) => (this.number, Problem) = (number, refusal);

    public IncidentNumber Value => number;
    public Problem? Problem { get; }

    public static bool TryParse(string? s, IFormatProvider? provider, out PathNumber result)
    {
        result = s is not null && NumberReader.Read(s) is { Kind: ReadingKind.Exact } reading
            ? new(reading.Number, null)
            : new(default, Unknown(s));
        return true;
    }

    public static PathNumber Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var result) ? result : default;

    /// <summary>The number in the URL of a request whose parameters are bound.</summary>
    public static IncidentNumber In(HttpContext http) => Parse((string)http.GetRouteValue("number")!, null).Value;

    /// <summary>
    /// Suggests a correction of one wrong digit, computed from the digits alone; it never reveals what the register holds.
    /// </summary>
    private static Problem Unknown(string? typed)
    {
        var mends = typed is { Length: <= 64 }
            ? NumberMender.Mend(typed).Where(mend => mend.Slip is Slip.WrongDigit or Slip.Lookalike).ToList()
            : [];
        return Problem.From(
            Problems.NumberUnknown, mends.Count == 0 ? null : "Its check digits do not fit: one digit is likely to be wrong.")
            with { DidYouMean = mends.Count == 0 ? null : mends[0].Number.ToString() };
    }
}

internal static class NumberRoutes
{
    private const string Search = "search";

    /// <summary>
    /// Keeps /incidents/search, which takes POST alone, from being taken for an incident's address by another method: that is 405, not 404.
    /// </summary>
    public static RouteHandlerBuilder ExceptSearch(this RouteHandlerBuilder endpoint)
    {
        endpoint.Add(builder =>
        {
            var route = (RouteEndpointBuilder)builder;
            route.RoutePattern = RoutePatternFactory.Parse(
                route.RoutePattern.RawText!, null, new RouteValueDictionary { ["number"] = new NotSearch() });
        });
        return endpoint;
    }

    private sealed class NotSearch : IRouteConstraint, IParameterLiteralNodeMatchingPolicy
    {
        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            MatchesLiteral(routeKey, values[routeKey] as string ?? "");

        public bool MatchesLiteral(string parameterName, string literal) => !literal.Equals(Search, StringComparison.OrdinalIgnoreCase);
    }
}
