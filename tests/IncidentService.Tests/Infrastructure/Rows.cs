using Dapper;
using IncidentService.Storage.Dialects;

namespace IncidentService.Tests.Infrastructure;

/// <summary>What stands in the file, read past the service: for what must have no effect, and for what must never be stored.</summary>
internal sealed class Rows(string path) : IDisposable
{
    private readonly SqliteFile file = new("Data Source=" + path);

    /// <summary>Rows of every table, and the versions of all incidents together, as one text to compare.</summary>
    public string Count() => Read(connection =>
    {
        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        var counts = tables.Select(table => $"{table} {connection.ExecuteScalar<long>($"SELECT count(*) FROM {table}")}");
        return string.Join('\n', [.. counts, "versions " + connection.ExecuteScalar<long>("SELECT coalesce(sum(version), 0) FROM incidents")]);
    });

    public T Scalar<T>(string sql, object? parameters = null) => Read(connection => connection.ExecuteScalar<T>(sql, parameters))!;

    public void Dispose() => file.Dispose();

    private T Read<T>(Func<PreparedConnection, T> read)
    {
        var connection = file.RentReader();
        try
        {
            return read(connection);
        }
        finally
        {
            file.Return(connection);
        }
    }
}
