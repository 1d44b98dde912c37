namespace IncidentService.Storage.Dialects;

/// <summary>A query for what some values lead to, whatever its rows are.</summary>
internal interface IListQuery
{
    /// <summary>For one text of several queries, whose parameters have names.</summary>
    string Text(SqlDialect dialect);

    /// <summary>By a positional parameter.</summary>
    BatchedQuery In(SqlDialect dialect, Array values);
}

/// <summary>
/// A query for what some values lead to: the text is made of the condition on the column and of what limits the rows. With a positional
/// parameter it has a text of its own for one value, since the engine does less for it than for an array.
/// </summary>
internal sealed class ListQuery<T>(string parameter, string takeByPosition, Func<string, string, string> sql) : IListQuery
{
    private readonly ByCount onServer = ByCount.From(Postgres.InArray("$1"), takeByPosition, sql);
    private readonly ByCount local = ByCount.From(Sqlite.InArray("$1"), takeByPosition, sql);

    public ListQuery(string parameter, Func<string, string> sql)
        : this(parameter, "", (among, _) => sql(among)) { }

    public string Text(SqlDialect dialect) => sql(dialect.InListSql(parameter), dialect.Take);

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
        public static ByCount From(string inArray, string take, Func<string, string, string> sql) =>
            new(new BatchQuery<T>(sql("= $1", take)), new BatchQuery<T>(sql(inArray, take)));
    }
}
