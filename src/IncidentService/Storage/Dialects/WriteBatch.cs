using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dapper;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// Sends several writes in one round trip. Dapper prepares each write as a command of a connection that only records it; the statements of
/// all commands then form one batch.
/// </summary>
internal sealed class WriteBatch(ServerConnection connection) : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, string[]> Statements = new();
    private readonly DbBatch batch = connection.CreateBatch();
    private readonly List<DbBatchCommand> mustAffectOne = [];

    public async Task Add(PendingWrite write)
    {
        await using var recorder = new Recorder(this, connection);
        await recorder.ExecuteAsync(write.Sql, write.Parameters);
        if (write.MustAffectOne) mustAffectOne.Add(batch.BatchCommands[^1]);
    }

    /// <exception cref="ConcurrencyConflictException">A write that must affect one row found none.</exception>
    public async Task Execute()
    {
        await batch.ExecuteNonQueryAsync();
        if (mustAffectOne.Any(command => command.RecordsAffected != 1)) throw new ConcurrencyConflictException();
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    /// <summary>A batch takes one statement per command. No text of ours holds a semicolon but between statements.</summary>
    private void Record(string sql, DbParameterCollection parameters)
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

    /// <summary>What Dapper needs of a connection in order to make a command.</summary>
    private sealed class Recorder(WriteBatch batch, ServerConnection connection) : DbConnection
    {
        [AllowNull]
        public override string ConnectionString
        {
            get => nameof(Recorder); // Dapper's cache key
            set => throw new NotSupportedException();
        }

        public override string Database => connection.Database;
        public override string DataSource => connection.DataSource;
        public override string ServerVersion => connection.ServerVersion;
        public override ConnectionState State => ConnectionState.Open;

        public void Record(RecordedCommand command) => batch.Record(command.CommandText, command.Parameters);

        public override void Open() => throw new NotSupportedException();
        public override void Close() { }
        public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();
        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();
        protected override DbCommand CreateDbCommand() => new RecordedCommand(this, connection.CreateCommand());
    }

    /// <summary>Makes its parameters as the engine's own command does, and is recorded instead of executed.</summary>
    private sealed class RecordedCommand(Recorder recorder, DbCommand inner) : DbCommand
    {
        [AllowNull]
        public override string CommandText { get; set; } = "";
        public override int CommandTimeout { get; set; }
        public override CommandType CommandType { get; set; } = CommandType.Text;
        public override bool DesignTimeVisible { get; set; }
        public override UpdateRowSource UpdatedRowSource { get; set; }
        protected override DbConnection? DbConnection { get; set; }
        protected override DbTransaction? DbTransaction { get; set; }
        protected override DbParameterCollection DbParameterCollection => inner.Parameters;

        public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
        {
            recorder.Record(this);
            return Task.FromResult(0);
        }

        public override int ExecuteNonQuery() => throw new NotSupportedException();
        public override object ExecuteScalar() => throw new NotSupportedException();
        public override void Prepare() => throw new NotSupportedException();
        public override void Cancel() { }
        protected override DbParameter CreateDbParameter() => inner.CreateParameter();
        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
