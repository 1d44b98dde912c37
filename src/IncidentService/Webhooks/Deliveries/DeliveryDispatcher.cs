using System.Data.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Feed;
using IncidentService.Storage.Sql;
using IncidentService.Webhooks.Sending;
using IncidentService.Webhooks.Settings;

namespace IncidentService.Webhooks.Deliveries;

/// <summary>
/// Runs a delivery worker for every active subscription. The subscription's lease decides which replica's worker delivers its events.
/// </summary>
internal sealed partial class DeliveryDispatcher(
    DeliveryServices services, IEnumerable<IEventSender> senders, ILoggerFactory loggers) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Store store = services.Store;
    private readonly Dictionary<string, IEventSender> byKind = senders.ToDictionary(sender => sender.Kind);
    private readonly RetrySchedule schedule = new(services.Settings.Waits, WebhookPipelines.Random);
    private readonly ILogger logger = loggers.CreateLogger<DeliveryDispatcher>();
    private readonly Dictionary<long, Task> workers = [];
    private readonly WakeUpSignal changed = new();
    private bool configuredAreAdded;

    /// <summary>Called after a subscription was created or resumed here, so that it need not wait for the next second.</summary>
    public void WakeUp() => changed.Set();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = services.Clock.CreateTimer(_ => changed.Set(), null, Pause, Pause);
        changed.Set();
        try
        {
            while (await changed.Wait(stoppingToken)) await TryPoll(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(workers.Values); // the workers finish what they have begun
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
        if (!configuredAreAdded) await AddConfigured();
        configuredAreAdded = true;
        foreach (var ended in workers.Where(worker => worker.Value.IsCompleted).Select(worker => worker.Key).ToList())
            workers.Remove(ended);
        foreach (var to in await store.Read(session => session.ListActiveSubscriptions()))
        {
            if (workers.ContainsKey(to.Id) || !byKind.TryGetValue(to.Sender, out var sender)) continue;
            var worker = new DeliveryWorker(to.Id, sender, services, ScheduleOf(sender), loggers.CreateLogger<DeliveryWorker>());
            workers[to.Id] = worker.Run(stopping);
        }
    }

    private RetrySchedule ScheduleOf(IEventSender sender) =>
        sender.EndlessWaits is { } waits ? new RetrySchedule(waits, WebhookPipelines.Random, isEndless: true) : schedule;

    /// <summary>
    /// Adds a subscription for each configured sender, or updates its filter. It keeps its position when the service restarts.
    /// </summary>
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscriptions could not be read: {Reason}")]
    private partial void LogSkipped(string reason);
}
