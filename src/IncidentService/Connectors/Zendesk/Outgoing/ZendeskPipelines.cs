using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using Polly.Timeout;

namespace IncidentService.Connectors.Zendesk.Outgoing;

/// <summary>
/// The resilience pipelines for requests to Zendesk. They share one circuit breaker: if half of the requests within 30 seconds fail, no
/// requests are sent for 30 seconds. Repeatable requests are retried; a comment is retried only if Zendesk did not accept it.
/// </summary>
internal sealed class ZendeskPipelines
{
    private const int MostRetries = 3;
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>Zendesk waits twelve seconds for the response to its webhook. Requests that we send meanwhile must take less.</summary>
    private static readonly TimeSpan WhileItWaits = TimeSpan.FromSeconds(4);

    private readonly TimeProvider clock;
    private readonly TelemetryOptions telemetry;

    public ZendeskPipelines(TimeProvider clock, TelemetryOptions telemetry)
    {
        (this.clock, this.telemetry) = (clock, telemetry);
        var breaker = New("breaker")
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(30),
                ShouldHandle = args => ValueTask.FromResult(HasFailed(args.Outcome)),
            })
            .Build();
        Repeatable = Build("repeatable", breaker, outcome => HasFailed(outcome) || IsRefused(outcome));
        Once = Build("once", breaker, IsRefused);
        Hurried = New("hurried").AddTimeout(WhileItWaits).AddPipeline(breaker).Build();
    }

    /// <summary>For requests that change nothing when they are repeated.</summary>
    public ResiliencePipeline<HttpResponseMessage> Repeatable { get; }

    /// <summary>For requests that must not be repeated unless they were refused.</summary>
    public ResiliencePipeline<HttpResponseMessage> Once { get; }

    /// <summary>For requests that are sent while Zendesk waits for our response. They are not retried.</summary>
    public ResiliencePipeline<HttpResponseMessage> Hurried { get; }

    private ResiliencePipelineBuilder<HttpResponseMessage> New(string use) =>
        new ResiliencePipelineBuilder<HttpResponseMessage>
        {
            Name = "zendesk",
            InstanceName = use,
            TimeProvider = clock
        }.ConfigureTelemetry(telemetry);

    private ResiliencePipeline<HttpResponseMessage> Build(
        string use, ResiliencePipeline<HttpResponseMessage> breaker, Func<Outcome<HttpResponseMessage>, bool> again) =>
        New(use)
            .AddTimeout(new TimeoutStrategyOptions { Name = "Total", Timeout = Total })
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = MostRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(1),
                ShouldHandle = args => ValueTask.FromResult(again(args.Outcome) && !(AskedToWait(args.Outcome) > LongestWait)),
                DelayGenerator = args => ValueTask.FromResult(AskedToWait(args.Outcome)),
                OnRetry = args =>
                {
                    args.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .AddPipeline(breaker)
            .AddTimeout(new TimeoutStrategyOptions { Name = "Attempt", Timeout = Attempt })
            .Build();

    private static bool HasFailed(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException
            || outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError };

    /// <summary>Nothing was accepted: the rate limit is reached, or there was no connection.</summary>
    private static bool IsRefused(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { StatusCode: HttpStatusCode.TooManyRequests }
        || outcome.Exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        };

    private static TimeSpan? AskedToWait(Outcome<HttpResponseMessage> outcome) => outcome.Result?.Headers.RetryAfter?.Delta;
}
