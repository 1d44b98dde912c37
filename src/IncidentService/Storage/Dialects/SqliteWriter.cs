using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using IncidentService.Audit;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Telemetry;
using IncidentService.Storage.Mapping;
using Microsoft.Data.Sqlite;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// The one writer of a SQLite file. It takes all changes that wait, runs each under a savepoint (unless it is the only one), and commits
/// them together: one fsync for all. A refusal or a constraint undoes that change alone. Any other error rolls the batch back and runs its
/// changes again, each by itself.
/// </summary>
internal sealed class SqliteWriter : IChangeRunner, IAsyncDisposable
{
    private const int MostWaiting = 10_000;
    private const int MostInBatch = 128;
    private const int MostAttempts = 3;

    private const string LastPlacesSql =
        """
        SELECT (SELECT max(e.position) FROM events e WHERE e.position IS NOT NULL) AS position,
            (SELECT min(w.id) FROM audit_entries w WHERE w.sequence IS NULL) AS waiting, h.sequence, h.hash
        FROM (SELECT max(s.sequence) AS sequence FROM audit_entries s WHERE s.sequence IS NOT NULL) m
        LEFT JOIN audit_entries h ON h.sequence = m.sequence
        """;

    private readonly Channel<PendingChange> queue = Channel.CreateBounded<PendingChange>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private readonly SqliteFile file;
    private readonly SqliteCheckpoints checkpoints;
    private readonly SqlDialect dialect;
    private readonly Ids ids;
    private readonly TimeProvider clock;
    private readonly ServiceMetrics metrics;
    private readonly Thread thread;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PreparedConnection? connection;
    private LastPlaces places = new();

    public SqliteWriter(SqliteFile file, SqlDialect dialect, Ids ids, TimeProvider clock, ServiceMetrics metrics)
    {
        (this.file, this.dialect, this.ids, this.clock, this.metrics) = (file, dialect, ids, clock, metrics);
        checkpoints = new SqliteCheckpoints(file);
        metrics.ObserveWriteQueue(() => Waiting);
        thread = new Thread(Loop) { IsBackground = true, Name = "SQLite writer" };
        thread.Start();
    }

    public int BatchSize => MostInBatch;

    /// <summary>How many changes wait for the one that is being run.</summary>
    internal int Waiting => queue.Reader.Count;

    public Task<Outcome<T>> Run<T>(
        Change<T> change, CancellationToken cancellation, IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        var pending = new PendingChange<T>(change, cancellation);
        if (!queue.Writer.TryWrite(pending))
            throw new StoreUnavailableException("Too many changes are waiting, or the service is stopping.");
        return pending.Task;
    }

