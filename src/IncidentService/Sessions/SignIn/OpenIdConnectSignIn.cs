using System.Net;
using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Keys;
using IncidentService.Keys.Tokens;
using IncidentService.Sessions.Lifetime;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IncidentService.Sessions.SignIn;

/// <summary>
/// Signs people in at the desk with the configured authority: the code flow with PKCE. Its end is the same session as with a key, with the
/// permissions that the token has at that moment.
/// </summary>
internal static partial class OpenIdConnectSignIn
{
    public const string Start = "/v1/session/openid-connect";
    private const string Scheme = "OpenIdConnect";
    private const string Desk = "/desk";
    private const string Login = "login";
    private const int LongestCode = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const string Page = "/desk/sign-in?failed=";
    private const string Unreachable = "issuer-unreachable";
    private const string Refused = "refused";
    private const string NoPermission = "no-permission";

    /// <summary>Adds nothing if the desk is not configured as a client.</summary>
    public static void AddOpenIdConnectSignIn(this IServiceCollection services, TokenSettings? settings)
    {
        if (settings?.Desk is not { } desk) return;
        services.AddDataProtection().SetApplicationName("IncidentService");
        services.AddSingleton<ProtectionKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>((options, keys) => options.XmlRepository = keys);
        new AuthenticationBuilder(services).AddOpenIdConnect(Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<TimeProvider>((options, clock) =>
        {
            options.Authority = settings.Authority.ToString();
            options.RequireHttpsMetadata = settings.RequiresHttps;
            (options.ClientId, options.ClientSecret) = (desk.ClientId, desk.ClientSecret);
            options.Scope.Clear();
            foreach (var scope in desk.Scopes) options.Scope.Add(scope);
            options.TokenValidationParameters = TokenServices.Validation(settings, clock);
            Secure(options);
            AskForClaims(options, settings.Claims);
            options.Events = new OpenIdConnectEvents { OnTicketReceived = Finish, OnRemoteFailure = Fail };
        });
    }

    /// <summary>Maps the address that starts the sign-in. The contract does not list it, because only browsers open it.</summary>
    public static void MapOpenIdConnectSignIn(this WebApplication app)
    {
        if (app.Services.GetService<TokenSettings>()?.Desk is not null) app.MapGet(Start, Begin).ExcludeFromDescription();
    }

    private static void Secure(OpenIdConnectOptions options)
    {
        options.CallbackPath = Start + "/callback";
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // a GET, so that its cookies can be SameSite=Lax
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.ClaimActions.Remove("iss"); // kept: a person is a subject of an issuer
        options.DisableTelemetry = true;
        options.BackchannelTimeout = Patience; // somebody waits before the page
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.Always);
    }

    /// <summary>
    /// Many authorities put no more than the subject into the token of a sign-in, and tell the rest to whoever asks them with it.
    /// </summary>
    private static void AskForClaims(OpenIdConnectOptions options, ClaimRules rules)
    {
        options.GetClaimsFromUserInfoEndpoint = true;
        foreach (var claim in rules.Names) options.ClaimActions.MapJsonKey(claim, claim);
    }

    /// <summary>Goes back to a page of the desk, never to another site.</summary>
    private static async Task Begin(HttpContext http)
    {
        var back = http.Request.Query["return"].ToString();
        var isOwn = back == Desk
            || (back.StartsWith(Desk + "/", StringComparison.Ordinal) && !back.Contains('\\', StringComparison.Ordinal));
        try
        {
            await http.ChallengeAsync(
                Scheme, new OpenIdConnectChallengeProperties { RedirectUri = isOwn ? back : Desk, Prompt = FindPrompt(http.Request) });
        }
        catch (Exception exception) when (IsUnreachable(exception) || exception is InvalidOperationException)
        {
            http.Response.Redirect(Page + Unreachable);
        }
        catch (OpenIdConnectProtocolException exception) // it does not know the desk, or not with this secret
        {
            LogRefused(Logger(http), Describe(exception));
            http.Response.Redirect(Page + Refused);
        }
    }

    private static bool IsUnreachable(Exception? exception) =>
        exception is IOException or HttpRequestException or OperationCanceledException;

    /// <summary>"login": the authority asks who it is, even if it knows somebody at this browser.</summary>
    private static string? FindPrompt(HttpRequest request) => request.Query["prompt"] == Login ? Login : null;

    private static async Task Finish(TicketReceivedContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        var found = await http.RequestServices.GetRequiredService<TokenCallers>().Find(context.Principal!);
        if (!found.Try(out var caller, out _)) http.Response.Redirect(Page + Refused);
        else if (caller.Scopes.Count == 0) http.Response.Redirect(Page + NoPermission);
        else
        {
            await http.RequestServices.GetRequiredService<SessionStart>().Run(caller, caller.Agent!, http);
            await LeadOn(http.Response, context.ReturnUri ?? Desk);
        }
    }

    /// <summary>
    /// A page of ours that opens the next one. After a redirect the next request would still be the authority's, and browsers would send no
    /// cookie with it that is SameSite=Strict: the desk would ask to sign in again.
    /// </summary>
    private static Task LeadOn(HttpResponse response, string address)
    {
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync($"""<!doctype html><meta http-equiv="refresh" content="0;url={WebUtility.HtmlEncode(address)}">""");
    }

    /// <summary>
    /// The person said no or came back too late, the answer was not the authority's, or the authority is gone meanwhile.
    /// </summary>
    private static Task Fail(RemoteFailureContext context)
    {
        context.HandleResponse();
        LogRefused(Logger(context.HttpContext), Describe(context.Failure));
        context.Response.Redirect(Page + (IsUnreachable(context.Failure) ? Unreachable : Refused));
        return Task.CompletedTask;
    }

    /// <summary>The error code of the authority, or the kind of failure. Messages may name the person, and are not logged.</summary>
    private static string Describe(Exception? failure) =>
        failure?.Data["error"] is string { Length: <= LongestCode } code && code.All(letter => letter is '_' or (>= 'a' and <= 'z'))
            ? code
            : failure?.GetType().Name ?? "unknown";

    private static ILogger Logger(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenIdConnectSignIn));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in with the authority failed: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
