using IncidentService.Http.Requests;
using Microsoft.OpenApi;

namespace IncidentService.OpenApi.Transformers;

/// <summary>How callers authenticate: by a key, or by a session with its antiforgery token.</summary>
internal static class SecurityDescription
{
    /// <summary>The authorization policy of operations that only a session may call.</summary>
    private const string OfSessions = "session";

    private const string Key = "apiKey";
    private const string Token = "token";
    private const string Session = "session";
    private const string Antiforgery = "antiforgery";
    private const string CustomerPage = "customerPage";

    public static void Apply(OpenApiDocument document)
    {
        document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "RFC8725: opaque API key of the characters A-Z, a-z, 0-9 and _, not a JWT",
                Description = "An API key: `Authorization: Bearer inc_…`. Callers that can only send HTTP Basic, such as phone menus, "
                    + "send it as the password. It wins over a session.",
            },
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "RFC8725: JWT",
                Description = "A token of a person, where the service is configured with an authority (OpenID Connect). It must be signed "
                    + "with an asymmetric algorithm and meant for this service. Its claims say what the person may do, and name the "
                    + "person.",
            },
            [Session] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "__Host-incident-desk",
                Description = "A person signed in with a browser: POST /v1/session sets the cookie.",
            },
            [CustomerPage] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "RFC8725: signed token of an open page, not a JWT",
                Description = "The token that opening the customer's page returned: `Authorization: Bearer view.…`.",
            },
            [Antiforgery] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = RequestHeaders.Antiforgery,
                Description = "The antiforgery token of the session, needed by every request of a session but GET and HEAD.",
            },
        };
        document.Security = [Require(document, Key), Require(document, Token), Require(document, Session, Antiforgery)];
    }

    /// <summary>Says which scope an operation needs. Without a policy it is open to all, or to customers with an open page.</summary>
    public static void Apply(OpenApiOperation target, string? policy, bool isOfOpenPage, OpenApiDocument document)
    {
        target.Description += policy switch
        {
            null when isOfOpenPage => " Needs the token of an open page.",
            null => " Needs no key.",
            OfSessions => " Needs a session.",
            _ => $" Needs the scope {policy}.",
        };
        if (policy is null) target.Security = isOfOpenPage ? [Require(document, CustomerPage)] : [];
        if (policy is OfSessions) target.Security = [Require(document, Session, Antiforgery)];
    }

    private static OpenApiSecurityRequirement Require(OpenApiDocument document, params IReadOnlyList<string> schemes)
    {
        var requirement = new OpenApiSecurityRequirement();
        foreach (var scheme in schemes) requirement[new OpenApiSecuritySchemeReference(scheme, document)] = [];
        return requirement;
    }
}
