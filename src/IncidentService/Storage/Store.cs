using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Telemetry;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Feed;
using IncidentService.Storage.Mapping;
using IncidentService.Storage.Migrations;
using IncidentService.Timeline;

namespace IncidentService.Storage;

/// <summary>The register: queries run in a <see cref="Session"/>, changes in a <see cref="Transaction"/>.</summary>
internal sealed class Store(Database database, SqlDialect dialect, IChangeRunner runner, Ids ids, TimeProvider clock)
{
    private ImmutableArray<WakeUpSignal> onCommit = [];
    private readonly ConcurrentDictionary<object, object> combined = new();
    private bool refusedWrite;

    static Store() => TypeHandlers.Register();

    public SqlDialect Dialect => dialect;

    public TimeProvider Clock => clock;

    /// <summary>Counts committed events; null where nobody could listen.</summary>
    public ServiceMetrics? Metrics { get; init; }

    public long NewId() => ids.Next();

    public int BatchSize => runner.BatchSize;

    /// <summary>Where the register is, as shown to people.</summary>
    public string Place => database.Place;

    public bool Exists => database.Exists;

    /// <summary>What damage the register has, and what to do; null if none is seen.</summary>
    public string? FindDamage() => database.FindDamage() is not { } damage
        ? null
        : $"The register {Place} is damaged: {damage} Keep the file as it is, and restore the last good backup: "
            + "IncidentService restore FILE --replace";

    /// <summary>Sets the signal after every change that this replica commits from now on.</summary>
    public void WakeOnCommit(WakeUpSignal signal) => ImmutableInterlocked.Update(ref onCommit, (all, added) => all.Add(added), signal);

    /// <summary>Runs one query, or several that need not be consistent with each other.</summary>
    public Task<T> Read<T>(Func<Session, Task<T>> query) => database.Read(connection => query(new Session(connection, dialect)));

    /// <summary>Runs such a query, where a query is a round trip together with those of other callers.</summary>
    public Task<TRow?> Read<TRow>(CombinedRead<TRow> query, params long[] key)
        where TRow : class => dialect.BatchesReads
        ? ((CombinedReader<TRow>)combined.GetOrAdd(query, _ => new CombinedReader<TRow>(this, query))).Find(key)
        : Read(session => query.Find(session, key));

    /// <summary>Runs several queries on one snapshot of the register.</summary>
    public Task<T> ReadSnapshot<T>(Func<Session, Task<T>> query) =>
        database.ReadSnapshot(connection => query(new Session(connection, dialect) { IsSnapshot = true }));

    /// <summary>
    /// Runs queries that find out by themselves, from versions, whether they have seen one moment: null if they have not. On a server they
    /// save the round trips of a transaction; on a snapshot they always succeed.
    /// </summary>
    public async Task<T> ReadConfirmed<T>(Func<Session, Task<T?>> query)
        where T : class =>
        (dialect.IsRemote ? await Read(query) : null) ?? (await ReadSnapshot(query))!;

    /// <summary>Runs a change, which is durable when this returns with success.</summary>
    public Task<Outcome<T>> Change<T>(Change<T> change, CancellationToken cancellation) => Run(change, cancellation);

    /// <summary>Runs a change that cannot end with a problem.</summary>
    public Task Change(Func<Transaction, Task> change, CancellationToken cancellation) => Change<Done>(
        async transaction =>
        {
            await change(transaction);
            return default(Done);
        },
        cancellation);

    /// <summary>Assigns feed positions to all committed events that have none.</summary>
    public async Task AssignFeedPositions(CancellationToken cancellation)
    {
        while (await Read(session => session.HasEventsWithoutPosition()))
        {
            await Run<Done>(
                transaction =>
                {
                    transaction.AssignFeedPositions();
                    return Task.FromResult<Outcome<Done>>(default(Done));
                },
                cancellation,
                dialect.FeedPositionIsolation);
        }
    }

    /// <summary>Deletes old entries from the log of commits, where the engine needs one.</summary>
    public Task ForgetCommits(CancellationToken cancellation) => runner.ForgetCommits(cancellation);

    /// <summary>Migrates the schema to that of this program. Returns the names of the applied scripts.</summary>
    public IReadOnlyList<string> Migrate(TimeProvider clock)
    {
        using var connection = database.OpenForMigration();
        return Migrator.Migrate(connection, dialect, clock);
    }

    /// <summary>Whether a write was refused since the last call. It may have been the fault of that write alone.</summary>
    public bool TakeRefusedWrite() => Interlocked.Exchange(ref refusedWrite, false);

    /// <summary>Whether this is a register at all, of whatever schema.</summary>
    public Task<bool> HasSchema() => database.Read(connection => Task.FromResult(Migrator.HasSchema(connection, dialect)));

    public async Task<RegisterSchema> FindSchema() => database.Exists
        ? await database.Read(connection => Task.FromResult(Migrator.FindSchema(connection, dialect)))
        : RegisterSchema.None;

    /// <summary>Whether the register has exactly the schema of this program.</summary>
    public async Task<bool> IsCurrent() => await FindSchema() == RegisterSchema.Current;

    private async Task<Outcome<T>> Run<T>(
        Change<T> change, CancellationToken cancellation, IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        var counted = Metrics is { CountsEvents: true } ? new CommittedEvents<T>(change) : null;
        var outcome = await Watch(runner.Run(counted is null ? change : counted.Run, cancellation, isolation));
        if (!outcome.Succeeded) return outcome;
        foreach (var signal in onCommit) signal.Set();
        counted?.Count(Metrics!);
        return outcome;
    }

    /// <summary>The events that the last attempt of a change has appended.</summary>
    private sealed class CommittedEvents<T>(Change<T> change)
    {
        private List<TimelineEvent> events = [];

        public Task<Outcome<T>> Run(Transaction transaction)
        {
            transaction.AppendedEvents = events = [];
            return change(transaction);
        }

        public void Count(ServiceMetrics metrics)
        {
            foreach (var happened in events)
            {
                if (happened.Type == EventTypes.Opened) metrics.CountOpened(happened.Channel);
                if (happened.Type == EventTypes.PromiseOverdue) metrics.CountOverduePromise();
            }
        }
    }

    private async Task<T> Watch<T>(Task<T> write)
    {
        try
        {
            return await write;
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            Volatile.Write(ref refusedWrite, true);
            throw;
        }
    }
}
