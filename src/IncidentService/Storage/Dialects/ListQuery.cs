namespace IncidentService.Storage.Dialects;

/// <summary>A query for what some values lead to, whatever its rows are.</summary>
internal interface IListQuery
{
    /// <summary>For one text of several queries, whose parameters have names.</summary>
    string Text(SqlDialect dialect);

    /// <summary>By a positional parameter.</summary>
    BatchedQuery In(SqlDialect dialect, Array values);
}

/// <summary>What the text of such a query is made of: the condition on the column, what limits the rows, and where it runs.</summary>
internal readonly record struct ListClauses(string Among, string Take, bool IsRemote);

/// <summary>
/// A query for what some values lead to. With a positional parameter it has a text of its own for one value, since the engine does less for
/// it than for an array.
/// </summary>
internal sealed class ListQuery<T>(string parameter, string takeByPosition, Func<ListClauses, string> sql) : IListQuery
{
    private readonly ByCount onServer = ByCount.From(new(Postgres.InArray("$1"), takeByPosition, IsRemote: true), sql);
    private readonly ByCount local = ByCount.From(new(Sqlite.InArray("$1"), takeByPosition, IsRemote: false), sql);

    public ListQuery(string parameter, Func<ListClauses, string> sql)
        : this(parameter, "", sql) { }

    public string Text(SqlDialect dialect) => sql(new(dialect.InListSql(parameter), dialect.Take, dialect.IsRemote));

    public BatchedQuery In(SqlDialect dialect, Array values) =>
        new(Choose(dialect, values), values.Length == 1 ? values.GetValue(0)! : dialect.Array(values));

    /// <summary>Reads its rows, unless it was left out for lack of values.</summary>
    public async Task<IReadOnlyList<T>> Read(IQueryResults results, SqlDialect dialect, Array values) =>
        values.Length == 0 ? [] : await results.Read(Choose(dialect, values));

    private BatchQuery<T> Choose(SqlDialect dialect, Array values)
    {
        var queries = dialect.IsRemote ? onServer : local;
        return values.Length == 1 ? queries.OfOne : queries.OfSeveral;
    }

    private sealed record ByCount(BatchQuery<T> OfOne, BatchQuery<T> OfSeveral)
    {
        public static ByCount From(ListClauses several, Func<ListClauses, string> sql) =>
            new(new BatchQuery<T>(sql(several with { Among = "= $1" })), new BatchQuery<T>(sql(several)));
    }
}
