using IncidentService.Changes;
using IncidentService.Events;
using IncidentService.Webhooks.Deliveries;
using IncidentService.Webhooks.Security;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace IncidentService.Webhooks.Sending;

/// <summary>Sends CloudEvents to webhooks according to Standard Webhooks.</summary>
internal sealed class WebhookSender(WebhookPipelines pipelines, WebhookClient client, ServiceSettings settings) : IEventSender
{
    public const string OwnKind = "webhook";

    /// <summary>Statuses by which a receiver rejects one event; they say nothing about the next event.</summary>
    private static readonly int[] RefusesOne = [400, 409, 413, 415, 422];

    public string Kind => OwnKind;

    public ConfiguredSubscription? Configured => null;

    public Task<DeliveryResult> Send(Subscription to, FeedEvent happened, CancellationToken cancellation) =>
        Post(
            to, new OutgoingRequest(happened.Id, CloudEvent.From(happened, settings.EventSource).Render(), happened.TraceParent),
            cancellation);

    public async Task<DeliveryResult> Post(Subscription to, OutgoingRequest request, CancellationToken cancellation)
    {
        try
        {
            return ToResult(await pipelines.For(to).ExecuteAsync(token => client.Post(to, request, token), cancellation));
        }
        catch (BrokenCircuitException broken)
        {
            return DeliveryResult.Postponed(broken.RetryAfter);
        }
        catch (RateLimiterRejectedException)
        {
            return DeliveryResult.Postponed(null);
        }
        catch (TimeoutRejectedException)
        {
            return DeliveryResult.Failed(DeliveryOutcomes.Timeout);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return DeliveryResult.Failed(FindCause(exception));
        }
    }

    private static DeliveryResult ToResult(WebhookAnswer answer)
    {
        var verdict = answer.Status switch
        {
            >= 200 and <= 299 => DeliveryVerdict.Delivered,
            410 => DeliveryVerdict.Gone,
            _ when RefusesOne.Contains(answer.Status) => DeliveryVerdict.Refused,
            _ => DeliveryVerdict.Failed,
        };
        return new DeliveryResult(verdict, verdict == DeliveryVerdict.Delivered ? DeliveryOutcomes.Delivered : DeliveryOutcomes.Status)
        {
            Status = answer.Status,
            Excerpt = answer.Excerpt,
            RetryAfter = answer.RetryAfter,
        };
    }

    private static string FindCause(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException) return DeliveryOutcomes.Address;
        }
        return exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            ? DeliveryOutcomes.Certificate
            : DeliveryOutcomes.Connection;
    }
}
