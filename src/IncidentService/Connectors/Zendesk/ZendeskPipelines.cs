using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Telemetry;
using Polly.Timeout;

namespace IncidentService.Connectors.Zendesk;

/// <summary>
/// How calls to Zendesk are made. One breaker for all: when half of the calls of half a minute fail, nobody calls for half a minute. What may be
/// sent twice is; a comment is sent again only where Zendesk has said that it did not take it.
/// </summary>
internal sealed class ZendeskPipelines
{
    private const int MostRetries = 3;
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>Zendesk waits twelve seconds for the answer to its webhook: what is asked meanwhile has less.</summary>
    private static readonly TimeSpan WhileItWaits = TimeSpan.FromSeconds(4);

    private readonly TimeProvider clock;
    private readonly TelemetryOptions telemetry;

    public ZendeskPipelines(TimeProvider clock, TelemetryOptions telemetry)
    {
        (this.clock, this.telemetry) = (clock, telemetry);
        var breaker = New("breaker")
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = 0.5, MinimumThroughput = 10, SamplingDuration = TimeSpan.FromSeconds(30), BreakDuration = TimeSpan.FromSeconds(30),
                ShouldHandle = args => ValueTask.FromResult(HasFailed(args.Outcome)),
            })
            .Build();
        Repeatable = Build("repeatable", breaker, outcome => HasFailed(outcome) || IsRefused(outcome));
        Once = Build("once", breaker, IsRefused);
        Hurried = New("hurried").AddTimeout(WhileItWaits).AddPipeline(breaker).Build();
    }

    /// <summary>Of what changes nothing when it is sent again.</summary>
    public ResiliencePipeline<HttpResponseMessage> Repeatable { get; }

    /// <summary>Of what must not be sent again unless it was refused.</summary>
    public ResiliencePipeline<HttpResponseMessage> Once { get; }

    /// <summary>Of what is not worth waiting for.</summary>
    public ResiliencePipeline<HttpResponseMessage> Hurried { get; }

    private ResiliencePipelineBuilder<HttpResponseMessage> New(string use) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { Name = "zendesk", InstanceName = use, TimeProvider = clock }.ConfigureTelemetry(telemetry);

    private ResiliencePipeline<HttpResponseMessage> Build(
        string use, ResiliencePipeline<HttpResponseMessage> breaker, Func<Outcome<HttpResponseMessage>, bool> again) =>
        New(use)
            .AddTimeout(new TimeoutStrategyOptions { Name = "Total", Timeout = Total })
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = MostRetries, BackoffType = DelayBackoffType.Exponential, UseJitter = true, Delay = TimeSpan.FromSeconds(1),
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
        outcome.Exception is HttpRequestException or TimeoutRejectedException || outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError };

    /// <summary>Nothing was taken: the limit of calls is reached, or nobody was there.</summary>
    private static bool IsRefused(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { StatusCode: HttpStatusCode.TooManyRequests }
        || outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    private static TimeSpan? AskedToWait(Outcome<HttpResponseMessage> outcome) => outcome.Result?.Headers.RetryAfter?.Delta;
}
