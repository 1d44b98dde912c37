using Dapper;

namespace IncidentService.Storage.Sql;

internal static class SecretSql
{
    public static Task<byte[]?> FindSecret(this Session session, string name) =>
        session.QuerySingleOrDefault<byte[]?>("SELECT value FROM secrets WHERE name = @name", new { name });

    /// <summary>Adds a secret once: if two changes add it, the second violates the primary key, is run again and finds it.</summary>
    public static void AddSecret(this Transaction transaction, string name, byte[] value) =>
        transaction.Write("INSERT INTO secrets (name, value) VALUES (@name, @value)", new { name, value });
}
