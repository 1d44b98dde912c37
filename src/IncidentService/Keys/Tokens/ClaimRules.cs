using System.Security.Claims;
using System.Text.Json;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;

namespace IncidentService.Keys.Tokens;

/// <summary>
/// Maps the claims of a token to permissions. Unknown values are ignored, so a token grants only what the configured claims state.
/// </summary>
internal sealed record ClaimRules
{
    private const string Subject = "sub";
    private static readonly char[] Separators = [' ', ','];

    public required string Name { get; init; }
    public required string Scope { get; init; }

    /// <summary>Null: a token may choose any channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Null: a token may choose any team.</summary>
    public string? Team { get; init; }

    /// <summary>Null: a token may choose any location.</summary>
    public string? Location { get; init; }

    /// <summary>The scopes that a value of the claim stands for, such as the name of a role.</summary>
    public required IReadOnlyDictionary<string, string[]> Scopes { get; init; }

    public static ClaimRules From(IConfigurationSection section) => new()
    {
        Name = section["NameClaim"] ?? "name",
        Scope = section["ScopeClaim"] ?? "scope",
        Channel = section["ChannelClaim"],
        Team = section["TeamClaim"],
        Location = section["LocationClaim"],
        Scopes = section.GetSection("Scopes").GetChildren().ToDictionary(
            rule => rule.Key, rule => ParseScopes(rule.Path, rule.Value ?? ""), StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>The claims that are read here. What stands before a dot may be the name of an object that contains the rest.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. new[] { Name, Scope, Channel, Team, Location }.OfType<string>()
            .SelectMany(name => new[] { name, name.Split('.')[0] }).Distinct(),
    ];

    /// <summary>The permissions that a token grants.</summary>
    public Permissions PermissionsFrom(ClaimsPrincipal token) => new(
        Channel is null ? Channels.All : [.. Values(token, Channel).Where(Channels.All.Contains).Distinct()],
        Team is null ? [ApiKey.Any] : Tokens(token, Team),
        Location is null ? [ApiKey.Any] : Tokens(token, Location),
        [.. Values(token, Scope).SelectMany(ScopesOf).Distinct()]);

    /// <summary>The name of the person; the subject if the token has no name.</summary>
    public string? ReadName(ClaimsPrincipal token)
    {
        var errors = new ValidationErrors();
        var name = errors.ParseMaskedLine(Name, token.FindFirst(Name)?.Value, Limits.Line);
        return (errors.IsEmpty ? name : null) ?? ReadSubject(token)?.Subject;
    }

    /// <summary>The identity of the bearer: issuer and subject, because a subject is unique only within its issuer.</summary>
    public static (string Issuer, string Subject)? ReadSubject(ClaimsPrincipal token) =>
        token.FindFirst(Subject) is { Value.Length: > 0 and <= Limits.IdempotencyKey } subject && token.FindFirst("iss") is { } issuer
            ? (issuer.Value, subject.Value)
            : null;

    private IEnumerable<string> ScopesOf(string value) =>
        Scopes.TryGetValue(value, out var scopes) ? scopes : Keys.Scopes.All.Where(scope => scope == value);

    private static string[] Tokens(ClaimsPrincipal token, string claim) =>
        [.. Values(token, claim).Where(ValidationErrors.IsToken).Distinct().Take(Limits.References)];

    /// <summary>
    /// The values of a claim: an array, or a text that spaces or commas separate. A name with dots may also lead into an object
    /// (realm_access.roles).
    /// </summary>
    private static IEnumerable<string> Values(ClaimsPrincipal token, string claim)
    {
        var values = token.FindAll(claim).Select(found => found.Value).ToList();
        if (values.Count == 0 && claim.Split('.') is [var outer, .. { Length: > 0 } inner])
            values = [.. token.FindAll(outer).SelectMany(found => Inside(found.Value, inner))];
        return values.SelectMany(value => value.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
            .Select(value => value.ToLowerInvariant());
    }

    private static IEnumerable<string> Inside(string json, string[] path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var at = document.RootElement;
            foreach (var name in path)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return [];
            }
            return at.ValueKind switch
            {
                JsonValueKind.String => [at.GetString()!],
                JsonValueKind.Array => [.. at.EnumerateArray()
                    .Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
                _ => [],
            };
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string[] ParseScopes(string setting, string text)
    {
        var scopes = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return scopes.FirstOrDefault(scope => !Keys.Scopes.All.Contains(scope)) is { } unknown
            ? throw new InvalidOperationException($"{setting} names {unknown}, which is no scope: {string.Join(", ", Keys.Scopes.All)}.")
            : scopes;
    }
}
