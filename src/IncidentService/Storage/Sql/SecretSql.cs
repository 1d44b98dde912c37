using Dapper;

namespace IncidentService.Storage.Sql;

internal static class SecretSql
{
    public static Task<byte[]?> FindSecret(this Session session, string name) =>
        session.QuerySingleOrDefault<byte[]?>("SELECT value FROM secrets WHERE name = @name", new { name });

    /// <summary>All secrets whose name begins with this prefix, which ends with a slash.</summary>
    public static Task<IReadOnlyList<byte[]>> ListSecrets(this Session session, string prefix) => session.Query<byte[]>(
        "SELECT value FROM secrets WHERE name > @prefix AND name < @end ORDER BY name",
        new { prefix, end = prefix[..^1] + (char)('/' + 1) });

    /// <summary>Adds a secret once: if two changes add it, the second violates the primary key, is run again and finds it.</summary>
    public static void AddSecret(this Transaction transaction, string name, byte[] value) =>
        transaction.Write("INSERT INTO secrets (name, value) VALUES (@name, @value)", new { name, value });
}
