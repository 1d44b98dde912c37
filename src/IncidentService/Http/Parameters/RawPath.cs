using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using Microsoft.AspNetCore.Http.Features;

namespace IncidentService.Http.Parameters;

/// <summary>
/// The URL path as it was sent. Routing leaves an encoded slash encoded, and the routed value cannot tell it from an encoded percent sign.
/// </summary>
internal static class RawPath
{
    /// <summary>
    /// The decoded path segment at this index ("", v1, incidents, …), or the rest of the path from there. Null after adding an error.
    /// </summary>
    public static string? ParseSegment(HttpContext http, string field, int index, bool isRest, ValidationErrors errors)
    {
        var path = RawTarget(http);
        var parts = isRest ? path.Split('/', index + 1) : path.Split('/');
        if (path.Split('/').Any(IsDotSegment))
            errors.Add(
                field, "must not be . or .. nor hold them between slashes that are not encoded: HTTP takes such parts of an address away");
        else if (!PercentEncoding.TryDecode(parts.Length > index ? parts[index] : "", plusIsSpace: false, out var text))
            errors.Add(field, "must be percent-encoded UTF-8");
        else return text;
        return null;
    }

    /// <summary>The path without the query, and without the scheme and host that proxies may add.</summary>
    private static string RawTarget(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var host = target.StartsWith('/') ? 0 : target.IndexOf("://", StringComparison.Ordinal) + 3;
        return target[target.IndexOf('/', host)..].Split('?', 2)[0];
    }

    private static bool IsDotSegment(string segment) => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..";
}
