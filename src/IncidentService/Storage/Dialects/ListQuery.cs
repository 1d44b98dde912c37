namespace IncidentService.Storage.Dialects;

/// <summary>A query for what some values lead to, whatever its rows are.</summary>
internal interface IListQuery
{
    /// <summary>For one text of several queries, whose parameters have names.</summary>
    string Text(SqlDialect dialect);

    /// <summary>For a batch.</summary>
    BatchedQuery In(Array values);
}

/// <summary>
/// A query for what some values lead to: the text is made of the condition on the column and of what limits the rows. A batch has a
/// statement of its own for one value, since the engine does less for it than for an array.
/// </summary>
internal sealed class ListQuery<T>(string parameter, string takeInBatch, Func<string, string, string> sql) : IListQuery
{
    private readonly BatchQuery<T> ofOne = new(sql("= $1", takeInBatch));
    private readonly BatchQuery<T> ofSeveral = new(sql(Postgres.InArray("$1"), takeInBatch));

    public ListQuery(string parameter, Func<string, string> sql)
        : this(parameter, "", (among, _) => sql(among)) { }

    public string Text(SqlDialect dialect) => sql(dialect.InListSql(parameter), dialect.Take);

    public BatchedQuery In(Array values) => values.Length == 1 ? new(ofOne, values.GetValue(0)!) : new(ofSeveral, values);

    /// <summary>Reads its rows, unless it was left out for lack of values.</summary>
    public async Task<IReadOnlyList<T>> Read(IQueryResults results, Array values) =>
        values.Length == 0 ? [] : await results.Read(values.Length == 1 ? ofOne : ofSeveral);
}
