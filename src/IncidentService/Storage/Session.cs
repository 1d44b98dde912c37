using System.Data.Common;
using Dapper;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage;

/// <summary>
/// Runs queries of the register over one connection. The Sql classes define the queries as extension methods, one class per noun.
/// </summary>
internal class Session(DbConnection connection, SqlDialect dialect)
{
    public DbConnection Connection => connection;

    public SqlDialect Dialect => dialect;

    /// <summary>True if all queries see the register as it was at one moment.</summary>
    public bool IsSnapshot { get; init; }

    /// <summary>
    /// The same queries, all of which see one moment when they run as one command. A local database takes a snapshot for it.
    /// </summary>
    public string AtOneMoment(string queries) =>
        IsSnapshot || dialect.BatchesReads ? queries : dialect.AtOneMoment(queries) ?? queries;

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters = null)
    {
        await Flush();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    /// <summary>Maps the rows of a join; each part begins with a column named id, or as splitOn says.</summary>
    public async Task<IReadOnlyList<TResult>> Query<T1, T2, TResult>(
        string sql, Func<T1, T2, TResult> map, object? parameters = null, string splitOn = "id")
    {
        await Flush();
        return (await connection.QueryAsync(sql, map, parameters, splitOn: splitOn)).AsList();
    }

    /// <summary>Maps the rows of a join of three; each part begins with a column named id.</summary>
    public async Task<IReadOnlyList<TResult>> Query<T1, T2, T3, TResult>(
        string sql, Func<T1, T2, T3, TResult> map, object? parameters = null)
    {
        await Flush();
        return (await connection.QueryAsync(sql, map, parameters)).AsList();
    }

    /// <summary>For results that are too large for memory.</summary>
    public async IAsyncEnumerable<T> QueryUnbuffered<T>(string sql, object? parameters = null)
    {
        await Flush();
        await foreach (var row in connection.QueryUnbufferedAsync<T>(sql, parameters)) yield return row;
    }

    public async Task<T> QuerySingle<T>(string sql, object? parameters = null)
    {
        await Flush();
        return await connection.QuerySingleAsync<T>(sql, parameters);
    }

    public async Task<T?> QuerySingleOrDefault<T>(string sql, object? parameters = null)
    {
        await Flush();
        return await connection.QuerySingleOrDefaultAsync<T?>(sql, parameters);
    }

    public async Task<T?> QueryFirstOrDefault<T>(string sql, object? parameters = null)
    {
        await Flush();
        return await connection.QueryFirstOrDefaultAsync<T?>(sql, parameters);
    }

    /// <summary>Runs several statements in one round trip.</summary>
    public async Task<SqlMapper.GridReader> QueryMultiple(string sql, object? parameters = null)
    {
        await Flush();
        return await connection.QueryMultipleAsync(sql, parameters);
    }

    /// <summary>
    /// Runs several queries in one round trip, and has their results read; only where reads are batched.
    /// </summary>
    public async Task<T> ReadBatch<T>(IEnumerable<BatchedQuery> queries, Func<DbDataReader, Task<T>> read)
    {
        await Flush();
        await using var batch = ((ServerConnection)connection).CreateBatch(queries);
        await using var reader = await batch.ExecuteReaderAsync();
        return await read(reader);
    }

    /// <summary>Runs such queries one after the other, and has their results read; where no command is a round trip.</summary>
    public async Task<T> ReadInTurn<T>(IEnumerable<BatchedQuery> queries, Func<IQueryResults, Task<T>> read)
    {
        await Flush();
        return await read(new StatementResults(connection, queries));
    }

    /// <summary>Runs one query, where no command is a round trip.</summary>
    public async Task<List<T>> Run<T>(BatchQuery<T> query, IReadOnlyList<object> values)
    {
        await Flush();
        return await query.Run(connection, values);
    }

    public async Task<T?> ExecuteScalar<T>(string sql, object? parameters = null)
    {
        await Flush();
        return await connection.ExecuteScalarAsync<T?>(sql, parameters);
    }

    /// <summary>Called before every query, so that the query sees earlier writes.</summary>
    protected virtual ValueTask Flush() => ValueTask.CompletedTask;
}
