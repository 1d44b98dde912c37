using System.Data.Common;
using Dapper;

namespace IncidentService.Storage.Dialects;

/// <summary>The results of several queries, one after the other, whichever way they were sent.</summary>
internal interface IQueryResults
{
    Task<List<T>> Read<T>(BatchQuery<T> query);
}

/// <summary>Of a batch.</summary>
internal sealed class BatchResults(DbDataReader reader) : IQueryResults
{
    public Task<List<T>> Read<T>(BatchQuery<T> query) => query.Read(reader);
}

/// <summary>Of one text.</summary>
internal sealed class TextResults(SqlMapper.GridReader reader) : IQueryResults
{
    public async Task<List<T>> Read<T>(BatchQuery<T> query) => (await reader.ReadAsync<T>()).AsList();
}

/// <summary>Of statements that run one after the other, each when its results are read.</summary>
internal sealed class StatementResults(DbConnection connection, IEnumerable<BatchedQuery> queries) : IQueryResults
{
    private readonly Queue<BatchedQuery> queries = new(queries);

    public Task<List<T>> Read<T>(BatchQuery<T> query) => query.Run(connection, queries.Dequeue().Values);
}
