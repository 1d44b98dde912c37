namespace IncidentService.Sessions.Cookies;

/// <summary>
/// The cookie that holds the secret of a session. The prefix __Host- makes browsers refuse it without Secure, from another path, or for a
/// whole domain. It ends with the browser, unless the session ends before.
/// </summary>
internal static class SessionCookie
{
    public const string Name = "__Host-incident-desk";

    private static CookieOptions Options => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/" };

    public static string? Find(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } secret ? secret : null;

    public static void Set(HttpResponse response, string secret) => response.Cookies.Append(Name, secret, Options);

    public static void Remove(HttpResponse response) => response.Cookies.Delete(Name, Options);
}
