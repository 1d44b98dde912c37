using System.Data.Common;
using System.Security.Cryptography;
using IncidentService.Common;
using IncidentService.Common.Lifetime;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Incidents.Cards;

/// <summary>
/// Gives incidents that were opened by an older program their stored cards, once, newest first. It works no more than half of the time,
/// and continues where it was when the service stopped. One replica at a time holds the lease.
/// </summary>
internal sealed partial class CardFilling(
    Store store, CardKeeper keeper, IHostApplicationLifetime lifetime, ILogger<CardFilling> logger) : BackgroundService
{
    /// <summary>
    /// How long after the migration no card is stored where no trigger deletes former ones, on SQL Server: replicas of an older program,
    /// which may serve beside this one for a while, remove personal data without deleting stored cards.
    /// </summary>
    public static readonly TimeSpan OlderReplicasEndWithin = TimeSpan.FromHours(1);

    private const int AtOnce = 100;

    /// <summary>How long it waits for another replica, for the register, or for replicas of an older program to end.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly long holder = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>Gives the next incidents their cards. False if another replica does.</summary>
    public async Task<bool> FillPage(CancellationToken cancellation)
    {
        if (await store.TakeLease(StoredCardSql.FillingLease, holder, cancellation) is not { } lease) return false;
        var incidents = await store.Read(
            async session => await session.ListWithoutCard(await session.FindFilledTo() ?? long.MaxValue, AtOnce));
        var cards = new List<RenderedCard>();
        foreach (var incident in incidents)
        {
            if (await TryRender(incident) is { } card) cards.Add(card);
        }
        cards.Reverse(); // by rising id: the other way round, SQLite would leave half of each page empty
        await keeper.StoreAll(cards, cancellation);
        return await store.Change(
            lease,
            transaction =>
            {
                transaction.SaveFilledTo(incidents.Count < AtOnce ? 0 : incidents[^1].Id);
                return Task.CompletedTask;
            },
            cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.WaitForStart(stoppingToken);
            while (await TryFillPage(stoppingToken) is { } pause) await Task.Delay(pause, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service is stopping.
        }
    }

    /// <summary>Returns how long to wait before the next page; null if all incidents have their cards.</summary>
    private async Task<TimeSpan?> TryFillPage(CancellationToken cancellation)
    {
        if (!await TryBegin()) return Pause;
        try
        {
            if (await store.Read(session => session.FindFilledTo()) == 0) return null;
            var began = TimeProvider.System.GetTimestamp();
            return await FillPage(cancellation) ? TimeProvider.System.GetElapsedTime(began) : Pause;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogSkipped(exception.Message);
            return Pause;
        }
    }

    /// <summary>Has cards stored from now on, if they may be.</summary>
    private async Task<bool> TryBegin()
    {
        if (keeper.Stores) return true;
        try
        {
            if (await store.Read(MayStore)) keeper.Begin();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogSkipped(exception.Message);
        }
        return keeper.Stores;
    }

    private async Task<bool> MayStore(Session session) => session.Dialect.DeletesFormerCards
        || await session.FindFilledTo() is not null
        || (await session.FindCardsSince()).Plus(OlderReplicasEndWithin) <= Instant.Now(store.Clock);

    /// <summary>Null if there is no such incident any more, or if what is stored of it cannot be shown.</summary>
    private async Task<RenderedCard?> TryRender(IncidentVersion incident)
    {
        try
        {
            if (await store.FindCard(incident.Number) is not { } parts) return null;
            var card = new RenderedCard(parts);
            return CardBody.Fits(card.Json) ? card : null;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or DbException or StoreUnavailableException))
        {
            LogUnreadable(exception, incident.Id);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cards of older incidents were not stored this time: {Reason}")]
    private partial void LogSkipped(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The card of the incident with id {IncidentId} cannot be put together")]
    private partial void LogUnreadable(Exception exception, long incidentId);
}
