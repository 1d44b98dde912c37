using System.Data.Common;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// Writes that are sent as a batch of commands, one for each statement. Rows that the same statement adds are sent by one command, whose
/// cost is then paid once.
/// </summary>
internal sealed class BatchOfCommands(ServerConnection connection, SqlDialect dialect) : WriteBatch(connection, dialect)
{
    private readonly List<RecordedStatement> statements = [];

    /// <summary>Waits for no other change, unless that adds the same unique row.</summary>
    public bool OnlyAdds => statements.TrueForAll(statement => statement.Text.Adds);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Adds the writes of changes that only add.</summary>
    public void AddAll(IEnumerable<BatchOfCommands> others)
    {
        foreach (var other in others) statements.AddRange(other.statements);
    }

    /// <summary>How many statements are sent for the writes.</summary>
    internal int CountCommands() => MergedRows.Of(statements).Count;

    protected override async Task Send()
    {
        Connection.BeginIfDue();
        await using var batch = CreateBatch();
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Without a command before them the writes are a transaction by themselves, of one snapshot: not where an update may wait for another
    /// change, which it then has to see.
    /// </summary>
    protected override async Task SendAndCommit()
    {
        if (UpdatesOne) Connection.BeginIfDue();
        if (OnlyAdds && !Connection.HasBegun) MergedRows.Sort(statements);
        await using var batch = CreateBatch();
        if (Connection.HasBegun)
        {
            var commit = batch.CreateBatchCommand();
            commit.CommandText = "COMMIT";
            batch.BatchCommands.Add(commit);
        }
        await batch.ExecuteNonQueryAsync();
    }

    protected override void Record(string sql, DbParameterCollection parameters)
    {
        var values = new DbParameter[parameters.Count];
        parameters.CopyTo(values, 0);
        foreach (var text in StatementText.Split(sql)) statements.Add(text.Record(values));
    }

    private DbBatch CreateBatch()
    {
        var batch = Connection.CreateBatch();
        Connection.Enlist(batch);
        foreach (var rows in MergedRows.Of(statements))
        {
            var command = batch.CreateBatchCommand();
            rows.Fill(command);
            batch.BatchCommands.Add(command);
        }
        return batch;
    }
}
