using System.Collections.Concurrent;
using System.Data.Common;

namespace IncidentService.Storage.Dialects;

/// <summary>Writes that are sent as a batch of commands, one for each statement.</summary>
internal sealed class BatchOfCommands(ServerConnection connection, SqlDialect dialect) : WriteBatch(connection, dialect)
{
    private static readonly ConcurrentDictionary<string, string[]> Statements = new();
    private readonly DbBatch batch = connection.CreateBatch();

    public override ValueTask DisposeAsync() => batch.DisposeAsync();

    protected override async Task Send()
    {
        Connection.BeginIfDue();
        Connection.Enlist(batch);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Without a command before them the writes are a transaction by themselves, of one snapshot: not where an update may wait for another
    /// change, which it then has to see.
    /// </summary>
    protected override async Task SendAndCommit()
    {
        if (UpdatesOne) Connection.BeginIfDue();
        if (Connection.HasBegun)
        {
            var commit = batch.CreateBatchCommand();
            commit.CommandText = "COMMIT";
            batch.BatchCommands.Add(commit);
        }
        Connection.Enlist(batch);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>A batch takes one statement per command. No text of ours holds a semicolon but between statements.</summary>
    protected override void Record(string sql, DbParameterCollection parameters)
    {
        var statements = Statements.GetOrAdd(
            sql, static text => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        foreach (var statement in statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement;
            foreach (DbParameter parameter in parameters) command.Parameters.Add(((ICloneable)parameter).Clone());
            batch.BatchCommands.Add(command);
        }
    }
}
