using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Keys.Limiting;
using IncidentService.Keys.Tokens;
using IncidentService.Keys.Usage;
using IncidentService.Sessions.Cookies;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace IncidentService.Keys;

/// <summary>The other services that authentication uses.</summary>
internal sealed record CallerGate(WrongKeyLimit WrongKeys, KeyUses Uses, SessionRenewal Sessions);

/// <summary>
/// Authenticates API keys, sent as a Bearer token or as the password of HTTP Basic (phone menus support nothing else), and sessions by
/// their cookie. An Authorization header takes precedence over a cookie. A revoked key stops at once on the replica that revoked it, and
/// within five seconds on every other.
/// </summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CallerCache callers,
    CallerGate gate)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiKey";
    private const string Challenge = $"{Problems.BearerChallenge}, Basic realm=\"IncidentService\", charset=\"UTF-8\"";
    private const string InvalidToken = $"{Problems.BearerChallenge}, error=\"invalid_token\"";
    private const string SessionEnded = "The session has ended: sign in again.";
    private const string NoSession = "This request has no session: sign in with POST /v1/session.";

    /// <summary>The reason for the refusal; null if the key was missing or invalid.</summary>
    private Problem? refusal;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count == 0 && SessionCookie.Find(Request) is { } cookie) return await AuthenticateSession(cookie);
        if (ParseSecret(Request.Headers.Authorization.ToString()) is not { } secret) return AuthenticateResult.NoResult();
        if (TokenCallers.IsToken(secret) && Context.RequestServices.GetService<TokenCallers>() is { } tokens)
            return await AuthenticateToken(tokens);
        return await AuthenticateKey(secret);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (refusal is not null) return Refuse(refusal);
        var needsSession = Policy == ScopePolicies.Session;
        var hasCookie = Request.Headers.Authorization.Count == 0 && SessionCookie.Find(Request) is not null;
        // a page shows its own sign-in: at a challenge for Basic, the browser would ask for a password itself
        Response.Headers.WWWAuthenticate = Request.Headers.ContainsKey("Sec-Fetch-Site") ? Problems.BearerChallenge : Challenge;
        var problem = Problem.From(Problems.Unauthorized, hasCookie ? SessionEnded : needsSession ? NoSession : null);
        return ((HttpReply)problem).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Policy == ScopePolicies.Session) return HandleChallengeAsync(properties);
        return ((HttpReply)Problem.From(Problems.ScopeMissing, $"It needs the scope {Policy}.")).ExecuteAsync(Context);
    }

    private string? Policy => Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy;

    private async Task<AuthenticateResult> AuthenticateKey(string secret)
    {
        if (gate.WrongKeys.Check(Context) is { } wait && !callers.IsKnown(secret))
        {
            refusal = wait;
            return AuthenticateResult.Fail("too many wrong keys");
        }
        if (await callers.Find(secret) is { } caller) return Admit(caller);
        gate.WrongKeys.Count(Context);
        return AuthenticateResult.Fail("unknown, expired or revoked");
    }

    private async Task<AuthenticateResult> AuthenticateToken(TokenCallers tokens)
    {
        return (await tokens.Find(Context)).Try(out var caller, out refusal) ? Admit(caller) : AuthenticateResult.Fail("no valid token");
    }

    private Task Refuse(Problem problem)
    {
        if (problem.Status == StatusCodes.Status401Unauthorized) Response.Headers.WWWAuthenticate = InvalidToken;
        return ((HttpReply)problem).ExecuteAsync(Context);
    }

    private async Task<AuthenticateResult> AuthenticateSession(string secret)
    {
        if (await callers.FindSession(secret) is not { Session: { } session } caller) return AuthenticateResult.Fail("ended");
        gate.Sessions.Use(session, Request);
        return Admit(caller);
    }

    /// <summary>A valid key is refused where it does not belong.</summary>
    private AuthenticateResult Admit(Caller caller)
    {
        refusal = KeyNetworks.Refuse(caller.Key, Context);
        if (refusal is not null) return AuthenticateResult.Fail("another address");
        gate.Uses.Add(caller.Key);
        return AuthenticateResult.Success(new AuthenticationTicket(caller, Name));
    }

    private static string? ParseSecret(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var given) || string.IsNullOrEmpty(given.Parameter)) return null;
        if (given.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return given.Parameter;
        return given.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? ParsePassword(given.Parameter) : null;
    }

    private static string ParsePassword(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var written)) return "";
        var pair = Encoding.UTF8.GetString(bytes, 0, written);
        return pair[(pair.IndexOf(':') + 1)..];
    }
}

/// <summary>Authorization policies: one per scope, with the name of the scope, and combinations of scopes.</summary>
internal static class ScopePolicies
{
    /// <summary>The scope read includes everything that the scope status shows.</summary>
    public const string StatusOrRead = "status or read";

    /// <summary>A caller that redeems approvals must be able to read them.</summary>
    public const string ReadOrRedeem = "read or redeem";

    /// <summary>Keys with the scope write see their own number blocks; keys with the scope admin see all.</summary>
    public const string WriteOrAdmin = "write or admin";

    /// <summary>A person is signed in.</summary>
    public const string Session = "session";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Session, policy => policy.RequireAssertion(context => context.User is Caller { Session: not null }));
        foreach (var scope in Scopes.All) options.AddPolicy(scope, policy => policy.RequireAssertion(context => May(context, scope)));
        options.AddPolicy(
            StatusOrRead, policy => policy.RequireAssertion(context => May(context, Scopes.Status) || May(context, Scopes.Read)));
        options.AddPolicy(
            ReadOrRedeem, policy => policy.RequireAssertion(context => May(context, Scopes.Read) || May(context, Scopes.Redeem)));
        options.AddPolicy(
            WriteOrAdmin, policy => policy.RequireAssertion(context => May(context, Scopes.Write) || May(context, Scopes.Admin)));
    }

    /// <summary>Refuses callers whose key has none of the scopes that the policy names.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string policy)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy);

    /// <summary>Refuses callers who are not signed in with a browser.</summary>
    public static RouteHandlerBuilder RequireSession(this RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(Session);

    private static bool May(AuthorizationHandlerContext context, string scope) => context.User is Caller caller && caller.May(scope);
}
