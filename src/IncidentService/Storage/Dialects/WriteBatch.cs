using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dapper;
using IncidentService.Common.Outcomes;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// Sends several writes in one round trip. Dapper prepares each write as a command of a connection that only records it; the statements of
/// all commands are then sent together.
/// </summary>
internal abstract class WriteBatch(ServerConnection connection, SqlDialect dialect) : IAsyncDisposable
{
    protected ServerConnection Connection => connection;

    /// <summary>An update may wait for another change, and must affect one row then.</summary>
    protected bool UpdatesOne { get; private set; }

    public async Task Add(PendingWrite write)
    {
        await using var recorder = new Recorder(this, connection);
        UpdatesOne |= write.MustAffectOne;
        await recorder.ExecuteAsync(write.MustAffectOne ? dialect.ExpectOneRow(write.Sql) : write.Sql, write.Parameters);
    }

    /// <summary>Sends the writes as a part of the transaction.</summary>
    /// <exception cref="ConcurrencyConflictException">A write that must affect one row did not.</exception>
    public Task Execute() => Check(Send);

    /// <summary>Sends the last writes of a change and commits them.</summary>
    /// <exception cref="ConcurrencyConflictException">A write that must affect one row did not.</exception>
    public Task ExecuteAndCommit() => Check(SendAndCommit);

    public abstract ValueTask DisposeAsync();

    protected abstract Task Send();

    protected abstract Task SendAndCommit();

    /// <summary>Adds a command, whose text may be several statements. The collection is used again, its parameters are not.</summary>
    protected abstract void Record(string sql, DbParameterCollection parameters);

    private async Task Check(Func<Task> send)
    {
        try
        {
            await send();
        }
        catch (DbException exception) when (dialect.IsOtherThanOneRow(exception))
        {
            throw new ConcurrencyConflictException();
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
        protected override DbCommand CreateDbCommand() => new RecordedCommand(this, connection.Inner.CreateCommand());
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
