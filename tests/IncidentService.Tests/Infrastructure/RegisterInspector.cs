using System.Data.Common;
using Dapper;
using IncidentService.Tests.Storage.TSql;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Reads a register directly, to see what is stored.</summary>
internal sealed class RegisterInspector(Func<DbConnection> open)
{
    public static RegisterInspector OpenFile(string path) => new(() =>
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    });

    public long Count(string table) => Scalar<long>($"SELECT count(*) FROM {table}");

    public T Scalar<T>(string sql, object? parameters = null)
    {
        using var connection = Open();
        return connection.ExecuteScalar<T>(sql, parameters)!;
    }

    public List<T> List<T>(string sql)
    {
        using var connection = Open();
        return [.. connection.Query<T>(sql)];
    }

    /// <summary>The query plan of a statement in SQLite.</summary>
    public string Plan(string sql, object parameters)
    {
        using var connection = Open();
        return string.Join(
            '\n', connection.Query("EXPLAIN QUERY PLAN " + TwoEngineText.Sqlite(sql), parameters).Select(step => (string)step.detail));
    }

    public DbConnection Open() => open();

    /// <summary>
    /// Checks that feed positions have no gaps, that the lines of each incident are in order, and that every incident has all its items.
    /// </summary>
    public void ExpectWholeFeed()
    {
        using (var connection = Open())
        {
            if (connection is SqliteConnection) Assert.Equal("ok", connection.ExecuteScalar<string>("PRAGMA integrity_check"));
        }
        Eventually
            .IsTrue(() => Scalar<long>("SELECT count(*) FROM events WHERE position IS NULL") == 0, "all events have their place")
            .GetAwaiter()
            .GetResult();
        var feed = List<(long Position, long Incident, int Sequence)>(
            "SELECT position, incident_id, sequence FROM events ORDER BY position");
        Assert.Equal(Enumerable.Range(1, feed.Count).Select(position => (long)position), feed.Select(line => line.Position));
        var last = feed.GroupBy(line => line.Incident)
            .ToDictionary(lines => lines.Key, lines => lines.Select(line => line.Sequence).ToList());
        Assert.All(last.Values, sequences => Assert.Equal(Enumerable.Range(1, sequences.Count), sequences));
        var incidents = List<(long Id, int LastSequence)>("SELECT id, last_sequence FROM incidents");
        Assert.Equal(
            incidents.OrderBy(incident => incident.Id),
            last.Select(lines => (lines.Key, lines.Value.Count)).OrderBy(incident => incident.Key));
        Assert.Equal(incidents.Count, Count("numbers"));
    }
}
