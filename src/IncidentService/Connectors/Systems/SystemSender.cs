using IncidentService.Events;
using IncidentService.Webhooks;
using IncidentService.Webhooks.Deliveries;
using IncidentService.Webhooks.Sending;

namespace IncidentService.Connectors.Systems;

/// <summary>
/// Sends a system the events that its rules select. It sends them like webhooks, with the secret and the address from configuration.
/// </summary>
internal sealed class SystemSender(ConnectedSystem system, WebhookSender webhooks) : IEventSender
{
    private const string KindPrefix = "system:";
    private static readonly Task<DeliveryResult> NotForIt = Task.FromResult(
        new DeliveryResult(DeliveryVerdict.Delivered, DeliveryOutcomes.Delivered));

    public string Kind => KindPrefix + system.Name;

    public ConfiguredSubscription? Configured =>
        new(system.Name, new EventFilter([.. system.Rules.Select(rule => rule.Type).Distinct()], null));

    public Task<DeliveryResult> Send(Subscription to, FeedEvent happened, CancellationToken cancellation) =>
        system.Receives(happened) ? webhooks.Send(AsConfigured(to), happened, cancellation) : NotForIt;

    private Subscription AsConfigured(Subscription to) => new()
    {
        Id = to.Id,
        Sender = to.Sender,
        Name = to.Name,
        Url = system.Url.AbsoluteUri,
        Types = to.Types,
        Secret = system.Secret,
        State = to.State,
    };
}
