using Dapper;

namespace IncidentService.Storage;

internal static class SecretSql
{
    public static Task<byte[]?> FindSecret(this Session session, string name) =>
        session.QuerySingleOrDefault<byte[]?>("SELECT value FROM secrets WHERE name = @name", new { name });

    /// <summary>Once: of two who add one, the later one's change runs again and finds it.</summary>
    public static void AddSecret(this Transaction transaction, string name, byte[] value) =>
        transaction.Write("INSERT INTO secrets (name, value) VALUES (@name, @value)", new { name, value });
}
