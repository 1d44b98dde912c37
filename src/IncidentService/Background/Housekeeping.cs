using System.Data.Common;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Sessions;
using IncidentService.Sessions.Lifetime;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Background;

/// <summary>Deletes expired data in small batches.</summary>
internal sealed partial class Housekeeping(
    Store store, SessionSettings sessions, TimeProvider clock, ILogger<Housekeeping> logger) : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await DeleteExpired(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service is stopping.
        }
    }

    private async Task DeleteExpired(CancellationToken cancellation)
    {
        try
        {
            while (await DeleteOldReplies(cancellation) == AtOnce) { }
            while (await DeleteEndedSessions(cancellation) >= AtOnce) { }
            while (await DeleteOldTrackingLinks(cancellation) == AtOnce) { }
            await store.ForgetCommits(cancellation);
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            LogSkipped(exception);
        }
    }

    private async Task<int> DeleteOldReplies(CancellationToken cancellation) =>
        (await store.Change<int>(async transaction => await transaction.DeleteOldReplies(AtOnce), cancellation)).Value;

    private async Task<int> DeleteEndedSessions(CancellationToken cancellation)
    {
        var lastUsed = Instant.Now(clock).Plus(-sessions.Idle - BrowserSession.RenewedAfter);
        return (await store.Change<int>(async transaction => await transaction.DeleteEndedSessions(lastUsed, AtOnce), cancellation)).Value;
    }

    private async Task<int> DeleteOldTrackingLinks(CancellationToken cancellation) =>
        (await store.Change<int>(async transaction => await transaction.DeleteOldTrackingLinks(AtOnce), cancellation)).Value;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping was skipped this time")]
    private partial void LogSkipped(Exception exception);
}
