using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentService.Tests.Storage;

/// <summary>The steps that SQLite takes for a statement, one on a line.</summary>
internal sealed record SqlitePlan(string Sql, string Steps)
{
    /// <summary>The first step that reads a large table, or an index of it, from end to end; null if there is none.</summary>
    public string? Scan
    {
        get
        {
            var named = LargeTable.Matches(Sql)
                .SelectMany(match => (string[])[match.Groups["table"].Value, match.Groups["alias"].Value])
                .Where(name => name.Length > 0)
                .ToHashSet();
            var endsWithPage = Sql.Contains("ORDER BY", StringComparison.Ordinal) && Sql.Contains("LIMIT", StringComparison.Ordinal)
                && !Steps.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal);
            return Steps.Split('\n').Skip(endsWithPage ? 1 : 0) // the outermost loop
                .FirstOrDefault(step => step.Split(' ') is ["SCAN", var table, ..] && named.Contains(table));
        }
    }

    private static readonly Regex LargeTable = new(
        $@"(FROM|JOIN|UPDATE|,)\s+(?<table>{string.Join('|', PlannedRequests.GrowingTables)})\b"
        + @"(\s+(AS\s+)?(?<alias>(?!ON|WHERE|JOIN|LEFT|ORDER|GROUP|LIMIT|INDEXED|SET)\w+))?");
}

/// <summary>The statements that a service has run on SQLite.</summary>
internal sealed partial class SqlitePlans
{
    private readonly ConcurrentQueue<(string Sql, IReadOnlyList<(string Name, object? Value)> Parameters)> ran = [];

    public void Add(string sql, DbParameterCollection parameters) =>
        ran.Enqueue((sql, [.. parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value))]));

    public void Clear() => ran.Clear();

    /// <summary>Each statement is explained once, as the service has it: the plan does not depend on the values.</summary>
    public IReadOnlyList<SqlitePlan> Explain(SqliteConnection connection)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _));
        return [
            .. from one in ran.ToArray().DistinctBy(one => one.Sql)
               from sql in Statement().Split(one.Sql)
               where HasPlan().IsMatch(sql)
               select new SqlitePlan(sql, Explain(connection, sql, one.Parameters)),
        ];
    }

    private static string Explain(SqliteConnection connection, string sql, IReadOnlyList<(string Name, object? Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        using var reader = command.ExecuteReader();
        var steps = new List<string>();
        while (reader.Read()) steps.Add(reader.GetString(3));
        return string.Join('\n', steps);
    }

    [GeneratedRegex(@";\s*(?=\S)")]
    private static partial Regex Statement();

    [GeneratedRegex(@"^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b")]
    private static partial Regex HasPlan();
}
