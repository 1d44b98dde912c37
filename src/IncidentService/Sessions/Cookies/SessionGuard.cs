using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using Microsoft.AspNetCore.Authorization;

namespace IncidentService.Sessions.Cookies;

/// <summary>
/// Refuses requests that another page makes a browser send with the cookie: every change needs the antiforgery token, and no request may
/// come from another origin. Addresses that are open to all ignore the session.
/// </summary>
internal static class SessionGuard
{
    public static void UseSessionGuard(this WebApplication app) => app.Use(Guard);

    public static Problem? RefuseCrossOrigin(HttpRequest request) =>
        CrossOrigin.IsCrossOrigin(request) ? Problem.From(Problems.CrossOrigin) : null;

    private static Task Guard(HttpContext http, RequestDelegate next)
    {
        if (http.User is not Caller { Session: not null } || http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
            return next(http);
        return FindProblem(http.Request) is { } problem ? ((HttpReply)problem).ExecuteAsync(http) : next(http);
    }

    private static Problem? FindProblem(HttpRequest request)
    {
        if (RefuseCrossOrigin(request) is { } crossing) return crossing;
        if (HttpMethods.IsGet(request.Method)) return null; // HEAD is run as GET
        return request.Headers[RequestHeaders.Antiforgery] is [{ } given]
            && SessionCookie.Find(request) is { } secret && SessionSecret.IsAntiforgeryToken(secret, given)
            ? null
            : Problem.From(Problems.AntiforgeryMissing);
    }
}
