using System.Data.Common;
using System.Security.Cryptography;
using IncidentService.Events;
using IncidentService.Storage;

namespace IncidentService.Outbound;

/// <summary>
/// Tells one subscriber, as long as it is active and no other replica does: takes events from the feed, sends of each incident the first that
/// waits, side by side, and writes down what came of it. What is in the register is all there is to know: whoever comes next goes on from it.
/// </summary>
internal sealed partial class Courier(
    long id, ISender sender, Store store, FeedWatch watch, Schedule schedule, OutboundSettings settings, TimeProvider clock, ILogger<Courier> logger)
{
    private const int TakenAtOnce = 200;
    private const int MostUnwritten = 1_000; // places in the feed that held nothing for this subscriber
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(5);

    private readonly long holder = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly Dictionary<long, Task<Attempt>> running = []; // by incident
    private CancellationToken abandoned;
    private Lease? lease;
    private Instant renewedAt;
    private Instant heldUntil;
    private long written = -1; // the subscription's position, as last seen
    private long looked;
    private bool hungry;

    /// <summary>Until the service stops, or the subscription is not active any more.</summary>
    public async Task Run(CancellationToken stopping)
    {
        using var end = new CancellationTokenSource();
        abandoned = end.Token;
        while (!stopping.IsCancellationRequested && await TryTurn()) await Rest(stopping);
        if (running.Count > 0) await Finish();
        await end.CancelAsync();
    }

    /// <summary>True when there may be more to do.</summary>
    private async Task<bool> TryTurn()
    {
        try
        {
            return await Turn();
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            hungry = false;
            LogSkipped(id, exception.Message);
            return true;
        }
    }

    private async Task<bool> Turn()
    {
        hungry = false;
        if (await store.Read(session => session.FindSubscription(id)) is not { } to) return false;
        await Settle(to);
        if (!to.IsActive) return running.Count > 0;
        if (to.Position != written) (written, looked) = (to.Position, to.Position); // moved by its owner
        var now = Instant.Now(clock);
        if (running.Count > 0 && !await Holds(now)) return true;
        var room = settings.AtOnce - running.Count;
        if (room > 0 && now >= heldUntil) await Start(to, now, room);
        return true;
    }

    /// <summary>Until one has been sent, there is more in the feed, or a second has passed, in which something may have become due.</summary>
    private async Task Rest(CancellationToken stopping)
    {
        var more = hungry ? watch.Beyond(looked) : new TaskCompletionSource().Task;
        var waker = running.Count == 0 ? more : Task.WhenAny([more, .. running.Values]);
        await waker.WaitAsync(Pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Start(Subscription to, Instant now, int room)
    {
        var fence = lease?.Fence;
        var due = await Due(now, room);
        if (due.Count < room && await store.Read(session => session.ReadFeed(to.Filter, looked, TakenAtOnce)) is { } stretch)
        {
            if (!await Take(to, stretch, now)) return;
            hungry = true;
            if (stretch.Events.Count > 0) due = await Due(now, room);
        }
        if (due.Count == 0 || !await Holds(now)) return;
        if (lease!.Fence != fence) due = await Due(now, room); // what was read before the lease was taken may have been sent by another replica
        foreach (var outgoing in due) running[outgoing.Event.IncidentId] = Send(to, outgoing);
    }

    private async Task<List<OutgoingEvent>> Due(Instant now, int room) =>
        [.. (await store.Read(session => session.ListDue(id, now, room + running.Count))).Where(outgoing => !running.ContainsKey(outgoing.Event.IncidentId)).Take(room)];

    /// <summary>False when another replica is at it. Where nothing is for this subscriber, how far was looked is not written each time.</summary>
    private async Task<bool> Take(Subscription to, FeedStretch stretch, Instant now)
    {
        if (stretch.Events.Count > 0 || stretch.Next - written > MostUnwritten)
        {
            if (!await Holds(now)) return false;
            var from = written;
            if (!await store.Change(lease!, transaction => transaction.TakeFromFeed(to, from, stretch), CancellationToken.None))
            {
                Abandon();
                return false;
            }
            written = stretch.Next;
        }
        looked = stretch.Next;
        return true;
    }

    private async Task<Attempt> Send(Subscription to, OutgoingEvent outgoing)
    {
        var (at, started) = (Instant.Now(clock), clock.GetTimestamp());
        Sending sending;
        try
        {
            sending = await sender.Send(to, outgoing.Event, abandoned);
        }
        catch (OperationCanceledException) when (!abandoned.IsCancellationRequested)
        {
            sending = Sending.Failed(DeliveryOutcomes.Timeout);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFault(exception, id, outgoing.Event.Id);
            sending = Sending.Failed(DeliveryOutcomes.Fault);
        }
        return new Attempt(outgoing, sending, at, (long)clock.GetElapsedTime(started).TotalMicroseconds);
    }

    /// <summary>Writes down what came of those that were sent. They are forgotten here only once that is committed.</summary>
    private async Task Settle(Subscription to)
    {
        var done = running.Values.Where(task => task.IsCompletedSuccessfully).Select(task => task.Result).ToList();
        if (done.Count == 0) return;
        var now = Instant.Now(clock);
        var tried = done.Where(attempt => attempt.Sending.Verdict != Verdict.Held).ToList();
        if (tried.Count > 0)
        {
            var settlement = Settlement.Of(to, tried, schedule, settings, now);
            if (lease is null || !await store.Change(lease, transaction => transaction.Settle(id, settlement), CancellationToken.None))
            {
                Abandon();
                return;
            }
            renewedAt = now;
            if (settlement.State is not null) LogStopped(id, settlement.State, settlement.Reason!);
        }
        foreach (var attempt in done) running.Remove(attempt.Sent.Event.IncidentId);
        Hold(done, now);
    }

    /// <summary>A receiver that has failed too often, or asks for time, is left alone as a whole.</summary>
    private void Hold(List<Attempt> done, Instant now)
    {
        foreach (var attempt in done)
        {
            var throttled = attempt.Sending is { Verdict: Verdict.Held } or { Status: 429 or 502 or 503 or 504, RetryAfter: not null };
            if (!throttled) continue;
            var until = now.Plus(Schedule.Capped(attempt.Sending.RetryAfter ?? Pause));
            if (until > heldUntil) heldUntil = until;
        }
    }

    /// <summary>True while the lease is ours; it is renewed now and then. Where another replica had it in between, what is under way here is its own.</summary>
    private async Task<bool> Holds(Instant now)
    {
        if (lease is not null && now < renewedAt.Plus(Pause)) return true;
        var taken = await store.TakeLease(Subscription.LeaseOf(id), holder, CancellationToken.None);
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
    private async Task Finish()
    {
        Task ending = Task.WhenAll(running.Values).WaitAsync(TimeToFinish);
        await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            if (await store.Read(session => session.FindSubscription(id)) is { } to) await Settle(to);
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
