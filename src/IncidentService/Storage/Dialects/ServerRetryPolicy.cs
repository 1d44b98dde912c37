using System.Data.Common;
using IncidentService.Common.Outcomes;
using Polly;
using Polly.Retry;
using Polly.Telemetry;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// How long the store retries on a server before it gives up. A conflict is retried at once and often. An unavailable server is retried
/// ever more slowly, for about five seconds: longer than a restart takes, and shorter than a caller waits.
/// </summary>
internal static class ServerRetryPolicy
{
    public static ResiliencePipeline Create(ServerDialect dialect, TelemetryOptions telemetry) =>
        new ResiliencePipelineBuilder { Name = "register", InstanceName = dialect.Name }
        .ConfigureTelemetry(telemetry)
        .AddRetry(new RetryStrategyOptions
        {
            Name = "Outage",
            ShouldHandle = new PredicateBuilder().Handle<DbException>(dialect.IsTransient).Handle<Exception>(dialect.HasLostStep),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(50),
            MaxDelay = TimeSpan.FromSeconds(1),
            MaxRetryAttempts = 9,
        })
        .AddRetry(new RetryStrategyOptions
        {
            Name = "Conflict",
            ShouldHandle = new PredicateBuilder()
                .Handle<ConcurrencyConflictException>().Handle<CommitInDoubtException>().Handle<DbException>(dialect.IsConflict),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(2),
            MaxDelay = TimeSpan.FromMilliseconds(100),
            MaxRetryAttempts = 50,
        })
        .Build();
}
