using System.Data.Common;

namespace IncidentService.Storage;

/// <summary>
/// Gives events their place in the feed where the engine commits changes side by side: at once after this replica's own, and every second for
/// those of a replica that died before it could.
/// </summary>
internal sealed partial class FeedSequencer(Store store, FeedPositionSignal committed, ILogger<FeedSequencer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await committed.Wait(Pause, stoppingToken);
                await AssignPositions(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The service is stopping; another replica, or the next start, goes on.
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Numbering was skipped this time: {Reason}")]
    private partial void LogSkipped(string reason);
}
