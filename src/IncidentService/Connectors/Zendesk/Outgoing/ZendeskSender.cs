using System.Net;
using System.Text.Json;
using IncidentService.Events;
using IncidentService.Timeline;
using IncidentService.Webhooks;
using IncidentService.Webhooks.Deliveries;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace IncidentService.Connectors.Zendesk.Outgoing;

/// <summary>Delivers events to Zendesk. Failed deliveries are retried later, as for every subscriber.</summary>
internal sealed class ZendeskSender(ZendeskOutbox outbox) : IEventSender
{
    private static readonly EventFilter Heard = new([EventTypes.Opened, EventTypes.ReferenceAdded, .. ZendeskNotes.Types], null);
    private static readonly DeliveryResult Delivered = new(DeliveryVerdict.Delivered, DeliveryOutcomes.Delivered);

    public string Kind => ZendeskSettings.System;

    public ConfiguredSubscription? Configured => new(ZendeskSettings.System, Heard);

    public async Task<DeliveryResult> Send(Subscription to, FeedEvent happened, CancellationToken cancellation)
    {
        try
        {
            await outbox.Send(happened, cancellation);
            return Delivered;
        }
        catch (BrokenCircuitException broken)
        {
            return DeliveryResult.Postponed(broken.RetryAfter);
        }
        catch (TimeoutRejectedException)
        {
            return DeliveryResult.Failed(DeliveryOutcomes.Timeout);
        }
        catch (ZendeskException refused)
        {
            return new DeliveryResult(refused.RefusesThis ? DeliveryVerdict.Refused : DeliveryVerdict.Failed, DeliveryOutcomes.Status)
            {
                Status = (int)refused.StatusCode!,
                RetryAfter = refused.RetryAfter
            };
        }
        catch (HttpRequestException)
        {
            return DeliveryResult.Failed(DeliveryOutcomes.Connection);
        }
        catch (JsonException)
        {
            return DeliveryResult.Failed(DeliveryOutcomes.Fault);
        }
    }
}

/// <summary>Zendesk responded with an error.</summary>
internal sealed class ZendeskException(HttpStatusCode status, TimeSpan? retryAfter) : HttpRequestException(
    $"Zendesk answered {(int)status}.", null, status)
{
    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>Zendesk works but refuses this request: the ticket is deleted or closed, or somebody else is changing it.</summary>
    public bool RefusesThis =>
        StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity;
}
