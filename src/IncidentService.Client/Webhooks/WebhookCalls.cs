namespace IncidentService.Client;

/// <summary>Webhooks and their deliveries. Needs the scope admin. Receivers use <see cref="WebhookVerifier"/>.</summary>
public sealed class WebhookCalls
{
    private readonly Transport transport;

    internal WebhookCalls(Transport transport) => this.transport = transport;

    /// <summary>Creates a webhook. <see cref="Webhook.Secret"/> is shown only once.</summary>
    public Task<Answer<Webhook>> CreateAsync(
        WebhookRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post("v1/webhooks", request, Json.Default.WebhookRequest, options), Json.Default.Webhook, cancellationToken);

    /// <summary>All webhooks and configured connectors.</summary>
    public Task<WebhookList> ListAsync(CancellationToken cancellationToken = default) =>
        transport.Read("v1/webhooks", Json.Default.WebhookList, cancellationToken);

    /// <summary>A webhook, with the state of its deliveries.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.WebhookUnknown"/>.</exception>
    public Task<Webhook> GetAsync(string webhook, CancellationToken cancellationToken = default) =>
        transport.Read(Of(webhook), Json.Default.Webhook, cancellationToken);

    /// <summary>Changes name, address, types or channel. Values that are omitted stay unchanged.</summary>
    public Task<Answer<Webhook>> AmendAsync(
        string webhook, AmendWebhookRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Change(Request.Patch, Of(webhook), options) with { Body = Request.Render(request, Json.Default.AmendWebhookRequest) },
            Json.Default.Webhook, cancellationToken);

    /// <summary>Deletes a webhook, with the events that wait for it.</summary>
    public Task DeleteAsync(string webhook, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Change(HttpMethod.Delete, Of(webhook), options), cancellationToken);

    /// <summary>Pauses deliveries. Events wait until it is resumed.</summary>
    public Task<Answer<Webhook>> PauseAsync(string webhook, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post(Of(webhook) + "/pause", options), Json.Default.Webhook, cancellationToken);

    /// <summary>Resumes deliveries immediately.</summary>
    public Task<Answer<Webhook>> ResumeAsync(string webhook, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post(Of(webhook) + "/resumption", options), Json.Default.Webhook, cancellationToken);

    /// <summary>
    /// Creates a new <see cref="Webhook.Secret"/>, shown only once. The old one also signs until <see cref="Webhook.OldSecretUntil"/>.
    /// </summary>
    public Task<Answer<Webhook>> RotateSecretAsync(
        string webhook, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post(Of(webhook) + "/secret", options), Json.Default.Webhook, cancellationToken);

    /// <summary>Sends a test event now, and returns the outcome.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ReceiverHeld"/>: the receiver failed repeatedly.</exception>
    public Task<Answer<Delivery>> TestAsync(string webhook, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Post(Of(webhook) + "/test", options), Json.Default.Delivery, cancellationToken);

    /// <summary>The last attempts, newest first.</summary>
    public Paged<Delivery> ListDeliveries(string webhook, int? pageSize = null) =>
        transport.Pages(
            cursor => Request.Get(Address.With(Of(webhook) + "/deliveries", ("limit", Address.Text(pageSize)), ("cursor", cursor))),
            Json.Default.PageDelivery);

    /// <summary>Events that failed too often, in feed order.</summary>
    public Paged<SetAside> ListSetAside(string webhook, int? pageSize = null) =>
        transport.Pages(
            cursor => Request.Get(Address.With(Of(webhook) + "/set-aside", ("limit", Address.Text(pageSize)), ("cursor", cursor))),
            Json.Default.PageSetAside);

    /// <summary>Sends events that were set aside again: all, unless positions are given.</summary>
    public Task<Answer<Webhook>> RedeliverAsync(
        string webhook, RedeliveryRequest? request = null, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Of(webhook) + "/redelivery", request ?? new RedeliveryRequest(), Json.Default.RedeliveryRequest, options),
            Json.Default.Webhook, cancellationToken);

    /// <summary>Sends all events again from a position or time on.</summary>
    public Task<Answer<Webhook>> ReplayAsync(
        string webhook, ReplayRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Of(webhook) + "/replay", request, Json.Default.ReplayRequest, options), Json.Default.Webhook, cancellationToken);

    private static string Of(string webhook) => "v1/webhooks/" + Address.Segment(webhook);
}
