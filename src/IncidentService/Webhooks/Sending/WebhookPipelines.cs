using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using IncidentService.Webhooks.Settings;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using Polly.Timeout;

namespace IncidentService.Webhooks.Sending;

/// <summary>
/// The resilience pipeline of each receiver, from the outside in. An event that still fails waits in the register for the next attempt of
/// <see cref="Waits"/>, not here.
/// </summary>
internal sealed class WebhookPipelines(WebhookSettings settings, TimeProvider clock, TelemetryOptions telemetry)
{
    /// <summary>The example schedule of Standard Webhooks: the first attempt immediately, the last after 75 hours and 35 minutes.</summary>
    public static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private readonly ConcurrentDictionary<(long Id, string Url), ResiliencePipeline<WebhookAnswer>> kept = new();

    /// <summary>A random number from 0 to 1.</summary>
    public static double Random() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    /// <summary>The pipeline of one receiver; another address is another receiver.</summary>
    public ResiliencePipeline<WebhookAnswer> For(Subscription to) => kept.GetOrAdd((to.Id, to.Url!), _ => Build(to.Id));

    public void Remove(long id)
    {
        foreach (var key in kept.Keys.Where(key => key.Id == id)) kept.TryRemove(key, out _);
    }

    private ResiliencePipeline<WebhookAnswer> Build(long id) => new ResiliencePipelineBuilder<WebhookAnswer>
    {
        Name = "webhook", InstanceName = id.ToString(CultureInfo.InvariantCulture), TimeProvider = clock,
    }
        .ConfigureTelemetry(telemetry)
        .AddTimeout(new TimeoutStrategyOptions { Name = "Total", Timeout = settings.AttemptLasts * 1.5 })
        .AddConcurrencyLimiter(permitLimit: settings.AtOnce, queueLimit: settings.AtOnce)
        .AddRetry(new RetryStrategyOptions<WebhookAnswer>
        {
            ShouldHandle = new PredicateBuilder<WebhookAnswer>()
                .Handle<HttpRequestException>(failure => failure.HttpRequestError == HttpRequestError.ResponseEnded),
            MaxRetryAttempts = 1, // for a pooled connection that the receiver has closed meanwhile
            Delay = TimeSpan.Zero,
            Randomizer = Random,
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<WebhookAnswer>
        {
            ShouldHandle = new PredicateBuilder<WebhookAnswer>()
                .Handle<HttpRequestException>()
                .Handle<IOException>()
                .Handle<TimeoutRejectedException>()
                .HandleResult(answer => answer.Status is >= 500 or 429),
            FailureRatio = 0.9,
            MinimumThroughput = 8,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = settings.BreakLasts,
        })
        .AddTimeout(new TimeoutStrategyOptions { Name = "Attempt", Timeout = settings.AttemptLasts })
        .Build();
}
