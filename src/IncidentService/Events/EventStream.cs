using System.Buffers;
using System.Data.Common;
using System.IO.Pipelines;
using System.Text;
using IncidentService.Common;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Events;

/// <summary>
/// The feed as server-sent events. It is read a page at a time, and no further before the reader has taken what was written: behind a slow reader
/// waits the feed itself, not memory. It ends with the service, or when its key is revoked; the reader goes on elsewhere from the last id.
/// </summary>
internal sealed class EventStream(Store store, FeedWatcher feed, OpenStreams open, ServiceSettings settings, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    public const string ContentType = "text/event-stream";
    public const string LastEventId = "Last-Event-ID";
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>As long as the client waits for a sign of life, too.</summary>
    public static readonly TimeSpan Patience = 3 * Heartbeat;

    private const int AtOnce = 50;
    private static readonly TimeSpan KeysAreChecked = TimeSpan.FromSeconds(3);
    private static readonly byte[] Beginning = "retry: 2000\n"u8.ToArray();

    /// <summary>Null once it has been sent to its end; else why it is not.</summary>
    public async Task<Problem?> Send(HttpContext http, EventFilter filter, long after)
    {
        var keyId = ((Caller)http.User).Key.Id;
        if (!open.TryOpen(keyId)) return Problem.From(Problems.TooManyStreams) with { RetryAfter = (int)Heartbeat.TotalSeconds };
        try
        {
            SetHeaders(http.Response);
            if (ErrorHandling.IsHead(http)) return null;
            DeadReaders.GiveUp(http, Patience);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
            await Run(http.Response.BodyWriter, keyId, filter, after, ending.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or DbException or StoreUnavailableException)
        {
            // The reader has gone, the service is stopping, or the register cannot be read: the stream ends, and its last id is where to go on.
        }
        finally
        {
            open.Close(keyId);
        }
        return null;
    }

    private static void SetHeaders(HttpResponse response)
    {
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // proxies would keep events back until they have a bufferful
    }

    private async Task Run(PipeWriter body, long keyId, EventFilter filter, long after, CancellationToken ending)
    {
        var (place, told) = (after, Instant.Now(clock));
        var keyChecked = told;
        body.Write(Beginning);
        await SendEvents(body, filter, place, ending); // whoever is cut off before the first event goes on from here, too
        while (await store.Read(session => session.FindFeedPage(filter, place, AtOnce)) is { } page)
        {
            foreach (var happened in page.Events) Write(body, filter, happened);
            place = page.Next;
            if (page.Events.Count > 0) (told, _) = (Instant.Now(clock), await body.FlushAsync(ending));
            if (!page.More) await Wait(place, ending);
            var now = Instant.Now(clock);
            if (now >= keyChecked.Plus(KeysAreChecked))
            {
                if (await store.Read(session => session.FindKey(keyId)) is not { } key || !key.IsValid(now)) return;
                keyChecked = now;
            }
            if (now < told.Plus(Heartbeat)) continue;
            await SendEvents(body, filter, place, ending);
            told = now;
        }
    }

    /// <summary>Until there is more, or it is time to look after the key and the reader.</summary>
    private async Task Wait(long place, CancellationToken ending)
    {
        await feed.WaitBeyond(place).WaitAsync(KeysAreChecked, clock, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.ThrowIfCancellationRequested();
    }

    /// <summary>A comment, by which both sides see that the other is there, and how far the feed was looked through for this filter.</summary>
    private static async Task SendEvents(PipeWriter body, EventFilter filter, long place, CancellationToken ending)
    {
        body.Write(Encoding.ASCII.GetBytes($": \nid: {Cursor.Format(filter.Mark, place)}\n\n"));
        await body.FlushAsync(ending);
    }

    private void Write(PipeWriter body, EventFilter filter, FeedEvent happened)
    {
        body.Write(Encoding.ASCII.GetBytes($"id: {Cursor.Format(filter.Mark, happened.Position)}\ndata: "));
        body.Write(CloudEvent.From(happened, settings.EventSource).Render());
        body.Write("\n\n"u8);
    }
}
