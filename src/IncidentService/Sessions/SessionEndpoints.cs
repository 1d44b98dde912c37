using IncidentService.Audit;
using IncidentService.Audit.Recording;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.Keys.Limiting;
using IncidentService.Keys.Tokens;
using IncidentService.Keys.Usage;
using IncidentService.OpenApi.Operations;
using IncidentService.Sessions.Cookies;
using IncidentService.Sessions.Lifetime;
using IncidentService.Sessions.SignIn;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Sessions;

/// <summary>What the handlers of sessions need.</summary>
internal sealed record SessionServices(
    Store Store, CallerCache Callers, WrongKeyLimit WrongKeys, SessionSettings Settings, SessionStart Start);

internal static class SessionEndpoints
{
    public static void AddSessions(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(SessionSettings.From(configuration))
        .AddSingleton<SessionRenewal>()
        .AddSingleton<SessionStart>()
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
        if (KeyNetworks.Refuse(caller.Key, http) is { } elsewhere) return elsewhere;
        return Reply.Ok(await services.Start.Run(caller, body.Value.Agent, http));
    }

    private static Task<Reply<Ok<SessionView>>> Get(HttpContext http, SessionServices services)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Task.FromResult(Reply.Ok(
            SessionView.From((Caller)http.User, SessionCookie.Find(http.Request)!, services.Settings.Idle)));
    }

    private static async Task<Reply<NoContent>> End(HttpContext http, SessionServices services)
    {
        var (secret, audited) = (SessionCookie.Find(http.Request)!, AuditedRequest.From(http));
        await services.Store.Change(
            transaction =>
            {
                transaction.DeleteSession(SessionSecret.Hash(secret)!);
                transaction.AddAudit(
                    [audited.Describe(AuditKinds.Change, StatusCodes.Status204NoContent) with { OccurredAt = transaction.Now }]);
                return Task.CompletedTask;
            },
            http.RequestAborted);
        audited.IsRecorded = true;
        services.Callers.Clear();
        SessionCookie.Remove(http.Response);
        return Reply.NoContent();
    }

    private static Task<Reply<Ok<SignInMethods>>> GetMethods(IServiceProvider services)
    {
        var desk = services.GetService<TokenSettings>()?.Desk;
        var provider = desk is null ? null : new SignInProvider { Name = desk.Name, Url = OpenIdConnectSignIn.Start };
        return Task.FromResult(Reply.Ok(new SignInMethods { AccessKey = true, OpenIdConnect = provider }));
    }
}
