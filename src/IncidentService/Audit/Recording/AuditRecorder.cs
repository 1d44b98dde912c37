using System.Data.Common;
using System.Threading.Channels;
using IncidentService.Audit.Chain;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Telemetry;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Audit.Recording;

/// <summary>
/// Writes the entries of reads and refusals, which have no transaction of their own, many at a time. The queue is bounded. Entries
/// that do not fit are counted, and the count becomes an entry. A graceful stop writes the whole queue.
/// </summary>
internal sealed partial class AuditRecorder(
    Store store, AuditSettings settings, AuditHeadLog headLog, ServiceMetrics metrics, ILogger<AuditRecorder> logger) : BackgroundService
{
    private const int MostWaiting = 20_000;

    /// <summary>As many are taken from the queue together, and the equal ones among them are combined.</summary>
    private const int MostTaken = 10_000;

    /// <summary>Entries of one transaction, which other changes may wait for.</summary>
    private const int AtOnce = 500;

    /// <summary>How long entries are collected, unless somebody waits for them.</summary>
    private static readonly TimeSpan Collecting = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<Pending> waiting = Channel.CreateBounded<Pending>(new BoundedChannelOptions(MostWaiting));
    private readonly List<Pending> batch = [];
    private readonly SemaphoreSlim turn = new(1);
    private int lost;

    private sealed record Pending(AuditEntry Entry, TaskCompletionSource? Written);

    /// <summary>True if a read is shown only after its entry is durable.</summary>
    public bool WaitsForReads => settings.Reads == ReadAuditing.BeforeAnswer;

    public bool RecordsReads => settings.Reads != ReadAuditing.Off;

    /// <summary>The entry is written soon.</summary>
    public void Record(AuditEntry entry) => Add(new Pending(Stamped(entry), null));

    /// <summary>The entry is written when this returns.</summary>
    /// <exception cref="StoreUnavailableException">It could not be written.</exception>
    public async Task Write(AuditEntry entry)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!Add(new Pending(Stamped(entry), written))) throw new StoreUnavailableException("Too many reads wait for the audit trail.");
        await written.Task;
    }

    /// <summary>Writes all that waits, and what comes meanwhile. False if it could not be written: it goes on waiting.</summary>
    public async Task<bool> Flush(CancellationToken cancellation)
    {
        do
        {
            if (!await WriteWaiting(cancellation)) return false;
        }
        while (waiting.Reader.Count > 0);
        return true;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var grace = new CancellationTokenSource(Grace, TimeProvider.System); // independent of the host's timeout
        try
        {
            if (await Flush(grace.Token)) return;
        }
        catch (OperationCanceledException)
        {
            // The register does not answer.
        }
        LogLost(batch.Sum(pending => pending.Entry.Times) + waiting.Reader.Count);
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                if (!WaitsForReads && waiting.Reader.Count < MostTaken) await Delay(Collecting, stoppingToken);
                while (!await WriteWaiting(stoppingToken)) await Delay(PauseAfterFailure, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The service is stopping.
        }
    }

    private static Task Delay(TimeSpan time, CancellationToken cancellation) => Task.Delay(time, TimeProvider.System, cancellation);

    private AuditEntry Stamped(AuditEntry entry) => entry with { OccurredAt = Instant.Now(store.Clock) };

    private bool Add(Pending pending)
    {
        if (waiting.Writer.TryWrite(pending)) return true;
        if (pending.Written is null) Interlocked.Increment(ref lost);
        metrics.CountLostAudit();
        return false;
    }

    /// <summary>Writes what waits now. Under load what comes meanwhile is collected again.</summary>
    private async Task<bool> WriteWaiting(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            while (batch.Count < MostTaken && waiting.Reader.TryRead(out var pending)) batch.Add(pending);
            return await WriteBatch(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<bool> WriteBatch(CancellationToken cancellation)
    {
        var gap = Volatile.Read(ref lost);
        if (gap > 0)
        {
            Interlocked.Add(ref lost, -gap);
            batch.Add(new Pending(Stamped(new AuditEntry { Kind = AuditKinds.Gap, Operation = "auditEntriesLost", Times = gap }), null));
        }
        foreach (var some in Combine(batch, pending => pending.Entry).Chunk(AtOnce))
        {
            if (!await WriteSome(some, cancellation)) return false;
        }
        return true;
    }

    private async Task<bool> WriteSome((AuditEntry Entry, IReadOnlyList<Pending> Equal)[] some, CancellationToken cancellation)
    {
        try
        {
            var head = AuditHead.None;
            AuditEntry[] entries = [.. some.Select(one => one.Entry)];
            await store.Change(async transaction => { head = await transaction.AddSealedAudit(entries, AtOnce); }, cancellation);
            headLog.Publish(head);
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException or ConcurrencyConflictException)
        {
            LogNotWritten(exception.Message);
            foreach (var pending in batch)
                pending.Written?.TrySetException(new StoreUnavailableException("The audit trail cannot be written now.", exception));
            batch.RemoveAll(pending => pending.Written is not null); // nothing was shown
            return false;
        }
        var written = some.SelectMany(one => one.Equal).ToHashSet<Pending>(ReferenceEqualityComparer.Instance);
        batch.RemoveAll(written.Contains);
        foreach (var pending in written) pending.Written?.TrySetResult();
        return true;
    }

    /// <summary>
    /// Combines equal reads and equal refusals into one entry with the time of the first, so that a caller who tries many keys, or reads
    /// one card again and again, does not fill the disk.
    /// </summary>
    internal static IEnumerable<(AuditEntry Entry, IReadOnlyList<T> Equal)> Combine<T>(IEnumerable<T> all, Func<T, AuditEntry> entryOf) =>
        all.GroupBy(one => WithoutTime(entryOf(one)))
            .Select(equal => (
                entryOf(equal.First()) with { Times = equal.Sum(one => entryOf(one).Times) }, (IReadOnlyList<T>)[.. equal]));

    /// <summary>The same for equal reads and refusals. Every change keeps its time, and so its own entry.</summary>
    private static AuditEntry WithoutTime(AuditEntry entry) =>
        entry.Kind == AuditKinds.Change ? entry : entry with { OccurredAt = default };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entries of the audit trail could not be written yet: {Reason}")]
    private partial void LogNotWritten(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} entries of the audit trail are lost: the register accepted no writes")]
    private partial void LogLost(int count);
}
