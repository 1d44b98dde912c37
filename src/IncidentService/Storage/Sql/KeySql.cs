using Dapper;
using IncidentService.Common;
using IncidentService.Keys;

namespace IncidentService.Storage.Sql;

internal static class KeySql
{
    private const string KeyColumns =
        "id, name, hash, channels, teams, locations, scopes, created_at, expires_at, revoked_at, grant_maximum, day_maximum, "
        + "grant_currency, kind, prefix, last_used_at, networks, requests_per_minute, former_hash, former_until";

    /// <summary>The key with this hash, or the one that replaced the key with this hash.</summary>
    public static Task<ApiKey?> FindKey(this Session session, byte[] hash) =>
        session.QuerySingleOrDefault<ApiKey?>($"SELECT {KeyColumns} FROM api_keys WHERE hash = @hash OR former_hash = @hash", new { hash });

    public static Task<ApiKey?> FindKey(this Session session, long id) =>
        session.QuerySingleOrDefault<ApiKey?>($"SELECT {KeyColumns} FROM api_keys WHERE id = @id", new { id });

    public static Task<IReadOnlyList<ApiKey>> ListKeys(this Session session) =>
        session.Query<ApiKey>($"SELECT {KeyColumns} FROM api_keys ORDER BY id");

    public static async Task<bool> HasKeys(this Session session) => await session.ExecuteScalar<long>("SELECT count(*) FROM api_keys") > 0;

    public static void AddKey(this Transaction transaction, ApiKey key) => transaction.Write(
        $"""
        INSERT INTO api_keys ({KeyColumns})
        VALUES (@Id, @Name, @Hash, @Channels, @Teams, @Locations, @Scopes, @CreatedAt, @ExpiresAt, @RevokedAt, @GrantMaximum, @DayMaximum,
            @GrantCurrency, @Kind, @Prefix, @LastUsedAt, @Networks, @RequestsPerMinute, @FormerHash, @FormerUntil)
        """,
        key);

    public static void ReplaceKey(this Transaction transaction, ApiKey key) => transaction.WriteOne(
        """
        UPDATE api_keys SET hash = @Hash, prefix = @Prefix, former_hash = @FormerHash, former_until = @FormerUntil
        WHERE id = @Id AND revoked_at IS NULL
        """,
        key);

    /// <summary>Another replica may have seen a later use.</summary>
    public static void SetLastUse(this Transaction transaction, long id, Instant at) => transaction.Write(
        "UPDATE api_keys SET last_used_at = @at WHERE id = @id AND (last_used_at IS NULL OR last_used_at < @at)", new { id, at });

    /// <summary>Returns false if there is no such key or it is already revoked.</summary>
    public static async Task<bool> RevokeKey(this Transaction transaction, long id) => await transaction.Execute(
        "UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", new { id, now = transaction.Now }) == 1;
}
