using System.Data.Common;
using IncidentService.Common;
using IncidentService.Events;
using IncidentService.Storage;

namespace IncidentService.Webhooks;

/// <summary>Sees to it that every active subscription has its courier here. Which replica's courier tells it is settled by the subscription's lease.</summary>
internal sealed partial class DeliveryDispatcher(
    Store store, IEnumerable<IEventSender> senders, FeedWatcher feed, WebhookSettings settings, TimeProvider clock, ILoggerFactory loggers) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, IEventSender> byKind = senders.ToDictionary(sender => sender.Kind);
    private readonly RetrySchedule schedule = new(settings.Waits, WebhookPipelines.Random);
    private readonly ILogger logger = loggers.CreateLogger<DeliveryDispatcher>();
    private readonly Dictionary<long, Task> couriers = [];
    private readonly WakeUpSignal changed = new();
    private bool standingOnesAreThere;

    /// <summary>A subscription was made or resumed here: there is no need to wait for the next second.</summary>
    public void WakeUp() => changed.Set();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = clock.CreateTimer(_ => changed.Set(), null, Pause, Pause);
        changed.Set();
        try
        {
            while (await changed.Wait(stoppingToken)) await TryPoll(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(couriers.Values); // which finish what is under way
        }
    }

    private async Task TryPoll(CancellationToken stopping)
    {
        try
        {
            await Poll(stopping);
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            LogSkipped(exception.Message);
        }
    }

    private async Task Poll(CancellationToken stopping)
    {
        if (!standingOnesAreThere) await AddConfigured();
        standingOnesAreThere = true;
        foreach (var ended in couriers.Where(courier => courier.Value.IsCompleted).Select(courier => courier.Key).ToList()) couriers.Remove(ended);
        foreach (var to in await store.Read(session => session.ListActiveSubscriptions()))
        {
            if (couriers.ContainsKey(to.Id) || !byKind.TryGetValue(to.Sender, out var sender)) continue;
            couriers[to.Id] = new DeliveryWorker(to.Id, sender, store, feed, schedule, settings, clock, loggers.CreateLogger<DeliveryWorker>()).Run(stopping);
        }
    }

    /// <summary>What configuration wants told has a subscription from now on, which keeps its place when the service starts again.</summary>
    private async Task AddConfigured()
    {
        foreach (var sender in byKind.Values)
        {
            if (sender.Configured is not { } standing) continue;
            await store.Change(async transaction =>
            {
                if (await transaction.TryUpdateFilter(sender.Kind, standing.Filter)) return;
                await transaction.AddSubscription(new Subscription
                {
                    Id = transaction.NewId(),
                    Sender = sender.Kind,
                    Name = standing.Name,
                    Types = string.Join(' ', standing.Filter.Types),
                    Channel = standing.Filter.Channel,
                    State = SubscriptionStates.Active,
                    StateSince = transaction.Now,
                    CreatedAt = transaction.Now,
                });
            }, CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscriptions could not be looked at: {Reason}")]
    private partial void LogSkipped(string reason);
}
