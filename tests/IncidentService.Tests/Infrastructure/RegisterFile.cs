using Dapper;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Looks into a register's file behind the service's back, to see what is really stored.</summary>
internal sealed class RegisterFile(string path)
{
    public long Count(string table) => Ask<long>($"SELECT count(*) FROM {table}");

    public T Ask<T>(string sql)
    {
        using var connection = Open();
        return connection.ExecuteScalar<T>(sql)!;
    }

    public List<T> List<T>(string sql)
    {
        using var connection = Open();
        return [.. connection.Query<T>(sql)];
    }

    /// <summary>How the engine goes about a statement.</summary>
    public string Plan(string sql, object parameters)
    {
        using var connection = Open();
        return string.Join('\n', connection.Query("EXPLAIN QUERY PLAN " + sql, parameters).Select(step => (string)step.detail));
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>The feed counts from 1 without a gap, the lines of each incident stand in their own order, and every incident has all it says it has.</summary>
    public void ExpectWholeFeed()
    {
        Assert.Equal("ok", Ask<string>("PRAGMA integrity_check"));
        var feed = List<(long Position, long Incident, int Sequence)>("SELECT position, incident_id, sequence FROM events ORDER BY position");
        Assert.Equal(Enumerable.Range(1, feed.Count).Select(position => (long)position), feed.Select(line => line.Position));
        var last = feed.GroupBy(line => line.Incident).ToDictionary(lines => lines.Key, lines => lines.Select(line => line.Sequence).ToList());
        Assert.All(last.Values, sequences => Assert.Equal(Enumerable.Range(1, sequences.Count), sequences));
        var incidents = List<(long Id, int LastSequence)>("SELECT id, last_sequence FROM incidents");
        Assert.Equal(incidents.OrderBy(incident => incident.Id), last.Select(lines => (lines.Key, lines.Value.Count)).OrderBy(incident => incident.Key));
        Assert.Equal(incidents.Count, Count("numbers"));
    }
}
