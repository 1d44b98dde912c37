using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace IncidentService.Keys.Tokens;

internal static class TokenServices
{
    /// <summary>Asymmetric algorithms only: with a symmetric one, anybody with the public key could sign.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>How soon the keys of the authority are read again after a token with an unknown key.</summary>
    private static readonly TimeSpan KeysAreReadAgain = TimeSpan.FromSeconds(30);

    /// <summary>Adds nothing if no authority is configured.</summary>
    public static void AddTokens(this IServiceCollection services, TokenSettings? settings)
    {
        if (settings is null) return;
        // otherwise the first token of a new key would be refused while the keys are read in the background
        AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);
        services.AddSingleton(settings).AddSingleton<People>().AddSingleton<TokenCallers>();
        services.AddAuthentication().AddJwtBearer(TokenCallers.Scheme, _ => { });
        services.AddOptions<JwtBearerOptions>(TokenCallers.Scheme).Configure<TimeProvider>((options, clock) =>
        {
            options.Authority = settings.Authority.ToString();
            options.Audience = settings.Audience;
            options.RequireHttpsMetadata = settings.RequiresHttps;
            options.MapInboundClaims = false;
            options.RefreshInterval = KeysAreReadAgain;
            options.TokenValidationParameters = Validation(settings, clock);
        }).PostConfigure(options =>
        {
            // keys withdrawn by the authority are refused at once; by default they would be accepted for another hour
            if (options.ConfigurationManager is BaseConfigurationManager manager) manager.UseLastKnownGoodConfiguration = false;
        });
    }

    public static TokenValidationParameters Validation(TokenSettings settings, TimeProvider clock) => new()
    {
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        NameClaimType = settings.Claims.Name,
        LifetimeValidator = (from, until, _, _) => IsCurrent(from, until, clock.GetUtcNow().UtcDateTime, settings.ClockSkew),
    };

    /// <summary>The library's own validator reads the machine's clock.</summary>
    private static bool IsCurrent(DateTime? from, DateTime? until, DateTime now, TimeSpan skew)
    {
        if (until is null) throw new SecurityTokenNoExpirationException("The token never expires.");
        if (until < now - skew) throw new SecurityTokenExpiredException("The token has expired.");
        return from is null || from <= now + skew ? true : throw new SecurityTokenNotYetValidException("The token is not valid yet.");
    }
}
