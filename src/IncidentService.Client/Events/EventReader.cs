using System.Net.ServerSentEvents;
using System.Text.Json;

namespace IncidentService.Client;

/// <summary>Reads the stream, and reconnects after the last event when a connection fails.</summary>
internal sealed class EventReader(Transport transport, EventFilter? filter, string? after) : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>Three heartbeats, which the service sends every 15 seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private HttpResponseMessage? response;
    private SseParser<CloudEvent>? parser;
    private IAsyncEnumerator<SseItem<CloudEvent>>? events;
    private DateTimeOffset connectedAt;
    private int failures;

    /// <summary>Waits for the next event, however long it takes.</summary>
    public async Task<StreamedEvent> Next(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                events ??= await Connect(cancellationToken).ConfigureAwait(false);
                if (await events.MoveNextAsync().ConfigureAwait(false))
                {
                    failures = 0;
                    return new StreamedEvent(after = parser!.LastEventId, events.Current.Data);
                }
            }
            catch (Exception fault) when (IsPassing(fault) && !cancellationToken.IsCancellationRequested)
            {
                // The connection broke or went silent: continue over a new one.
            }
            // the connection worked, although there were no events
            if (events is not null && transport.Clock.GetUtcNow() - connectedAt >= LongestWait) failures = 0;
            await Disconnect().ConfigureAwait(false);
            await transport.Clock.Delay(Wait(failures++), cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync() => await Disconnect().ConfigureAwait(false);

    private async Task<IAsyncEnumerator<SseItem<CloudEvent>>> Connect(CancellationToken cancellationToken)
    {
        var path = Address.With("v1/events/stream", ("types", filter?.TypesText), ("channel", filter?.Channel?.Value));
        response = await transport.Open(Request.Get(path) with { Accept = "text/event-stream", LastEventId = after }, cancellationToken)
            .ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        parser = SseParser.Create(
            new CompleteEventStream(new TimeoutReader(body, Patience, transport.Clock)),
            static (_, data) => JsonSerializer.Deserialize(data, Json.Default.CloudEvent) ?? throw new JsonException("null"));
        connectedAt = transport.Clock.GetUtcNow();
        return parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    private async Task Disconnect()
    {
        if (parser?.LastEventId is { Length: > 0 } place) after = place;
        if (events is not null) await events.DisposeAsync().ConfigureAwait(false);
        response?.Dispose();
        (events, parser, response) = (null, null, null);
    }

    private TimeSpan Wait(int failed)
    {
        var wait = TimeSpan.FromMilliseconds(transport.Options.RetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(failed, 20)));
        return wait < LongestWait ? wait : LongestWait;
    }

    private static bool IsPassing(Exception fault) =>
        fault is IncidentException { IsTransient: true }
            or HttpRequestException or IOException or TimeoutException or OperationCanceledException;
}
