using Dapper;
using IncidentService.Keys;

namespace IncidentService.Storage.Sql;

internal static class KeySql
{
    private const string KeyColumns =
        "id, name, hash, channels, teams, locations, scopes, created_at, expires_at, revoked_at, grant_maximum, day_maximum, grant_currency";

    public static Task<ApiKey?> FindKey(this Session session, byte[] hash) =>
        session.QuerySingleOrDefault<ApiKey?>($"SELECT {KeyColumns} FROM api_keys WHERE hash = @hash", new { hash });

    public static Task<ApiKey?> FindKey(this Session session, long id) =>
        session.QuerySingleOrDefault<ApiKey?>($"SELECT {KeyColumns} FROM api_keys WHERE id = @id", new { id });

    public static Task<IReadOnlyList<ApiKey>> ListKeys(this Session session) =>
        session.Query<ApiKey>($"SELECT {KeyColumns} FROM api_keys ORDER BY id");

    public static async Task<bool> HasKeys(this Session session) => await session.ExecuteScalar<long>("SELECT count(*) FROM api_keys") > 0;

    public static void AddKey(this Transaction transaction, ApiKey key) => transaction.Write(
        $"""
        INSERT INTO api_keys ({KeyColumns})
        VALUES (@Id, @Name, @Hash, @Channels, @Teams, @Locations, @Scopes, @CreatedAt, @ExpiresAt, @RevokedAt, @GrantMaximum, @DayMaximum, @GrantCurrency)
        """,
        key);

    /// <summary>Returns false if there is no such key or it is already revoked.</summary>
    public static async Task<bool> RevokeKey(this Transaction transaction, long id) => await transaction.Execute(
        "UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", new { id, now = transaction.Now }) == 1;
}
