using System.Data;
using System.Data.Common;
using Dapper;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage.Mapping;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// Runs changes on a server, side by side, each in a transaction of its own. Every change writes a command id with what it writes, so that
/// one whose commit was lost with the connection is known to have succeeded or not before it is run again.
/// </summary>
internal sealed class ServerRunner(Server server, ServerDialect dialect, Ids ids, TimeProvider clock) : IChangeRunner, IDisposable
{
    public const string InsertCommit = "INSERT INTO commits (id, committed_at) VALUES (@id, @now)";

    /// <summary>Longer than anybody waits for the answer to a commit.</summary>
    private static readonly TimeSpan CommitsAreKept = TimeSpan.FromHours(1);

    private const int MostForgotten = 1_000;

    private readonly IncidentsInUse inUse = new();
    private readonly CommitGroups commits = new(server, dialect);

    /// <summary>A change on its way. The outcome of a commit that was not confirmed stands once its command id is found.</summary>
    private sealed class Command<T>(long id, Change<T> change, IsolationLevel isolation)
    {
        public long Id => id;
        public Change<T> Change => change;
        public IsolationLevel Isolation => isolation;
        public Outcome<T>? InDoubt { get; set; }
        public int Attempts { get; set; }
    }

    public void Dispose() => commits.Dispose();

    /// <summary>Each takes a connection of a pool that requests need too.</summary>
    public int BatchSize => 8;

    public async Task<Outcome<T>> Run<T>(
        Change<T> change, CancellationToken cancellation, IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        var command = new Command<T>(ids.Next(), change, isolation);
        return await server.RunWithRetry(token => RunOnce(command, token), cancellation);
    }

    /// <summary>Some at a time: an engine may lock a whole table for a statement that locks thousands of its rows.</summary>
    public async Task ForgetCommits(CancellationToken cancellation)
    {
        var before = Ids.From(Instant.Now(clock).Plus(-CommitsAreKept));
        while (await server.RunWithRetry(token => ForgetCommits(before, token), cancellation)) { }
    }

    /// <summary>True if there are more.</summary>
    private async Task<bool> ForgetCommits(long before, CancellationToken cancellation)
    {
        await using var connection = await server.Open(cancellation);
        var next = await connection.ExecuteScalarAsync<long?>(
            $"SELECT id FROM commits WHERE id < @before ORDER BY id {dialect.ParameterAtSql("@most")}",
            new { before, most = MostForgotten });
        await connection.ExecuteAsync("DELETE FROM commits WHERE id < @end", new { end = next ?? before });
        return next is not null;
    }

    /// <summary>Cancelling ends the wait for a connection; once begun, a change runs to its end.</summary>
    private async Task<Outcome<T>> RunOnce<T>(Command<T> command, CancellationToken cancellation)
    {
        await using var connection =
            dialect.CommitsTogether ? server.OpenWhenNeeded(cancellation) : await server.Open(cancellation);
        var doubted = command.InDoubt;
        if (doubted is { } given && await WasCommitted(connection, command.Id))
        {
            await dialect.ConfirmCommits(connection, ids.Next(), Instant.Now(clock));
            connection.ExpectConfirmed();
            return given;
        }
        var isFirst = command.Attempts == 0 && command.Isolation == IsolationLevel.ReadCommitted;
        await Begin(connection, command.Isolation, isFirst);
        using var unlocked = dialect.LocksWhenWriting ? new ReadVersions(inUse) : null;
        var transaction = new Transaction(connection, dialect, ids, Instant.Now(clock), places: null)
        {
            ReadsBeforeWriting = command.Attempts++ > 0, Unlocked = unlocked,
        };
        var outcome = await command.Change(transaction);
        if (!outcome.Succeeded)
        {
            await transaction.ConfirmReads();
            return outcome;
        }
        await transaction.SaveIncidents();
        transaction.Write(InsertCommit, new { id = command.Id, now = Instant.Now(clock) });
        if (!dialect.BatchesWrites) await transaction.SaveChanges();
        command.InDoubt = outcome;
        try
        {
            await Commit(transaction, connection, isFirst);
        }
        catch (Exception exception) when (dialect.BatchesWrites && IsConflict(exception)) // a write was refused, and no COMMIT followed
        {
            command.InDoubt = doubted; // an earlier attempt may have been committed after this one looked for it
            throw;
        }
        connection.ExpectConfirmed();
        return outcome;
    }

    private bool IsConflict(Exception exception) =>
        exception is ConcurrencyConflictException || (exception is DbException failed && dialect.IsConflict(failed));

    /// <summary>What has lost a race locks what it reads, so that it does not lose again.</summary>
    private async Task Begin(ServerConnection connection, IsolationLevel isolation, bool isFirst)
    {
        if (dialect.LocksWhenWriting && isFirst) connection.BeginWithFirstWrite(isolation);
        else if (dialect.LocksWhenWriting || !dialect.BatchesWrites) await connection.Begin(isolation);
        else connection.BeginWithFirstCommand(isolation);
    }

    /// <summary>
    /// A change that has only rows to add is committed with others that are ready. Where one of them is refused, each is committed alone.
    /// </summary>
    private async Task Commit(Transaction transaction, ServerConnection connection, bool isFirst)
    {
        if (!dialect.BatchesWrites)
        {
            await transaction.Commit(connection);
            return;
        }
        await using var batch = await transaction.TakeLastWrites(connection);
        var mayBeGrouped = isFirst && transaction.HasOnlyCollected;
        if (mayBeGrouped && batch is BatchOfCommands { OnlyAdds: true } added && await commits.Add(added)) return;
        await connection.Connect();
        await batch.ExecuteAndCommit();
    }

    private static async Task<bool> WasCommitted(ServerConnection connection, long id)
    {
        await connection.Connect();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM commits WHERE id = @id", new { id }) == 1;
    }
}
