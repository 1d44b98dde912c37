using Dapper;

namespace IncidentService.Storage;

internal sealed partial class Store
{
    public Task<byte[]?> FindSecret(Transaction transaction, string name) =>
        transaction.Connection.QuerySingleOrDefaultAsync<byte[]?>("SELECT value FROM secrets WHERE name = @name", new { name });

    /// <summary>Once: of two who add one, the later one's change runs again and finds it.</summary>
    public Task AddSecret(Transaction transaction, string name, byte[] value) =>
        transaction.Connection.ExecuteAsync("INSERT INTO secrets (name, value) VALUES (@name, @value)", new { name, value });
}
