using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// A connection to a server, with an optional transaction. Every command created on it belongs to that transaction, so that callers need
/// not pass the transaction on. The transaction begins with the first command, or with the first write if beginning is a round trip.
/// </summary>
/// <param name="inner">The connection of the driver.</param>
/// <param name="connect">Opens it when it is first needed; null if it is open.</param>
internal sealed class ServerConnection(DbConnection inner, Func<Task>? connect = null) : DbConnection
{
    private DbTransaction? transaction;
    private IsolationLevel? toBegin;
    private bool beginsWithWrites;
    private bool isGivenBack;

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.GetType().Name; // Dapper's cache key; does not reveal where the server is
        set => throw new NotSupportedException();
    }

    public DbConnection Inner => inner;

    /// <summary>False as long as nothing has been sent: the pool has not been asked for a connection yet.</summary>
    public bool IsConnected => connect is null;

    /// <summary>Takes a connection of the pool unless it has one. To be called before a command is created.</summary>
    public async ValueTask Connect()
    {
        if (connect is null) return;
        await connect();
        connect = null;
    }

    /// <summary>True if something was committed on this connection that no standby has confirmed.</summary>
    public bool IsUnconfirmed { get; set; }

    /// <summary>
    /// A repeated request finds what was committed, and is answered with success only after a commit that was confirmed.
    /// </summary>
    /// <exception cref="StoreFailedException">No standby has confirmed what was committed on this connection.</exception>
    public void ExpectConfirmed()
    {
        if (IsUnconfirmed) throw new StoreFailedException("No standby has confirmed a commit in time");
    }

    public override string Database => inner.Database;
    public override string DataSource => inner.DataSource;
    public override string ServerVersion => inner.ServerVersion;
    public override ConnectionState State => inner.State;

    /// <summary>True once a command belongs to the transaction.</summary>
    public bool HasBegun => transaction is not null;

    public async Task Begin(IsolationLevel isolation) => transaction = await inner.BeginTransactionAsync(isolation);

    /// <summary>
    /// Begins the transaction with the first command. A batch that is the only command needs none: it is a transaction by itself.
    /// </summary>
    public void BeginWithFirstCommand(IsolationLevel isolation) => toBegin = isolation;

    /// <summary>Begins the transaction with <see cref="BeginForWrites"/>.</summary>
    public void BeginWithFirstWrite(IsolationLevel isolation) => (toBegin, beginsWithWrites) = (isolation, true);

    /// <summary>True while commands read outside of the transaction that the first write begins.</summary>
    public bool ReadsUnlocked => beginsWithWrites && toBegin is not null;

    /// <summary>Begins the transaction before its first write, in a round trip of its own. Does nothing once it has begun.</summary>
    public async Task BeginForWrites()
    {
        if (toBegin is not { } isolation) return;
        toBegin = null;
        await Begin(isolation);
    }

    public async Task Commit() => await transaction!.CommitAsync();

    public override bool CanCreateBatch => inner.CanCreateBatch;

    public override void Open() => inner.Open();
    public override void Close() => inner.Close();
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    /// <summary>Undoes what was not committed.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (!TryReturn()) return;
        try
        {
            if (transaction is not null) await Undo(transaction);
        }
        finally
        {
            await inner.DisposeAsync();
        }
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && TryReturn())
        {
            try
            {
                transaction?.Dispose();
            }
            finally
            {
                inner.Dispose();
            }
        }
        base.Dispose(disposing);
    }

    /// <summary>
    /// If the connection is just breaking, SqlClient may throw here that it is closed, or find it gone from under its feet. The server then
    /// undoes by itself, and the caller has to hear what broke it, which is retried.
    /// </summary>
    private static async Task Undo(DbTransaction transaction)
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (Exception exception) when (
            exception is InvalidOperationException or NullReferenceException or DbException or IOException)
        {
            // Nothing is left to undo.
        }
    }

    /// <summary>
    /// True only the first time: afterwards the pool may have given the inner connection, and its transaction, to another caller.
    /// </summary>
    private bool TryReturn() => !Interlocked.Exchange(ref isGivenBack, true);

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("Use Begin instead");

    protected override DbBatch CreateDbBatch() => inner.CreateBatch();

    /// <summary>Makes the batch part of the transaction, if one has begun.</summary>
    public void Enlist(DbBatch batch) => batch.Transaction = transaction;

    /// <summary>A batch that belongs to the transaction, as every command does.</summary>
    public DbBatch CreateReadBatch()
    {
        BeginIfDue();
        var batch = inner.CreateBatch();
        Enlist(batch);
        return batch;
    }

    protected override DbCommand CreateDbCommand()
    {
        if (!beginsWithWrites) BeginIfDue();
        var command = inner.CreateCommand();
        command.Transaction = transaction;
        return command;
    }

    /// <summary>The driver sends BEGIN with the command that follows, so that this waits for nothing.</summary>
    public void BeginIfDue()
    {
        if (toBegin is not { } isolation) return;
        toBegin = null;
        transaction = inner.BeginTransaction(isolation);
    }
}
