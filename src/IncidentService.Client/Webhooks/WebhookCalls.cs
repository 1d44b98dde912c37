namespace IncidentService.Client;

/// <summary>Who is told of events, and how that goes. Needs the scope admin. What a receiver does: <see cref="WebhookVerifier"/>.</summary>
public sealed class WebhookCalls
{
    private readonly Transport transport;

    internal WebhookCalls(Transport transport) => this.transport = transport;

    /// <summary>Makes a webhook. <see cref="Webhook.Secret"/> is shown this once.</summary>
    public Task<Answer<Webhook>> CreateAsync(WebhookRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post("v1/webhooks", request, Json.Default.WebhookRequest, options), Json.Default.Webhook, cancellationToken);

    /// <summary>All webhooks, and the connectors that configuration names.</summary>
    public Task<WebhookList> ListAsync(CancellationToken cancellationToken = default) => transport.Read("v1/webhooks", Json.Default.WebhookList, cancellationToken);

    /// <summary>A webhook, and how it goes.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.WebhookUnknown"/>.</exception>
    public Task<Webhook> GetAsync(string webhook, CancellationToken cancellationToken = default) => transport.Read(Of(webhook), Json.Default.Webhook, cancellationToken);

    /// <summary>Changes name, address, types or channel: what is not named stays.</summary>
    public Task<Answer<Webhook>> AmendAsync(string webhook, AmendWebhookRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Change(Request.Patch, Of(webhook), options) with { Body = Request.Render(request, Json.Default.AmendWebhookRequest) },
            Json.Default.Webhook, cancellationToken);

    /// <summary>Ends it, with what waits for it.</summary>
    public Task DeleteAsync(string webhook, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Change(HttpMethod.Delete, Of(webhook), options), cancellationToken);

    /// <summary>What happens waits until it is resumed.</summary>
    public Task<Answer<Webhook>> PauseAsync(string webhook, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post(Of(webhook) + "/pause", options), Json.Default.Webhook, cancellationToken);

    /// <summary>It is told again, at once.</summary>
    public Task<Answer<Webhook>> ResumeAsync(string webhook, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post(Of(webhook) + "/resumption", options), Json.Default.Webhook, cancellationToken);

    /// <summary>A new <see cref="Webhook.Secret"/>, shown this once; the old one signs too until <see cref="Webhook.OldSecretUntil"/>.</summary>
    public Task<Answer<Webhook>> RotateSecretAsync(string webhook, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post(Of(webhook) + "/secret", options), Json.Default.Webhook, cancellationToken);

    /// <summary>Sends an event in which nothing happened, now, and says what came of it.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ReceiverHeld"/>: it has failed too often just now.</exception>
    public Task<Answer<Delivery>> TestAsync(string webhook, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post(Of(webhook) + "/test", options), Json.Default.Delivery, cancellationToken);

    /// <summary>The last attempts, newest first.</summary>
    public Paged<Delivery> ListDeliveries(string webhook, int? pageSize = null) =>
        transport.Pages(
            cursor => Request.Get(Address.With(Of(webhook) + "/deliveries", ("limit", Address.Text(pageSize)), ("cursor", cursor))), Json.Default.PageDelivery);

    /// <summary>Events that were tried often enough in vain, in the order of the feed.</summary>
    public Paged<SetAside> ListSetAside(string webhook, int? pageSize = null) =>
        transport.Pages(
            cursor => Request.Get(Address.With(Of(webhook) + "/set-aside", ("limit", Address.Text(pageSize)), ("cursor", cursor))), Json.Default.PageSetAside);

    /// <summary>Sends what was set aside again: all of it, unless positions are given.</summary>
    public Task<Answer<Webhook>> RedeliverAsync(
        string webhook, RedeliveryRequest? request = null, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Of(webhook) + "/redelivery", request ?? new RedeliveryRequest(), Json.Default.RedeliveryRequest, options),
            Json.Default.Webhook, cancellationToken);

    /// <summary>Sends everything again from a position or time on.</summary>
    public Task<Answer<Webhook>> ReplayAsync(string webhook, ReplayRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post(Of(webhook) + "/replay", request, Json.Default.ReplayRequest, options), Json.Default.Webhook, cancellationToken);

    private static string Of(string webhook) => "v1/webhooks/" + Address.Segment(webhook);
}
