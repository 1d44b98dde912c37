using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.Keys.Limiting;
using IncidentService.OpenApi.Operations;
using IncidentService.Sessions.Cookies;
using IncidentService.Sessions.Lifetime;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Sessions;

/// <summary>What the handlers of sessions need.</summary>
internal sealed record SessionServices(Store Store, CallerCache Callers, WrongKeyLimit WrongKeys, SessionSettings Settings);

internal static class SessionEndpoints
{
    public static void AddSessions(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(SessionSettings.From(configuration))
        .AddSingleton<SessionRenewal>()
        .AddSingleton<SessionServices>();

    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/session").WithTags("Session");
        group.MapPost("", Begin).Describe(SessionContract.Begin);
        group.MapGet("", Get).RequireSession().Describe(SessionContract.Get);
        group.MapDelete("", End).RequireSession().Describe(SessionContract.End);
        group.MapGet("/methods", GetMethods).Describe(SessionContract.GetMethods);
    }

    private static async Task<Reply<Ok<SessionView>>> Begin(
        Body<SessionRequest, SessionInput> body, HttpContext http, SessionServices services)
    {
        if (SessionGuard.RefuseCrossOrigin(http.Request) is { } crossing) return crossing;
        if (services.WrongKeys.Check(http) is { } wait) return wait;
        if (await services.Callers.Find(body.Value.Key) is not { } caller)
        {
            services.WrongKeys.Count(http);
            return Problem.From(Problems.Unauthorized, "The key is unknown, expired or revoked.");
        }
        return Reply.Ok(await SignIn(caller, body.Value.Agent, http, services));
    }

    /// <summary>Replaces the session of the browser, if there is one.</summary>
    private static async Task<SessionView> SignIn(Caller caller, string agent, HttpContext http, SessionServices services)
    {
        var secret = SessionSecret.Create();
        var former = SessionCookie.Read(http.Request);
        var begun = new BrowserSession { Agent = agent };
        await services.Store.Change(
            transaction =>
            {
                begun = new BrowserSession
                {
                    Id = transaction.NewId(),
                    Hash = SessionSecret.Hash(secret)!,
                    KeyId = caller.Key.Id,
                    Agent = agent,
                    CreatedAt = transaction.Now,
                    UsedAt = transaction.Now,
                    ExpiresAt = transaction.Now.Plus(services.Settings.Lifetime),
                };
                Delete(transaction, former);
                transaction.AddSession(begun);
                return Task.CompletedTask;
            },
            http.RequestAborted);
        if (former is not null) services.Callers.ForgetSession(former);
        SessionCookie.Set(http.Response, secret);
        http.Response.Headers.CacheControl = "no-store";
        return SessionView.From(new Caller(caller.Key, begun), secret, services.Settings.Idle);
    }

    private static Task<Reply<Ok<SessionView>>> Get(HttpContext http, SessionServices services)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Task.FromResult(Reply.Ok(
            SessionView.From((Caller)http.User, SessionCookie.Read(http.Request)!, services.Settings.Idle)));
    }

    private static async Task<Reply<NoContent>> End(HttpContext http, SessionServices services)
    {
        var secret = SessionCookie.Read(http.Request)!;
        await services.Store.Change(
            transaction =>
            {
                Delete(transaction, secret);
                return Task.CompletedTask;
            },
            http.RequestAborted);
        services.Callers.ForgetSession(secret);
        SessionCookie.Remove(http.Response);
        return Reply.NoContent();
    }

    private static Task<Reply<Ok<SignInMethods>>> GetMethods() =>
        Task.FromResult(Reply.Ok(new SignInMethods { AccessKey = true }));

    private static void Delete(Transaction transaction, string? secret)
    {
        if (secret is not null && SessionSecret.Hash(secret) is { } hash) transaction.DeleteSession(hash);
    }
}
