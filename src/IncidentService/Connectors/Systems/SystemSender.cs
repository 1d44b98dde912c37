using IncidentService.Events;
using IncidentService.Outbound;

namespace IncidentService.Connectors.Systems;

/// <summary>Tells a calling system what it wants to hear of, as webhooks are told: signed with the secret, and sent to the address, that configuration gives it.</summary>
internal sealed class SystemSender(CallingSystem system, WebhookSender webhooks) : ISender
{
    private const string KindPrefix = "system:";
    private static readonly Task<Sending> NotForIt = Task.FromResult(new Sending(Verdict.Delivered, DeliveryOutcomes.Delivered));

    public string Kind => KindPrefix + system.Name;

    public Standing? Standing => new(system.Name, new EventFilter([.. system.Hearings.Select(hearing => hearing.Type).Distinct()], null));

    public Task<Sending> Send(Subscription to, FeedEvent happened, CancellationToken cancellation) =>
        system.Hears(happened) ? webhooks.Send(AsConfigured(to), happened, cancellation) : NotForIt;

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
