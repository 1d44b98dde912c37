using System.Data.Common;
using System.Security.Cryptography;
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
    private const int AtOnce = 100;

    /// <summary>How long it waits for another replica, or for the register.</summary>
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
            if (await store.FindCard(incident.Number) is { } parts) cards.Add(new RenderedCard(parts));
        }
        await keeper.Store(cards, cancellation);
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
            await Started(stoppingToken);
            while (await TryFillPage(stoppingToken) is { } pause) await Task.Delay(pause, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service is stopping.
        }
    }

    /// <summary>A program that cannot serve, for example because its address is in use, fills nothing.</summary>
    private async Task Started(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }

    /// <summary>Returns how long to wait before the next page; null if all incidents have their cards.</summary>
    private async Task<TimeSpan?> TryFillPage(CancellationToken cancellation)
    {
        try
        {
            if (await store.Read(session => session.FindFilledTo()) == 0) return null;
            var began = TimeProvider.System.GetTimestamp();
            return await FillPage(cancellation) ? TimeProvider.System.GetElapsedTime(began) : Pause;
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException or ConcurrencyConflictException)
        {
            LogSkipped(exception.Message);
            return Pause;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cards of older incidents were not stored this time: {Reason}")]
    private partial void LogSkipped(string reason);
}
