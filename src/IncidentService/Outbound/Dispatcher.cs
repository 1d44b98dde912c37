using System.Data.Common;
using IncidentService.Events;
using IncidentService.Hosting;
using IncidentService.Storage;

namespace IncidentService.Outbound;

/// <summary>Sees to it that every active subscription has its courier here. Which replica's courier tells it is settled by the subscription's lease.</summary>
internal sealed partial class Dispatcher(
    Store store, IEnumerable<ISender> senders, FeedWatch watch, OutboundSettings settings, TimeProvider clock, ILoggerFactory loggers) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, ISender> byKind = senders.ToDictionary(sender => sender.Kind);
    private readonly Schedule schedule = new(settings.Waits, Pipelines.Random);
    private readonly ILogger logger = loggers.CreateLogger<Dispatcher>();
    private readonly Dictionary<long, Task> couriers = [];
    private readonly Bell changed = new();
    private bool standingOnesAreThere;

    /// <summary>A subscription was made or resumed here: there is no need to wait for the next second.</summary>
    public void Changed() => changed.Ring();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = clock.CreateTimer(_ => changed.Ring(), null, Pause, Pause);
        changed.Ring();
        try
        {
            while (await changed.Heard(stoppingToken)) await TryLook(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(couriers.Values); // which finish what is under way
        }
    }

    private async Task TryLook(CancellationToken stopping)
    {
        try
        {
            await Look(stopping);
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            LogSkipped(exception.Message);
        }
    }

    private async Task Look(CancellationToken stopping)
    {
        if (!standingOnesAreThere) await AddStanding();
        standingOnesAreThere = true;
        foreach (var ended in couriers.Where(courier => courier.Value.IsCompleted).Select(courier => courier.Key).ToList()) couriers.Remove(ended);
        foreach (var to in await store.Read(session => session.ListActiveSubscriptions()))
        {
            if (couriers.ContainsKey(to.Id) || !byKind.TryGetValue(to.Sender, out var sender)) continue;
            couriers[to.Id] = new Courier(to.Id, sender, store, watch, schedule, settings, clock, loggers.CreateLogger<Courier>()).Run(stopping);
        }
    }

    /// <summary>What configuration wants told has a subscription from now on, which keeps its place when the service starts again.</summary>
    private async Task AddStanding()
    {
        foreach (var sender in byKind.Values)
        {
            if (sender.Standing is not { } standing) continue;
            await store.Change(async transaction =>
            {
                if (await transaction.Refilter(sender.Kind, standing.Filter)) return;
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
