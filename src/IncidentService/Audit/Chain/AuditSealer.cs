using System.Data.Common;
using System.Security.Cryptography;
using IncidentService.Common.Lifetime;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Audit.Chain;

/// <summary>
/// Assigns a position in the chain to each entry that a change wrote unsealed, every second, in the order in which they are found. Changes
/// do not wait for it. One replica at a time holds the lease. Each page first writes the row of the lease, so others that seal wait for it.
/// </summary>
internal sealed partial class AuditSealer(
    Store store, AuditHeadLog headLog, IHostApplicationLifetime lifetime, ILogger<AuditSealer> logger) : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly long holder = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly SemaphoreSlim turn = new(1);
    private Lease? lease;
    private long oldest;
    private long published;
    private long progressed;

    /// <summary>The clock of rounds, which does not jump when somebody sets the time.</summary>
    internal TimeProvider Pace { get; init; } = TimeProvider.System;

    /// <summary>True if entries wait, and nobody has sealed any of them for a long time.</summary>
    public bool IsStuck => Volatile.Read(ref progressed) is not 0 and var last && Pace.GetElapsedTime(last) > AuditEntry.LongestUnsealed;

    /// <summary>Seals all entries that wait, unless another replica does.</summary>
    public async Task Seal(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            while (await FindOldest() && await SealPage(cancellation)) { }
            await PublishHead();
        }
        finally
        {
            turn.Release();
        }
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Volatile.Write(ref progressed, Pace.GetTimestamp());
        using var timer = new PeriodicTimer(Pause, Pace);
        try
        {
            await lifetime.WaitForStart(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TrySeal(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service is stopping. Another replica or the next start continues.
        }
    }

    private async Task TrySeal(CancellationToken cancellation)
    {
        try
        {
            await Seal(cancellation);
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException or ConcurrencyConflictException)
        {
            LogSkipped(exception.Message);
        }
    }

    /// <summary>False if no entry waits. Notices whether anybody has sealed the one that waited longest.</summary>
    private async Task<bool> FindOldest()
    {
        var found = await store.Read(session => session.FindOldestUnsealed()) ?? 0;
        if (found == 0 || found != oldest) Volatile.Write(ref progressed, Pace.GetTimestamp());
        oldest = found;
        return found != 0;
    }

    /// <summary>Others seal, too: other replicas, and the writer of a SQLite file.</summary>
    private async Task PublishHead()
    {
        var head = await store.Read(session => session.FindAuditHead());
        if (head.Sequence == published) return;
        published = head.Sequence;
        headLog.Publish(head);
    }

    /// <summary>True if more entries may wait.</summary>
    private async Task<bool> SealPage(CancellationToken cancellation)
    {
        var count = 0;
        async Task Work(Transaction transaction) => (count, _) = await transaction.SealAudit(AtOnce);
        if (lease is null || !await store.Change(lease, Work, cancellation))
        {
            lease = await store.TakeLease(AuditSql.ChainLease, holder, cancellation);
            if (lease is null || !await store.Change(lease, Work, cancellation)) return false;
        }
        return count == AtOnce;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audit trail was not sealed this time: {Reason}")]
    private partial void LogSkipped(string reason);
}
