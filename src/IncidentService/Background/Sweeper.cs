using System.Data.Common;
using System.Security.Cryptography;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Background;

/// <summary>
/// Processes due items every second. Of several replicas, only the one that holds the lease does so. A replica takes the lease only when
/// something is due, so that an idle service writes nothing.
/// </summary>
internal sealed partial class Sweeper(
    Store store, ServiceSettings settings, IEnumerable<ISweep> sweeps, TimeProvider clock, ILogger<Sweeper> logger) : BackgroundService
{
    public const string LeaseName = "sweeps";

    private const int AtOnce = 100;
    private const int MostPages = 20; // per sweep and round, so that the other sweeps get their turn
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Work[] work = [.. sweeps.Select(sweep => new Work(sweep))];
    private readonly long holder = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly SemaphoreSlim turn = new(1);
    private readonly PeriodicTimer timer = new(Pause, clock);

    private long roundStarted;

    /// <summary>How long a round may take; nothing that is due waits for so long otherwise.</summary>
    internal TimeSpan LongestRound { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a sweep may fail each time.</summary>
    internal TimeSpan LongestFailure { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>False if the sweeps have ended, or hang, or one of them has failed for long.</summary>
    public bool IsAlive => ExecuteTask is not { IsCompleted: true }
        && IsWithin(LongestRound, ref roundStarted)
        && work.All(one => IsWithin(LongestFailure, ref one.FailingSince));

    /// <summary>Processes everything that is due now, if this replica holds the lease.</summary>
    public async Task Sweep(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            Interlocked.Exchange(ref roundStarted, clock.GetTimestamp());
            foreach (var one in work) await Sweep(one, cancellation);
        }
        finally
        {
            Interlocked.Exchange(ref roundStarted, 0);
            turn.Release();
        }
    }

    public override void Dispose()
    {
        timer.Dispose();
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Sweep(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service is stopping.
        }
    }

    /// <summary>True while nothing began at that timestamp, or no longer ago than this.</summary>
    private bool IsWithin(TimeSpan limit, ref long since) =>
        Interlocked.Read(ref since) is var began && (began == 0 || clock.GetElapsedTime(began) <= limit);

    private async Task Sweep(Work one, CancellationToken cancellation)
    {
        try
        {
            for (var page = 0; page < MostPages && await SweepPage(one, cancellation); page++) { }
            Interlocked.Exchange(ref one.FailingSince, 0);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Interlocked.CompareExchange(ref one.FailingSince, clock.GetTimestamp(), 0);
            if (exception is DbException or StoreUnavailableException) LogUnavailable(one.Name, exception.Message);
            else LogSkipped(exception, one.Name);
        }
    }

    /// <summary>True if there may be more due items.</summary>
    private async Task<bool> SweepPage(Work one, CancellationToken cancellation)
    {
        var (sweep, attempts, now) = (one.Sweep, one.Attempts, Instant.Now(clock));
        var due = await sweep.ListDue(now, AtOnce + attempts.Count);
        attempts.RemoveAllBut(due);
        var items = due.Where(item => attempts.MayTry(item, now)).Take(AtOnce).ToList();
        if (items.Count == 0 || await store.TakeLease(LeaseName, holder, cancellation) is not { } lease) return false;
        foreach (var item in items) attempts.Add(item, now);
        var mayGoOn = true;
        foreach (var few in items.Chunk(store.BatchSize)) // queued in this order, and committed together by the writer
            mayGoOn = mayGoOn && (await Task.WhenAll(few.Select(item => Process(sweep, lease, item, cancellation)))).All(marked => marked);
        return mayGoOn;
    }

    /// <summary>False if another replica has taken the lease. A failure affects only its own item.</summary>
    private async Task<bool> Process(ISweep sweep, Lease lease, DueItem item, CancellationToken cancellation)
    {
        try
        {
            return await store.Change(
                lease, transaction => sweep.Process(new ChangeContext(transaction, settings, Origin.Clock), item), cancellation);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StoreUnavailableException))
        {
            LogFailed(exception, sweep.GetType().Name, item.IncidentId, item.Ordinal);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweep} was skipped this time")]
    private partial void LogSkipped(Exception exception, string sweep);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweep} was skipped this time: {Reason}")]
    private partial void LogUnavailable(string sweep, string reason);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "{Sweep} failed for incident id {IncidentId}, item {Ordinal}; it is tried again later")]
    private partial void LogFailed(Exception exception, string sweep, long incidentId, int ordinal);

    /// <summary>One sweep, with the timestamp since which it has failed each time; 0 if it has not.</summary>
    private sealed class Work(ISweep sweep)
    {
        public long FailingSince;

        public ISweep Sweep => sweep;

        public RetryBackoff Attempts { get; } = new();

        public string Name => sweep.GetType().Name;
    }
}
