using System.Data.Common;
using System.Security.Cryptography;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Telemetry;
using IncidentService.Events.Streaming;
using IncidentService.Storage;
using IncidentService.Storage.Feed;
using IncidentService.Storage.Sql;
using IncidentService.Webhooks.Sending;
using IncidentService.Webhooks.Settings;

namespace IncidentService.Webhooks.Deliveries;

/// <summary>The services that every delivery worker uses.</summary>
internal sealed record DeliveryServices(
    Store Store, FeedWatcher Feed, WebhookSettings Settings, TimeProvider Clock, ServiceMetrics Metrics);

/// <summary>
/// Delivers the events of one subscription while it is active and this replica holds its lease. It takes events from the feed, sends the
/// first waiting event of each incident, several incidents concurrently, and stores the results. The register holds the whole state, so
/// that another replica can continue from it. More events are taken than are sent at once: the others follow while results are stored, as
/// long as everything is delivered.
/// </summary>
internal sealed partial class DeliveryWorker(
    long id,
    IEventSender sender,
    DeliveryServices services,
    RetrySchedule schedule,
    ILogger<DeliveryWorker> logger)
{
    private const int FeedPageSize = 200;
    private const int TakenForEachSent = 4;
    private const int MaxUnstoredPositions = 1_000; // feed positions without an event for this subscriber
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    private readonly Store store = services.Store;
    private readonly TimeProvider clock = services.Clock;
    private readonly long holder = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly Dictionary<long, Task<DeliveryAttempt?>> running = []; // by incident; null: it was taken, but not sent
    private readonly DeliveryQueue queue = new(services.Settings.AtOnce);
    private CancellationToken deliveryCancellation;
    private long version;
    private Lease? lease;
    private Instant renewedAt;
    private Instant postponedUntil;
    private long storedPosition = -1; // the subscription's position as last read or written
    private long feedPosition;
    private bool mayHaveMore;

    /// <summary>Runs until the service stops or the subscription is no longer active.</summary>
    public async Task Run(CancellationToken stopping)
    {
        using var end = new CancellationTokenSource();
        deliveryCancellation = end.Token;
        while (!stopping.IsCancellationRequested && await TryRunOnce()) await WaitForWork(stopping);
        if (running.Count > 0) await DrainDeliveries();
        services.Metrics.RemoveLag(id);
        await end.CancelAsync();
    }

    /// <summary>Returns true if there may be more to do.</summary>
    private async Task<bool> TryRunOnce()
    {
        try
        {
            return await RunOnce();
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            mayHaveMore = false;
            LogSkipped(id, exception.Message);
            return true;
        }
    }

    private async Task<bool> RunOnce()
    {
        mayHaveMore = false;
        var failuresSeen = queue.Failures;
        if (await store.Read(session => session.FindSubscription(id)) is not { } to) return false;
        if (to.Version != version || !to.IsActive) queue.Drop();
        version = to.Version;
        var stopped = await SaveResults(to);
        if (stopped || !to.IsActive) return running.Count > 0;
        if (to.Position != storedPosition) (storedPosition, feedPosition) = (to.Position, to.Position); // moved by its owner
        if (running.Count > 0 && !await HoldsLease()) return true;
        if (services.Metrics.MeasuresLag) await MeasureLag();
        var room = (TakenForEachSent * services.Settings.AtOnce) - running.Count;
        if (room > 0 && Instant.Now(clock) >= postponedUntil) await StartDeliveries(to, room, failuresSeen);
        return true;
    }

    /// <summary>
    /// Waits until a delivery ends, the feed has more events, or a second has passed, in which an event may have become due.
    /// </summary>
    private async Task WaitForWork(CancellationToken stopping)
    {
        var more = mayHaveMore ? services.Feed.WaitBeyond(feedPosition) : new TaskCompletionSource().Task;
        var waker = running.Count == 0 ? more : Task.WhenAny([more, .. running.Values]);
        await waker.WaitAsync(Pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task MeasureLag()
    {
        var oldest = await store.Read(session => session.FindOldestWaiting(id));
        services.Metrics.SetLag(id, oldest is { } at ? Instant.Now(clock).Since(at) : TimeSpan.Zero);
    }

    private async Task StartDeliveries(Subscription to, int room, int failuresSeen)
    {
        var fence = lease?.Fence;
        var due = await ListDue(room);
        if (due.Count < room && await store.Read(session => session.FindFeedPage(to.Filter, feedPosition, FeedPageSize)) is { } page)
        {
            if (!await QueueFromFeed(to, page)) return;
            mayHaveMore = true;
            if (page.Events.Count > 0) due = await ListDue(room);
        }
        if (due.Count == 0 || !await HoldsLease()) return;
        if (lease!.Fence != fence) due = await ListDue(room); // another replica may have sent what was read before the lease was taken
        foreach (var outgoing in due) running[outgoing.Event.IncidentId] = queue.Add(failuresSeen, () => Send(to, outgoing));
        queue.Start();
    }

    /// <summary>Reads the clock again: an event that was queued in this round is due only after the round began.</summary>
    private async Task<List<OutgoingEvent>> ListDue(int room) =>
        [.. (await store.Read(session => session.ListDue(id, Instant.Now(clock), room + running.Count)))
            .Where(outgoing => !running.ContainsKey(outgoing.Event.IncidentId))
            .Take(room)];

    /// <summary>
    /// Returns false if another replica holds the lease. While the feed has no events for this subscriber, the position is stored only now
    /// and then.
    /// </summary>
    private async Task<bool> QueueFromFeed(Subscription to, FeedPage page)
    {
        if (page.Events.Count > 0 || page.Next - storedPosition > MaxUnstoredPositions)
        {
            if (!await HoldsLease()) return false;
            var from = storedPosition;
            if (!await store.Change(lease!, transaction => transaction.QueueFromFeed(to, from, page), CancellationToken.None))
            {
                Abandon();
                return false;
            }
            storedPosition = page.Next;
        }
        feedPosition = page.Next;
        return true;
    }

    /// <summary>Null if the program has stalled for so long that another replica may deliver the event.</summary>
    private async Task<DeliveryAttempt?> Send(Subscription to, OutgoingEvent outgoing)
    {
        if (Instant.Now(clock) >= renewedAt.Plus(Leases.Duration)) return null;
        var (at, started) = (Instant.Now(clock), clock.GetTimestamp());
        DeliveryResult result;
        try
        {
            result = await sender.Send(to, outgoing.Event, deliveryCancellation);
        }
        catch (OperationCanceledException) when (!deliveryCancellation.IsCancellationRequested)
        {
            result = DeliveryResult.Failed(DeliveryOutcomes.Timeout);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFault(exception, id, outgoing.Event.Id);
            result = DeliveryResult.Failed(DeliveryOutcomes.Fault);
        }
        return new DeliveryAttempt(outgoing, result, at, (long)clock.GetElapsedTime(started).TotalMicroseconds);
    }

    /// <summary>
    /// Stores the results of finished deliveries. They are removed here only once that is committed. Returns true if they stopped the
    /// subscription: what was read of it before is out of date, and nothing more may be sent.
    /// </summary>
    private async Task<bool> SaveResults(Subscription to)
    {
        var ended = running.Where(one => one.Value.IsCompletedSuccessfully).ToList();
        foreach (var (incident, _) in ended.Where(one => one.Value.Result is null)) running.Remove(incident);
        var done = ended.Select(one => one.Value.Result).OfType<DeliveryAttempt>().ToList();
        if (done.Count == 0) return false;
        var now = Instant.Now(clock);
        var stopped = false;
        var tried = done.Where(attempt => attempt.Result.Verdict != DeliveryVerdict.Postponed).ToList();
        if (tried.Count > 0)
        {
            var results = DeliveryResults.From(to, tried, schedule, services.Settings, now);
            if (lease is null || !await store.Change(lease, transaction => transaction.SaveResults(id, results), CancellationToken.None))
            {
                Abandon();
                return false;
            }
            renewedAt = now;
            foreach (var attempt in tried) attempt.Count(services.Metrics, now);
            stopped = results.State is not null;
            if (stopped) LogStopped(id, results.State!, results.Reason!);
        }
        foreach (var attempt in done) running.Remove(attempt.Sent.Event.IncidentId);
        Postpone(done, now);
        return stopped;
    }

    /// <summary>Stops sending to a receiver for a while if it has failed too often or asks for time.</summary>
    private void Postpone(List<DeliveryAttempt> done, Instant now)
    {
        foreach (var attempt in done)
        {
            var throttled = attempt.Result
                is { Verdict: DeliveryVerdict.Postponed } or { Status: 429 or 502 or 503 or 504, RetryAfter: not null };
            if (!throttled) continue;
            var until = now.Plus(RetrySchedule.Cap(attempt.Result.RetryAfter ?? Pause));
            if (until > postponedUntil) postponedUntil = until;
        }
    }

    /// <summary>
    /// Returns true while this worker holds the lease, and renews it every second. If another replica held the lease in between, the
    /// deliveries that run here are dropped: that replica's results count.
    /// </summary>
    private async Task<bool> HoldsLease()
    {
        var now = Instant.Now(clock);
        if (lease is not null && now < renewedAt.Plus(Pause)) return true;
        var taken = await store.TakeLease(Subscription.FormatLeaseName(id), holder, CancellationToken.None);
        if (taken?.Fence != lease?.Fence) DropRunning();
        (lease, renewedAt) = (taken, now);
        return taken is not null;
    }

    /// <summary>Drops the running deliveries after another replica has taken the lease: their results must not be stored here.</summary>
    private void Abandon()
    {
        lease = null;
        DropRunning();
    }

    private void DropRunning()
    {
        running.Clear();
        queue.Drop();
    }

    /// <summary>Gives running deliveries some time to end, so that they need not be sent again.</summary>
    private async Task DrainDeliveries()
    {
        queue.Drop();
        Task ending = Task.WhenAll(running.Values).WaitAsync(DrainTimeout);
        await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            if (await store.Read(session => session.FindSubscription(id)) is { } to) await SaveResults(to);
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            LogSkipped(id, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Id} was skipped this time: {Reason}")]
    private partial void LogSkipped(long id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Subscription {Id}: sending event {Event} failed")]
    private partial void LogFault(Exception exception, long id, string @event);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Id} is now {State}. {Reason}")]
    private partial void LogStopped(long id, string state, string reason);
}
