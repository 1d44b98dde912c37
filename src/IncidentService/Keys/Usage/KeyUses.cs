using System.Collections.Concurrent;
using System.Data.Common;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Keys.Usage;

/// <summary>
/// Remembers when each key was last used, and writes it once a minute. A crash loses at most the last minute.
/// </summary>
internal sealed partial class KeyUses(Store store, TimeProvider clock, ILogger<KeyUses> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<long, Instant> uses = new();

    public void Add(ApiKey key) => uses[key.Id] = Instant.Now(clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Write(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service is stopping.
        }
    }

    private async Task Write(CancellationToken cancellation)
    {
        var written = uses.ToArray();
        if (written.Length == 0) return;
        try
        {
            await store.Change(
                transaction =>
                {
                    foreach (var (id, at) in written) transaction.SetLastUse(id, at);
                    return Task.CompletedTask;
                },
                cancellation);
            foreach (var use in written) uses.TryRemove(use); // unless it was used again meanwhile
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            LogNotWritten(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last uses of keys could not be written: {Reason}")]
    private partial void LogNotWritten(string reason);
}
