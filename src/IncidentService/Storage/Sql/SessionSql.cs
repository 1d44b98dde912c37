using IncidentService.Common;
using IncidentService.Sessions;

namespace IncidentService.Storage.Sql;

internal static class SessionSql
{
    private const string SessionColumns = "id, hash, key_id, agent, created_at, used_at, expires_at, channels, teams, locations, scopes";

    public static Task<BrowserSession?> FindSession(this Session session, byte[] hash) =>
        session.QuerySingleOrDefault<BrowserSession?>($"SELECT {SessionColumns} FROM sessions WHERE hash = @hash", new { hash });

    public static void AddSession(this Transaction transaction, BrowserSession session) => transaction.Write(
        $"""
        INSERT INTO sessions ({SessionColumns})
        VALUES (@Id, @Hash, @KeyId, @Agent, @CreatedAt, @UsedAt, @ExpiresAt, @Channels, @Teams, @Locations, @Scopes)
        """,
        session);

    /// <summary>Writes the time of the last use, unless another replica has written it after this time.</summary>
    public static void RenewSession(this Transaction transaction, long id, Instant before) => transaction.Write(
        "UPDATE sessions SET used_at = @now WHERE id = @id AND used_at <= @before", new { id, now = transaction.Now, before });

    public static void DeleteSession(this Transaction transaction, byte[] hash) =>
        transaction.Write("DELETE FROM sessions WHERE hash = @hash", new { hash });

    /// <summary>
    /// Deletes at most this many sessions that were last used before that time, and as many that have expired. Returns how many it deleted.
    /// </summary>
    public static async Task<int> DeleteEndedSessions(this Transaction transaction, Instant lastUsed, int most)
    {
        var idle = await transaction.Query<long>(
            "SELECT id FROM sessions WHERE used_at < @lastUsed ORDER BY used_at " + transaction.Dialect.Take,
            new { lastUsed, take = most });
        var expired = await transaction.Query<long>(
            "SELECT id FROM sessions WHERE expires_at <= @now ORDER BY expires_at " + transaction.Dialect.Take,
            new { now = transaction.Now, take = most });
        var ended = idle.Union(expired).ToList();
        foreach (var id in ended) transaction.Write("DELETE FROM sessions WHERE id = @id", new { id });
        return ended.Count;
    }
}