    /// <summary>Takes no more changes, finishes those that wait, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stopped.Task;
    }

    /// <summary>For tests that need a real fault: runs on the writer's own connection, as a change like any other.</summary>
    internal Task OnConnection(Action<SqliteConnection> action) => Run<Done>(
        transaction =>
        {
            action(((PreparedConnection)transaction.Connection).Inner);
            return Task.FromResult<Outcome<Done>>(default(Done));
        },
        CancellationToken.None);

    private void Loop()
    {
        var batch = new List<PendingChange>(MostInBatch);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MostInBatch && queue.Reader.TryRead(out var pending))
            {
                if (pending.TryStart()) batch.Add(pending);
            }
            if (batch.Count > 0) RunTogether(batch);
        }
        checkpoints.Dispose();
        connection?.Dispose();
        stopped.SetResult();
    }

    private void RunTogether(List<PendingChange> batch)
    {
        if (RunInTransaction(batch) is not { } fault) return;
        if (fault is StoreUnavailableException) // which no change can throw: none was run, and each that waits would wait again
        {
            while (queue.Reader.TryRead(out var waiting))
            {
                if (waiting.TryStart()) batch.Add(waiting);
            }
        }
        if (batch.Count == 1 || fault is StoreUnavailableException)
        {
            foreach (var pending in batch) pending.Fail(fault);
            return;
        }
        foreach (var pending in batch)
        {
            if (RunInTransaction([pending]) is { } own) pending.Fail(own);
        }
    }

    /// <summary>Null if the batch was committed and every caller has its result. Otherwise nothing was committed.</summary>
    private Exception? RunInTransaction(List<PendingChange> batch)
    {
        try
        {
            var started = Stopwatch.GetTimestamp();
            var writer = Begin();
            var scrubs = false;
            foreach (var pending in batch) scrubs |= Run(writer, pending, isAlone: batch.Count == 1);
            if (InTransaction(writer)) writer.Run("COMMIT"); // not after a change that was alone and refused
            metrics.RecordCommit(batch.Count, Stopwatch.GetElapsedTime(started));
            if (scrubs) checkpoints.Truncate(writer);
        }
        catch (Exception exception)
        {
            Rollback();
            return exception;
        }
        foreach (var pending in batch) pending.Complete();
        checkpoints.Advance(connection!);
        return null;
    }

    private PreparedConnection Begin()
    {
        try
        {
            connection ??= file.OpenWriter();
            connection.Run("BEGIN IMMEDIATE");
        }
        catch (SqliteException exception) when (Sqlite.IsBusy(exception))
        {
            throw new StoreUnavailableException("Another program keeps the register's file locked.", exception);
        }
        places = FindLastPlaces(connection);
        return connection;
    }

    /// <summary>
    /// True when the change took personal data away. A change that is alone in its transaction needs no savepoint, which would keep a copy
    /// of every page that the change writes.
    /// </summary>
    private bool Run(PreparedConnection writer, PendingChange pending, bool isAlone)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (isAlone && attempt > 1) Begin();
            var taken = places with { };
            if (!isAlone) writer.Run("SAVEPOINT change");
            try
            {
                var transaction = new Transaction(writer, dialect, ids, Instant.Now(clock), taken);
                Finish(pending.Run(transaction));
                if (pending.Refused) Undo(writer, isAlone);
                else places = taken;
                if (!isAlone) writer.Run("RELEASE change");
                return transaction.RemovedPersonalData && !pending.Refused;
            }
            catch (Exception exception) when (
                exception is ConcurrencyConflictException || (Sqlite.IsConstraint(exception) && InTransaction(writer)))
            {
                Undo(writer, isAlone);
                if (!isAlone) writer.Run("RELEASE change");
                if (attempt < MostAttempts) continue;
                pending.SetFault(exception);
                return false;
            }
        }
    }

    private static void Undo(PreparedConnection writer, bool isAlone) => writer.Run(isAlone ? "ROLLBACK" : "ROLLBACK TO change");

    private static void Finish(Task running)
    {
        if (!running.IsCompleted) throw new InvalidOperationException("A change waited for something other than its transaction.");
        running.GetAwaiter().GetResult();
    }

    /// <summary>Read in every transaction: another program may have written since the last one.</summary>
    private static LastPlaces FindLastPlaces(PreparedConnection writer)
    {
        using var command = writer.CreateCommand();
        command.CommandText = LastPlacesSql;
        using var row = command.ExecuteReader();
        row.Read();
        return new LastPlaces
        {
            Position = row.IsDBNull(0) ? 0 : row.GetInt64(0), AuditHead = row.IsDBNull(1) ? ReadAuditHead(row) : null,
        };
    }

    /// <summary>Null if the last entry has no hash, which only somebody else can have written.</summary>
    private static AuditHead? ReadAuditHead(DbDataReader row)
    {
        if (row.IsDBNull(2)) return AuditHead.None;
        return row.GetValue(3) is byte[] hash ? new AuditHead { Sequence = row.GetInt64(2), Hash = hash } : null;
    }

    private static bool InTransaction(PreparedConnection writer) => SQLitePCL.raw.sqlite3_get_autocommit(writer.Inner.Handle) == 0;

    /// <summary>A connection that cannot even roll back is not used again.</summary>
    private void Rollback()
    {
        if (connection is null) return;
        try
        {
            if (InTransaction(connection)) connection.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            connection.Dispose();
            connection = null;
        }
    }
}
