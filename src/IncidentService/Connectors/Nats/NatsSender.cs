using IncidentService.Changes;
using IncidentService.Events;
using IncidentService.Webhooks;
using IncidentService.Webhooks.Deliveries;
using Polly;
using Polly.CircuitBreaker;
using Polly.Telemetry;
using Polly.Timeout;

namespace IncidentService.Connectors.Nats;

/// <summary>
/// Publishes every event to NATS JetStream: at least once and in order per incident, as to every subscriber. An event is never set aside,
/// because those behind it would overtake it in the stream.
/// </summary>
internal sealed class NatsSender(
    NatsStream stream, NatsSettings nats, ServiceSettings settings, TimeProvider clock, TelemetryOptions telemetry) : IEventSender
{
    public const string OwnKind = "nats";
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(2);
    private readonly ResiliencePipeline<DeliveryResult> pipeline = Build(clock, telemetry);

    public string Kind => OwnKind;

    public ConfiguredSubscription? Configured => new(OwnKind, EventFilter.None);

    public IReadOnlyList<TimeSpan>? EndlessWaits { get; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    public async Task<DeliveryResult> Send(Subscription to, FeedEvent happened, CancellationToken cancellation)
    {
        var body = CloudEvent.From(happened, settings.EventSource).Render();
        var message = new Publication(nats.SubjectOf(happened.Type), happened.Id, body, happened.TraceParent);
        try
        {
            return await pipeline.ExecuteAsync(token => stream.Publish(message, token), cancellation);
        }
        catch (BrokenCircuitException broken)
        {
            return DeliveryResult.Postponed(broken.RetryAfter);
        }
        catch (TimeoutRejectedException)
        {
            return DeliveryResult.Failed(DeliveryOutcomes.Timeout);
        }
    }

    private static ResiliencePipeline<DeliveryResult> Build(TimeProvider clock, TelemetryOptions telemetry) =>
        new ResiliencePipelineBuilder<DeliveryResult> { Name = OwnKind, TimeProvider = clock }
            .ConfigureTelemetry(telemetry)
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<DeliveryResult>
            {
                ShouldHandle = new PredicateBuilder<DeliveryResult>()
                    .Handle<TimeoutRejectedException>()
                    .HandleResult(result => result.Verdict == DeliveryVerdict.Failed),
                FailureRatio = 0.9,
                MinimumThroughput = 8,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = Break,
            })
            .AddTimeout(new TimeoutStrategyOptions { Name = "Attempt", Timeout = Attempt })
            .Build();
}
