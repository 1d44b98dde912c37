using System.Data.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Feed;

namespace IncidentService.Events.Streaming;

/// <summary>
/// Wakes the readers that wait for new events: immediately after a commit of this replica, and within a second after a commit of another.
/// </summary>
internal sealed partial class FeedWatcher(Store store, TimeProvider clock, ILogger<FeedWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private TaskCompletionSource grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long last;

    /// <summary>Completes when the feed extends beyond this position.</summary>
    public Task WaitBeyond(long position)
    {
        lock (gate) return last > position ? Task.CompletedTask : grown.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var committed = new WakeUpSignal();
        store.WakeOnCommit(committed);
        await using var timer = clock.CreateTimer(_ => committed.Set(), null, Pause, Pause);
        committed.Set();
        try
        {
            while (await committed.Wait(stoppingToken)) await Poll();
        }
        catch (OperationCanceledException)
        {
            // The service is stopping.
        }
    }

    private async Task Poll()
    {
        try
        {
            Notify(await store.Read(session => session.FindLastPosition()));
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            LogSkipped(exception.Message);
        }
    }

    private void Notify(long position)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            if (position <= last) return;
            last = position;
            (waiting, grown) = (grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        waiting.SetResult();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The feed could not be read: {Reason}")]
    private partial void LogSkipped(string reason);
}
