using Dapper;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Reads all rows directly, for tests of what must have no effect or must never be stored.</summary>
internal sealed class Rows(TestDatabase database)
{
    /// <summary>
    /// The row count of every table and the sum of all versions as one comparable text, without the tables that every change or reading a
    /// card writes to.
    /// </summary>
    public string Count()
    {
        using var connection = database.Open();
        var tables = connection.Query<string>(database.Tables).Where(table => table is not ("commits" or "audit_entries" or "cards"));
        var counts = tables.Select(table => $"{table} {connection.ExecuteScalar<long>($"SELECT count(*) FROM {table}")}");
        return string.Join(
            '\n', [.. counts, "versions " + connection.ExecuteScalar<long>("SELECT coalesce(sum(version), 0) FROM incidents")]);
    }

    public T Scalar<T>(string sql, object? parameters = null)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<T>(sql, parameters)!;
    }
}
