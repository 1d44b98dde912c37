using System.Security.Cryptography;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Storage;

namespace IncidentService.Background;

/// <summary>
/// Makes due, every second, what changes by itself when its time comes. Of several replicas the one with the lease does it; it is taken only when
/// something is due, so that an idle service writes nothing.
/// </summary>
internal sealed partial class Sweeper(Store store, ServiceSettings settings, IEnumerable<ISweep> sweeps, TimeProvider clock, ILogger<Sweeper> logger) : BackgroundService
{
    public const string LeaseName = "sweeps";

    private const int AtOnce = 100;
    private const int MostPages = 20; // of one sweep in one go; the others get their turn
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly (ISweep Sweep, RetryBackoff Attempts)[] work = [.. sweeps.Select(sweep => (sweep, new RetryBackoff()))];
    private readonly long holder = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly SemaphoreSlim turn = new(1);
    private readonly PeriodicTimer timer = new(Pause, clock);

    /// <summary>Marks all that is due now, as far as this replica may.</summary>
    public async Task Sweep(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            foreach (var (sweep, attempts) in work) await Sweep(sweep, attempts, cancellation);
        }
        finally
        {
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

    private async Task Sweep(ISweep sweep, RetryBackoff attempts, CancellationToken cancellation)
    {
        try
        {
            for (var page = 0; page < MostPages && await SweepPage(sweep, attempts, cancellation); page++) { }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogSkipped(exception, sweep.GetType().Name);
        }
    }

    /// <summary>True when there may be more.</summary>
    private async Task<bool> SweepPage(ISweep sweep, RetryBackoff attempts, CancellationToken cancellation)
    {
        var now = Instant.Now(clock);
        var due = await sweep.ListDue(now, AtOnce + attempts.Count);
        attempts.RemoveAllBut(due);
        var items = due.Where(item => attempts.MayTry(item, now)).Take(AtOnce).ToList();
        if (items.Count == 0 || await store.TakeLease(LeaseName, holder, cancellation) is not { } lease) return false;
        foreach (var item in items) attempts.Add(item, now);
        var mayGoOn = true;
        foreach (var few in items.Chunk(store.BatchSize)) // queued in their order; a writer commits them together
            mayGoOn = mayGoOn && (await Task.WhenAll(few.Select(item => Process(sweep, lease, item, cancellation)))).All(marked => marked);
        return mayGoOn;
    }

    /// <summary>False when another replica has overtaken this one. Whatever is wrong with an item stops that item alone.</summary>
    private async Task<bool> Process(ISweep sweep, Lease lease, DueItem item, CancellationToken cancellation)
    {
        try
        {
            return await store.Change(lease, transaction => sweep.Process(new ChangeContext(transaction, settings, Origin.Clock), item), cancellation);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StoreUnavailableException))
        {
            LogFailed(exception, sweep.GetType().Name, item.IncidentId, item.Ordinal);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweep} was skipped this time")]
    private partial void LogSkipped(Exception exception, string sweep);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Sweep} failed for incident id {IncidentId}, item {Ordinal}; it is tried again later")]
    private partial void LogFailed(Exception exception, string sweep, long incidentId, int ordinal);
}
