using System.Data.Common;
using System.Security.Cryptography;
using IncidentService.Common;
using IncidentService.Events;
using IncidentService.Storage;

namespace IncidentService.Webhooks;

/// <summary>
/// Tells one subscriber, as long as it is active and no other replica does: takes events from the feed, sends of each incident the first that
/// waits, side by side, and writes down what came of it. What is in the register is all there is to know: whoever comes next goes on from it.
/// </summary>
internal sealed partial class DeliveryWorker(
    long id, IEventSender sender, Store store, FeedWatcher feed, RetrySchedule schedule, WebhookSettings settings, TimeProvider clock, ILogger<DeliveryWorker> logger)
{
    private const int FeedPageSize = 200;
    private const int MaxUnstoredPositions = 1_000; // places in the feed that held nothing for this subscriber
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    private readonly long holder = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly Dictionary<long, Task<DeliveryAttempt>> running = []; // by incident
    private CancellationToken deliveryCancellation;
    private Lease? lease;
    private Instant renewedAt;
    private Instant postponedUntil;
    private long storedPosition = -1; // the subscription's position, as last seen
    private long feedPosition;
    private bool mayHaveMore;

    /// <summary>Until the service stops, or the subscription is not active any more.</summary>
    public async Task Run(CancellationToken stopping)
    {
        using var end = new CancellationTokenSource();
        deliveryCancellation = end.Token;
        while (!stopping.IsCancellationRequested && await TryRunOnce()) await WaitForWork(stopping);
        if (running.Count > 0) await DrainDeliveries();
        await end.CancelAsync();
    }

    /// <summary>True when there may be more to do.</summary>
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
        if (await store.Read(session => session.FindSubscription(id)) is not { } to) return false;
        await SaveResults(to);
        if (!to.IsActive) return running.Count > 0;
        if (to.Position != storedPosition) (storedPosition, feedPosition) = (to.Position, to.Position); // moved by its owner
        var now = Instant.Now(clock);
        if (running.Count > 0 && !await HoldsLease(now)) return true;
        var room = settings.AtOnce - running.Count;
        if (room > 0 && now >= postponedUntil) await StartDeliveries(to, now, room);
        return true;
    }

    /// <summary>Until one has been sent, there is more in the feed, or a second has passed, in which something may have become due.</summary>
    private async Task WaitForWork(CancellationToken stopping)
    {
        var more = mayHaveMore ? feed.WaitBeyond(feedPosition) : new TaskCompletionSource().Task;
        var waker = running.Count == 0 ? more : Task.WhenAny([more, .. running.Values]);
        await waker.WaitAsync(Pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task StartDeliveries(Subscription to, Instant now, int room)
    {
        var fence = lease?.Fence;
        var due = await ListDue(now, room);
        if (due.Count < room && await store.Read(session => session.FindFeedPage(to.Filter, feedPosition, FeedPageSize)) is { } page)
        {
            if (!await QueueFromFeed(to, page, now)) return;
            mayHaveMore = true;
            if (page.Events.Count > 0) due = await ListDue(now, room);
        }
        if (due.Count == 0 || !await HoldsLease(now)) return;
        if (lease!.Fence != fence) due = await ListDue(now, room); // what was read before the lease was taken may have been sent by another replica
        foreach (var outgoing in due) running[outgoing.Event.IncidentId] = Send(to, outgoing);
    }

    private async Task<List<OutgoingEvent>> ListDue(Instant now, int room) =>
        [.. (await store.Read(session => session.ListDue(id, now, room + running.Count))).Where(outgoing => !running.ContainsKey(outgoing.Event.IncidentId)).Take(room)];

    /// <summary>False when another replica is at it. Where nothing is for this subscriber, how far was looked is not written each time.</summary>
    private async Task<bool> QueueFromFeed(Subscription to, FeedPage page, Instant now)
    {
        if (page.Events.Count > 0 || page.Next - storedPosition > MaxUnstoredPositions)
        {
            if (!await HoldsLease(now)) return false;
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

    private async Task<DeliveryAttempt> Send(Subscription to, OutgoingEvent outgoing)
    {
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

    /// <summary>Writes down what came of those that were sent. They are forgotten here only once that is committed.</summary>
    private async Task SaveResults(Subscription to)
    {
        var done = running.Values.Where(task => task.IsCompletedSuccessfully).Select(task => task.Result).ToList();
        if (done.Count == 0) return;
        var now = Instant.Now(clock);
        var tried = done.Where(attempt => attempt.Result.Verdict != DeliveryVerdict.Postponed).ToList();
        if (tried.Count > 0)
        {
            var results = DeliveryResults.From(to, tried, schedule, settings, now);
            if (lease is null || !await store.Change(lease, transaction => transaction.SaveResults(id, results), CancellationToken.None))
            {
                Abandon();
                return;
            }
            renewedAt = now;
            if (results.State is not null) LogStopped(id, results.State, results.Reason!);
        }
        foreach (var attempt in done) running.Remove(attempt.Sent.Event.IncidentId);
        Postpone(done, now);
    }

    /// <summary>A receiver that has failed too often, or asks for time, is left alone as a whole.</summary>
    private void Postpone(List<DeliveryAttempt> done, Instant now)
    {
        foreach (var attempt in done)
        {
            var throttled = attempt.Result is { Verdict: DeliveryVerdict.Postponed } or { Status: 429 or 502 or 503 or 504, RetryAfter: not null };
            if (!throttled) continue;
            var until = now.Plus(RetrySchedule.Cap(attempt.Result.RetryAfter ?? Pause));
            if (until > postponedUntil) postponedUntil = until;
        }
    }

    /// <summary>True while the lease is ours; it is renewed now and then. Where another replica had it in between, what is under way here is its own.</summary>
    private async Task<bool> HoldsLease(Instant now)
    {
        if (lease is not null && now < renewedAt.Plus(Pause)) return true;
        var taken = await store.TakeLease(Subscription.FormatLeaseName(id), holder, CancellationToken.None);
        if (taken?.Fence != lease?.Fence) running.Clear();
        (lease, renewedAt) = (taken, now);
        return taken is not null;
    }

    /// <summary>Another replica has taken over: what is under way here is not ours to write down.</summary>
    private void Abandon()
    {
        lease = null;
        running.Clear();
    }

    /// <summary>What is under way may end, for a while, so that it need not be sent twice.</summary>
    private async Task DrainDeliveries()
    {
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Id} was not served this time: {Reason}")]
    private partial void LogSkipped(long id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Subscription {Id}: sending event {Event} went wrong")]
    private partial void LogFault(Exception exception, long id, string @event);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Id} is {State} now. {Reason}")]
    private partial void LogStopped(long id, string state, string reason);
}
