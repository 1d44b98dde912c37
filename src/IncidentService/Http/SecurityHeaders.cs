namespace IncidentService.Http;

/// <summary>
/// The headers that keep a browser from doing anything with an answer but show it. A page that needs more sets its own
/// Content-Security-Policy.
/// </summary>
internal static class SecurityHeaders
{
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Called again where an error has cleared the response.</summary>
    public static void Set(HttpContext http)
    {
        Set(http.Response.Headers);
        if (http.Request.IsHttps) http.Response.Headers.StrictTransportSecurity = "max-age=31536000";
    }

    /// <summary>Those that do not depend on the request.</summary>
    public static void Set(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Nothing;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "private, no-cache";
    }
}
