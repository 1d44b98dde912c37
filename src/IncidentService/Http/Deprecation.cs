using System.Globalization;

namespace IncidentService.Http;

/// <summary>
/// An operation that will go: since when it is deprecated, until when it is served at least, and where it is said what takes its place.
/// Announced by the headers Deprecation (RFC 9745), Sunset (RFC 8594) and Link, and in the contract.
/// </summary>
internal sealed record Deprecation(DateTimeOffset Since, DateTimeOffset Sunset, string Explanation)
{
    /// <summary>How long an operation is served after it was deprecated, at least.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(365);

    public void Announce(IHeaderDictionary headers)
    {
        headers["Deprecation"] = "@" + Since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers["Sunset"] = Sunset.ToString("R", CultureInfo.InvariantCulture);
        headers.Append("Link", $"<{Explanation}>; rel=\"deprecation\"");
    }

    /// <summary>What the contract says of such an operation, after its description.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $" Deprecated since {Since:yyyy-MM-dd}, and served until {Sunset:yyyy-MM-dd} at least: {Explanation}.");
}

internal static class DeprecatedEndpoints
{
    public static RouteHandlerBuilder Deprecate(this RouteHandlerBuilder endpoint, Deprecation deprecation)
    {
        if (deprecation.Sunset - deprecation.Since < Deprecation.Notice)
            throw new ArgumentException($"Integrators have {Deprecation.Notice.Days} days at least.", nameof(deprecation));
        return endpoint.WithMetadata(deprecation);
    }

    /// <summary>Every answer of a deprecated operation says so, refusals and failures too.</summary>
    public static void UseDeprecations(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Deprecation>() is { } deprecation)
        {
            http.Response.OnStarting(() =>
            {
                deprecation.Announce(http.Response.Headers);
                return Task.CompletedTask;
            });
        }
        return next(http);
    });
}
