using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace IncidentService.Client;

/// <summary>What the pipeline needs to know about a call: whether it names a version, and when it started.</summary>
internal sealed record CallState(bool IsConditional, long Began);

/// <summary>
/// The resilience pipeline. Outermost first: a timeout for all attempts, retries while they are safe and useful, a circuit breaker, and a
/// timeout per attempt. All calls of a client share the circuit breaker.
/// </summary>
internal static class Resilience
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    public static ResiliencePropertyKey<CallState> Call { get; } = new("incident-call");

    public static ResiliencePipeline<HttpAnswer> Pipeline(IncidentClientOptions options, TimeProvider clock)
    {
        var pipeline = new ResiliencePipelineBuilder<HttpAnswer> { TimeProvider = clock }.AddTimeout(options.TotalTimeout);
        if (options.Retries > 0) pipeline.AddRetry(Repeats(options, clock));
        return pipeline.AddCircuitBreaker(Breaker(options)).AddTimeout(options.AttemptTimeout).Build();
    }

    /// <summary>
    /// Whether the connection failed or the response timed out, so that it is unknown whether the request was carried out.
    /// </summary>
    public static bool IsFault(Exception? exception) =>
        exception is HttpRequestException or TimeoutRejectedException or OperationCanceledException { InnerException: TimeoutException };

    private static RetryStrategyOptions<HttpAnswer> Repeats(IncidentClientOptions options, TimeProvider clock) => new()
    {
        MaxRetryAttempts = options.Retries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.RetryDelay,
        MaxDelay = LongestDelay,
        DelayGenerator = attempt => new(attempt.Outcome.Result?.RetryAfter),
        ShouldHandle = attempt => new(MayRepeat(attempt.Outcome, attempt.Context.Properties.GetValue(Call, null!), options, clock)),
    };

    // Every call may be repeated: the service carries out a POST once per key, and the other methods are idempotent. Only a call that names
    // a version is not repeated after a lost response: if the first attempt succeeded, the repeat would fail with PreconditionFailed.
    private static bool MayRepeat(Outcome<HttpAnswer> outcome, CallState call, IncidentClientOptions options, TimeProvider clock)
    {
        if (outcome.Result is not { } answer) return IsFault(outcome.Exception) && !call.IsConditional;
        if (!HttpAnswer.IsTransient(answer.Status) && !IsInProgress(answer)) return false;
        if (call.IsConditional && answer.Status is not (429 or 503)) return false;
        return answer.RetryAfter is not { } wait || clock.GetElapsedTime(call.Began) + wait < options.TotalTimeout;
    }

    private static bool IsInProgress(HttpAnswer answer) => answer.Status == 409 && ProblemReader.Parse(answer).Kind == ProblemKind.Conflict;

    private static CircuitBreakerStrategyOptions<HttpAnswer> Breaker(IncidentClientOptions options) => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 10,
        SamplingDuration = TimeSpan.FromSeconds(30),
        BreakDuration = options.BreakDuration,
        ShouldHandle = attempt =>
            new(attempt.Outcome.Result is { } answer ? answer.Status is 502 or 503 or 504 : IsFault(attempt.Outcome.Exception)),
    };
}
