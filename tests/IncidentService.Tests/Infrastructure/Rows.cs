using Dapper;

namespace IncidentService.Tests.Infrastructure;

/// <summary>What stands in the register, read past the service: for what must have no effect, and for what must never be stored.</summary>
internal sealed class Rows(TestDatabase database)
{
    /// <summary>
    /// Rows of every table, and the versions of all incidents together, as one text to compare; but for what each change writes of itself.
    /// </summary>
    public string Count()
    {
        using var connection = database.Open();
        var tables = connection.Query<string>(database.Tables).Where(table => table != "commits");
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
