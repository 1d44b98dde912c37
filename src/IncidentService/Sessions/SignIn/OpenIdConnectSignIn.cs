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
internal static class OpenIdConnectSignIn
{
    public const string Start = "/v1/session/openid-connect";
    private const string Scheme = "OpenIdConnect";
    private const string Desk = "/desk";
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
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.Always);
    }

    /// <summary>Goes back to a page of the desk, never to another site.</summary>
    private static async Task Begin(HttpContext http)
    {
        var back = http.Request.Query["return"].ToString();
        var isOwn = back == Desk
            || (back.StartsWith(Desk + "/", StringComparison.Ordinal) && !back.Contains('\\', StringComparison.Ordinal));
        try
        {
            await http.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = isOwn ? back : Desk });
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException)
        {
            http.Response.Redirect(Page + Unreachable);
        }
    }

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
            http.Response.Redirect(context.ReturnUri ?? Desk);
        }
    }

    /// <summary>The person said no, came back too late, or the answer was not the authority's.</summary>
    private static Task Fail(RemoteFailureContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(Page + Refused);
        return Task.CompletedTask;
    }
}
