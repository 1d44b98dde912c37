using Dapper;
using IncidentService.Keys;

namespace IncidentService.Storage;

internal sealed partial class Store
{
    private const string KeyColumns = "id, name, hash, channels, teams, locations, scopes, created_at, expires_at, revoked_at, grant_maximum, day_maximum, grant_currency";

    public Task<ApiKey?> FindKey(byte[] hash) => Read(connection =>
        connection.QuerySingleOrDefaultAsync<ApiKey?>($"SELECT {KeyColumns} FROM api_keys WHERE hash = @hash", new { hash }));

    public Task<ApiKey?> ReadKey(long id) => Read(connection =>
        connection.QuerySingleOrDefaultAsync<ApiKey?>($"SELECT {KeyColumns} FROM api_keys WHERE id = @id", new { id }));

    public Task<IReadOnlyList<ApiKey>> ReadKeys() => Read(async connection =>
        (IReadOnlyList<ApiKey>)(await connection.QueryAsync<ApiKey>($"SELECT {KeyColumns} FROM api_keys ORDER BY id")).AsList());

    public Task<bool> HasKeys() => Read(async connection => await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM api_keys") > 0);

    public Task AddKey(Transaction transaction, ApiKey key) => transaction.Connection.ExecuteAsync(
        $"""
        INSERT INTO api_keys ({KeyColumns})
        VALUES (@Id, @Name, @Hash, @Channels, @Teams, @Locations, @Scopes, @CreatedAt, @ExpiresAt, @RevokedAt, @GrantMaximum, @DayMaximum, @GrantCurrency)
        """,
        key);

    /// <summary>False when there is no such key, or it was revoked before.</summary>
    public async Task<bool> RevokeKey(Transaction transaction, long id) => await transaction.Connection.ExecuteAsync(
        "UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", new { id, now = transaction.Now }) == 1;
}
