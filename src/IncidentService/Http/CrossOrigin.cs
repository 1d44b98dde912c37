namespace IncidentService.Http;

/// <summary>Recognises requests that a page of another origin makes a browser send.</summary>
internal static class CrossOrigin
{
    /// <summary>
    /// By what the browser says: Sec-Fetch-Site, or Origin where the browser does not send it. Programs send neither. The scheme of Origin
    /// is not compared, because a proxy may end TLS.
    /// </summary>
    public static bool IsCrossOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0) return site is not ["same-origin"] and not ["none"];
        var origin = request.Headers.Origin;
        if (origin.Count == 0) return false;
        return !Uri.TryCreate(origin, UriKind.Absolute, out var page)
            || !string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
