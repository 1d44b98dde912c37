using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// A connection to a server, with an optional transaction. Every command created on it belongs to that transaction, so that callers need
/// not pass the transaction on.
/// </summary>
internal sealed class ServerConnection(DbConnection inner) : DbConnection
{
    private DbTransaction? transaction;
    private bool isGivenBack;

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.GetType().Name; // Dapper's cache key; does not reveal where the server is
        set => throw new NotSupportedException();
    }

    public DbConnection Inner => inner;

    public override string Database => inner.Database;
    public override string DataSource => inner.DataSource;
    public override string ServerVersion => inner.ServerVersion;
    public override ConnectionState State => inner.State;

    public async Task Begin(IsolationLevel isolation) => transaction = await inner.BeginTransactionAsync(isolation);

    public async Task Commit() => await transaction!.CommitAsync();

    public override bool CanCreateBatch => inner.CanCreateBatch;

    public override void Open() => inner.Open();
    public override void Close() => inner.Close();
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    /// <summary>Undoes what was not committed.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (!TryReturn()) return;
        if (transaction is not null) await transaction.DisposeAsync();
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && TryReturn())
        {
            transaction?.Dispose();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>
    /// True only the first time: afterwards the pool may have given the inner connection, and its transaction, to another caller.
    /// </summary>
    private bool TryReturn() => !Interlocked.Exchange(ref isGivenBack, true);

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("Use Begin instead");

    protected override DbBatch CreateDbBatch()
    {
        var batch = inner.CreateBatch();
        batch.Transaction = transaction;
        return batch;
    }

    protected override DbCommand CreateDbCommand()
    {
        var command = inner.CreateCommand();
        command.Transaction = transaction;
        return command;
    }
}
