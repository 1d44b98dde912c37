using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.Sessions.Cookies;

namespace IncidentService.Sessions;

/// <summary>Signs a person in with an access key.</summary>
internal sealed record SessionRequest : IRequest<SessionInput>
{
    /// <summary>The access key.</summary>
    public required string Key { get; init; }

    /// <summary>The name of the person who signs in. Everything that the session does is recorded under it.</summary>
    public required string Agent { get; init; }

    public SessionInput ToInput(RequestContext context, ValidationErrors errors)
    {
        var (key, agent) = (Key.Trim(), errors.ParseMaskedLine("agent", Agent, Limits.Line));
        if (KeySecret.Hash(key) is null) errors.Add("key", "must be an access key: letters A–Z and a–z, digits and underscores");
        if (agent is null) errors.Add("agent", $"is required: a name of 1 to {Limits.Line} characters");
        return new SessionInput(key, agent ?? "");
    }
}

internal sealed record SessionInput(string Key, string Agent);

/// <summary>The session of a person at the desk. Its secret is in the cookie only.</summary>
internal sealed record SessionView
{
    /// <summary>The name of the key, or of the person who signed in without one.</summary>
    public required string Name { get; init; }

    /// <summary>The name under which everything is recorded.</summary>
    public required string Agent { get; init; }

    public required IReadOnlyList<string> Channels { get; init; }
    public required IReadOnlyList<string> Teams { get; init; }
    public required IReadOnlyList<string> Locations { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Every request of the session but GET and HEAD sends it as X-Antiforgery.</summary>
    public required string Antiforgery { get; init; }

    /// <summary>When the session ends at the latest.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>The session ends this long after its last request.</summary>
    public required int IdleSeconds { get; init; }

    public static SessionView From(Caller caller, string secret, TimeSpan idle) => new()
    {
        Name = caller.Key.Name,
        Agent = caller.Session!.Agent,
        Channels = caller.Channels,
        Teams = caller.Teams,
        Locations = caller.Locations,
        Scopes = caller.Scopes,
        Antiforgery = SessionSecret.AntiforgeryToken(secret),
        ExpiresAt = caller.Session.ExpiresAt,
        IdleSeconds = (int)idle.TotalSeconds,
    };
}

/// <summary>How people can sign in.</summary>
internal sealed record SignInMethods
{
    /// <summary>With an access key.</summary>
    public required bool AccessKey { get; init; }

    /// <summary>With OpenID Connect; absent if it is not configured.</summary>
    public SignInProvider? OpenIdConnect { get; init; }
}

/// <summary>Another service at which people sign in.</summary>
internal sealed record SignInProvider
{
    /// <summary>The name of the service, as people know it.</summary>
    public required string Name { get; init; }

    /// <summary>The address that starts the sign-in, for a browser to open.</summary>
    public required string Url { get; init; }
}
