using IncidentService.Audit;
using IncidentService.Audit.Recording;
using IncidentService.Common.Outcomes;
using IncidentService.Keys;
using IncidentService.Sessions.Cookies;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Sessions.Lifetime;

/// <summary>Begins the session of a person who has proved who they are, and replaces the session that the browser had.</summary>
internal sealed class SessionStart(Store store, CallerCache callers, SessionSettings settings)
{
    public async Task<SessionView> Run(Caller caller, string agent, HttpContext http)
    {
        var secret = SessionSecret.Create();
        var former = SessionCookie.Find(http.Request);
        var audited = AuditedRequest.From(http);
        audited.SignIn(caller, agent);
        var begun = await Save(caller, secret, former, audited, http.RequestAborted);
        audited.IsRecorded = true;
        if (former is not null) callers.Clear();
        SessionCookie.Set(http.Response, secret);
        http.Response.Headers.CacheControl = "no-store";
        return SessionView.From(new Caller(caller.Key, begun), secret, settings.Idle);
    }

    private async Task<BrowserSession> Save(
        Caller caller, string secret, string? former, AuditedRequest audited, CancellationToken cancellation)
    {
        var begun = await store.Change<BrowserSession>(
            transaction =>
            {
                var entry = audited.Describe(AuditKinds.Change, StatusCodes.Status200OK) with { OccurredAt = transaction.Now };
                var session = NewSession(transaction, caller, entry.Agent!, secret);
                if (former is not null && SessionSecret.Hash(former) is { } hash) transaction.DeleteSession(hash);
                transaction.AddSession(session);
                transaction.AddAudit([entry]);
                return Task.FromResult<Outcome<BrowserSession>>(session);
            },
            cancellation);
        return begun.Value;
    }

    /// <summary>The session of a caller, with the permissions that a token has now.</summary>
    private BrowserSession NewSession(Transaction transaction, Caller caller, string agent, string secret)
    {
        var (now, own) = (transaction.Now, caller.IsAgentVerified ? caller.Permissions : null);
        return new BrowserSession
        {
            Id = transaction.NewId(), Hash = SessionSecret.Hash(secret)!, KeyId = caller.Key.Id, Agent = agent,
            CreatedAt = now, UsedAt = now, ExpiresAt = now.Plus(settings.Lifetime),
            Channels = Permissions.Format(own?.Channels), Teams = Permissions.Format(own?.Teams),
            Locations = Permissions.Format(own?.Locations), Scopes = Permissions.Format(own?.Scopes),
        };
    }
}
