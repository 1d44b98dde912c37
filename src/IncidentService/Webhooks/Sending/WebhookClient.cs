using System.Net.Http.Headers;
using System.Text;
using IncidentService.Common;
using IncidentService.Common.Telemetry;
using IncidentService.Events;
using IncidentService.Webhooks.Deliveries;
using IncidentService.Webhooks.Security;

namespace IncidentService.Webhooks.Sending;

/// <summary>The parts of a receiver's response that are used.</summary>
internal sealed record WebhookAnswer(int Status, string? Excerpt, TimeSpan? RetryAfter) : IHttpAnswer;

/// <summary>A request to a receiver: the event's id, its body, and the trace in which it happened.</summary>
internal sealed record OutgoingRequest(string Id, byte[] Body, string? TraceParent);

/// <summary>
/// Posts to receivers. It connects only to addresses that the guard allows, follows no redirects, and reads no more of a response than is
/// stored.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    private const int MostDrained = 64 * 1024;
    private readonly HttpMessageInvoker http;
    private readonly TimeProvider clock;

    public WebhookClient(AddressGuard guard, TimeProvider clock)
    {
        this.clock = clock;
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = guard.Connect,
            UseProxy = false, // otherwise the guard would check only the proxy's address
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null, // the trace of the event is carried, not that of the loop that sends it
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // because names may move to other addresses
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = MostDrained,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        });
    }

    public async ValueTask<WebhookAnswer> Post(Subscription to, OutgoingRequest outgoing, CancellationToken cancellation)
    {
        var now = Instant.Now(clock);
        using var span = Tracing.StartDelivery(outgoing.Id, outgoing.TraceParent);
        using var request = Create(to, outgoing, now);
        if ((span?.Id ?? outgoing.TraceParent) is { } trace) request.Headers.Add(Tracing.Header, trace);
        using var response = await http.SendAsync(request, cancellation);
        span?.SetTag("http.response.status_code", (int)response.StatusCode);
        var excerpt = await ReadExcerpt(response.Content, cancellation);
        return new WebhookAnswer((int)response.StatusCode, excerpt, RetryAfter(response.Headers.RetryAfter, now));
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Create(Subscription to, OutgoingRequest outgoing, Instant now)
    {
        var timestamp = now.Micros / Instant.MicrosPerSecond;
        var request = new HttpRequestMessage(HttpMethod.Post, to.Url) { Content = new ByteArrayContent(outgoing.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.ContentType);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("IncidentService", "1.0"));
        request.Headers.Add("webhook-id", outgoing.Id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString());
        request.Headers.Add("webhook-signature", WebhookSecret.Sign(to.SecretsAt(now), outgoing.Id, timestamp, outgoing.Body));
        return request;
    }

    private static async Task<string?> ReadExcerpt(HttpContent content, CancellationToken cancellation)
    {
        var buffer = new byte[DeliveryResult.LongestExcerpt];
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return DeliveryResult.ExcerptOf(Encoding.UTF8.GetString(buffer, 0, read));
    }

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, Instant now)
    {
        var wait = header?.Delta ?? header?.Date - now.ToDateTimeOffset();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
