using IncidentService.Common;
using IncidentService.Keys;

namespace IncidentService.CommandLine.KeyManagement;

/// <summary>A key in one line of the list.</summary>
internal static class KeyLine
{
    public static string Format(ApiKey key, Instant now) => string.Concat(
        $"{key.Id}  {FormatState(key, now),-8}  {key.Name}",
        key.Prefix is { } prefix ? $"  {prefix}…" : "",
        key.Kind == KeyKinds.Person ? "  person" : $"  channels: {key.Channels}  scopes: {key.Scopes}  locations: {key.Locations}",
        Money.From(key.GrantMaximum, key.GrantCurrency) is { } most ? $"  grants up to {most}" : "",
        Money.From(key.DayMaximum, key.GrantCurrency) is { } day ? $"  grants of a day up to {day}" : "",
        key.Networks is { } networks ? $"  from: {networks}" : "",
        key.RequestsPerMinute is { } requests ? $"  requests per minute: {requests}" : "",
        key.ExpiresAt is { } expires ? $"  until {expires}" : "",
        key.FormerUntil > now ? $"  former key until {key.FormerUntil}" : "",
        key.LastUsedAt is { } used ? $"  last used {used}" : "");

    private static string FormatState(ApiKey key, Instant now)
    {
        if (key.RevokedAt is not null) return "revoked";
        return key.IsValid(now) ? "valid" : "expired";
    }
}
