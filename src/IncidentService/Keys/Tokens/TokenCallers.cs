using System.Security.Claims;
using IncidentService.Common.Outcomes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace IncidentService.Keys.Tokens;

/// <summary>
/// Turns the token of a request into a caller. Only an issuer's signature makes a token valid; a key is never read as a token.
/// </summary>
internal sealed class TokenCallers(TokenSettings settings, People people, IOptionsMonitor<JwtBearerOptions> bearer)
{
    public const string Scheme = "Token";

    /// <summary>Tokens have dots, which no key has.</summary>
    public static bool IsToken(string credential) => credential.Contains('.', StringComparison.Ordinal);

    public async Task<Outcome<Caller>> Find(HttpContext http)
    {
        var result = await http.AuthenticateAsync(Scheme);
        if (result.Principal is { } token) return await Find(token);
        if (result.Failure is SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidIssuerException
            && !await HasMetadata(http.RequestAborted))
            return Problem.From(Problems.IssuerUnreachable) with { RetryAfter = 5 };
        return Problem.From(Problems.Unauthorized, Explain(result.Failure));
    }

    /// <summary>The caller whom a validated token describes.</summary>
    public async Task<Outcome<Caller>> Find(ClaimsPrincipal token)
    {
        if (ClaimRules.ReadSubject(token) is not var (issuer, subject) || settings.Claims.ReadName(token) is not { } name)
            return Problem.From(Problems.Unauthorized, "The token names no subject.");
        if (await people.Find(issuer, subject, name) is not { } person)
            return Problem.From(Problems.Unauthorized, "This person was locked out.");
        return new Caller(person, settings.Claims.PermissionsFrom(token), name);
    }

    private static string Explain(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => "The token has expired.",
        SecurityTokenNotYetValidException => "The token is not valid yet.",
        SecurityTokenInvalidAudienceException => "The token is meant for another audience.",
        SecurityTokenInvalidIssuerException => "The token was issued by another authority.",
        _ => "The token is not valid: it needs a signature of the configured authority.",
    };

    /// <summary>False while the authority has never answered.</summary>
    private async Task<bool> HasMetadata(CancellationToken cancellation)
    {
        try
        {
            return await bearer.Get(Scheme).ConfigurationManager!.GetConfigurationAsync(cancellation) is not null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException)
        {
            return false;
        }
    }
}
