using System.Data.Common;
using Dapper;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// A query whose parameters are $1 and so on. Npgsql sends the text unparsed because they are positional; the row parser is built once,
/// from the columns of one engine.
/// </summary>
internal sealed class BatchQuery<T>(string sql) : IBatchQuery
{
    private Func<DbDataReader, T>? map;

    public string Sql => sql;

    /// <summary>Reads the rows of this query, and goes on to the result of the next one.</summary>
    public async Task<List<T>> Read(DbDataReader reader)
    {
        var rows = await ReadRows(reader);
        await reader.NextResultAsync();
        return rows;
    }

    /// <summary>Runs it as a command by itself, where a command is no round trip.</summary>
    public Task<List<T>> Run(DbConnection connection, IReadOnlyList<object> values) =>
        ((PreparedConnection)connection).Query(sql, values, ReadRows);

    private async Task<List<T>> ReadRows(DbDataReader reader)
    {
        var rows = new List<T>();
        if (!await reader.ReadAsync()) return rows;
        map ??= reader.GetRowParser<T>();
        do rows.Add(map(reader));
        while (await reader.ReadAsync());
        return rows;
    }
}

/// <summary>A query of a batch, whatever its rows are.</summary>
internal interface IBatchQuery
{
    string Sql { get; }
}

/// <summary>A query of a batch, and its parameters: each is a number, a text, or an array of them.</summary>
internal readonly record struct BatchedQuery(IBatchQuery Query, params IReadOnlyList<object> Values);

internal static class Batches
{
    /// <summary>A query whose text has this name for its parameter.</summary>
    public static BatchQuery<T> QueryBy<T>(string parameter, string sql) => QueryBy<T>([parameter], sql);

    /// <summary>A query whose text has these names for its parameters, none of which begins like another.</summary>
    public static BatchQuery<T> QueryBy<T>(IReadOnlyList<string> parameters, string sql) =>
        new(WithParameters(sql, parameters, (_, place) => $"${place}"));

    /// <summary>The text with each parameter written otherwise: by its name, and by its place counted from 1.</summary>
    public static string WithParameters(string sql, IReadOnlyList<string> names, Func<string, int, string> write) =>
        names.Index().Aggregate(
            sql, (text, name) => text.Replace("@" + name.Item, write(name.Item, name.Index + 1), StringComparison.Ordinal));

    public static DbBatch CreateBatch(this ServerConnection connection, IEnumerable<BatchedQuery> queries)
    {
        var batch = connection.CreateReadBatch();
        foreach (var (query, values) in queries)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = query.Sql;
            foreach (var value in values)
            {
                var parameter = command.CreateParameter();
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }
            batch.BatchCommands.Add(command);
        }
        return batch;
    }
}
