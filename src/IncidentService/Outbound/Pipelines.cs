using System.Collections.Concurrent;
using System.Security.Cryptography;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace IncidentService.Outbound;

/// <summary>How each receiver is called, from the outside in. What still fails then waits in the register, not here, for the next attempt of Waits.</summary>
internal sealed class Pipelines(OutboundSettings settings, TimeProvider clock)
{
    /// <summary>The schedule that Standard Webhooks gives as its example: the first attempt at once, the last after 75 hours and 35 minutes.</summary>
    public static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private readonly ConcurrentDictionary<(long Id, string Url), ResiliencePipeline<WebhookAnswer>> kept = new();

    /// <summary>From 0 to 1.</summary>
    public static double Random() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;

    /// <summary>Of one receiver; another address is another receiver.</summary>
    public ResiliencePipeline<WebhookAnswer> For(Subscription to) => kept.GetOrAdd((to.Id, to.Url!), _ => Build());

    public void Forget(long id)
    {
        foreach (var key in kept.Keys.Where(key => key.Id == id)) kept.TryRemove(key, out _);
    }

    private ResiliencePipeline<WebhookAnswer> Build() => new ResiliencePipelineBuilder<WebhookAnswer> { TimeProvider = clock }
        .AddTimeout(settings.AttemptLasts * 1.5) // all in all
        .AddConcurrencyLimiter(permitLimit: settings.AtOnce, queueLimit: settings.AtOnce)
        .AddRetry(new RetryStrategyOptions<WebhookAnswer>
        {
            ShouldHandle = new PredicateBuilder<WebhookAnswer>().Handle<HttpRequestException>(failure => failure.HttpRequestError == HttpRequestError.ResponseEnded),
            MaxRetryAttempts = 1, // a kept connection that the receiver had closed meanwhile
            Delay = TimeSpan.Zero,
            Randomizer = Random,
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<WebhookAnswer>
        {
            ShouldHandle = new PredicateBuilder<WebhookAnswer>().Handle<HttpRequestException>().Handle<IOException>().Handle<TimeoutRejectedException>()
                .HandleResult(answer => answer.Status is >= 500 or 429),
            FailureRatio = 0.9,
            MinimumThroughput = 8,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = settings.BreakLasts,
        })
        .AddTimeout(settings.AttemptLasts) // each attempt
        .Build();
}
