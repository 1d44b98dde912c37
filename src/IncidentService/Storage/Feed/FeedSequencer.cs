using System.Data.Common;
using IncidentService.Common.Outcomes;

namespace IncidentService.Storage.Feed;

/// <summary>
/// Assigns feed positions where the engine commits changes concurrently: immediately after a commit of this replica, and every second for
/// the events of a replica that stopped before it could.
/// </summary>
internal sealed partial class FeedSequencer(Store store, ILogger<FeedSequencer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How long events are collected, so that one statement gives positions to many and writers keep the server.</summary>
    private static readonly TimeSpan Collecting = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var committed = new WakeUpSignal();
        store.WakeOnCommit(committed);
        await using var timer = TimeProvider.System.CreateTimer(_ => committed.Set(), null, Pause, Pause);
        try
        {
            while (await committed.Wait(stoppingToken))
            {
                await AssignPositions(stoppingToken);
                await Task.Delay(Collecting, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The service is stopping. Another replica or the next start continues.
        }
    }

    private async Task AssignPositions(CancellationToken cancellation)
    {
        try
        {
            await store.AssignFeedPositions(cancellation);
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException or ConcurrencyConflictException)
        {
            LogSkipped(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Feed positions were not assigned this time: {Reason}")]
    private partial void LogSkipped(string reason);
}
