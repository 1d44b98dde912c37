using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace IncidentService.Storage.Dialects;

/// <summary>A server's connection, in a transaction if any: every command made on it belongs to that transaction, so that no caller has to hand it on.</summary>
internal sealed class ServerConnection(DbConnection inner) : DbConnection
{
    private DbTransaction? transaction;
    private bool isGivenBack;

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.GetType().Name; // Dapper's cache key; never where the server is
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

    /// <summary>What was not committed is undone.</summary>
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

    /// <summary>True once: afterwards the pool has given what is inside, its transaction too, to somebody else.</summary>
    private bool TryReturn() => !Interlocked.Exchange(ref isGivenBack, true);

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException("Begin is the way here");

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
