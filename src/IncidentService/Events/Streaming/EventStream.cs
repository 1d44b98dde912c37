using System.Buffers;
using System.Data.Common;
using System.IO.Pipelines;
using System.Text;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Http;
using IncidentService.Keys;
using IncidentService.Storage;
using IncidentService.Storage.Feed;
using IncidentService.Storage.Sql;

namespace IncidentService.Events.Streaming;

/// <summary>
/// The feed as server-sent events. It reads the next page only after the reader has received the last one, so that slow readers need no
/// memory. The stream ends when the service stops, its key is revoked or its session ends; the reader continues elsewhere from the last id.
/// </summary>
internal sealed class EventStream(Store store, FeedWatcher feed, OpenStreams open, ServiceSettings settings, TimeProvider clock)
{
    public const string ContentType = "text/event-stream";
    public const string LastEventId = "Last-Event-ID";
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>How long a reader may acknowledge nothing. The client waits equally long for a heartbeat.</summary>
    public static readonly TimeSpan Patience = 3 * Heartbeat;

    private const int AtOnce = 50;
    private static readonly TimeSpan KeysAreChecked = TimeSpan.FromSeconds(3);
    private static readonly byte[] Beginning = "retry: 2000\n"u8.ToArray();

    /// <summary>Null after the stream ends; a problem if it cannot start.</summary>
    public async Task<Problem?> Send(HttpContext http, EventFilter filter, long after)
    {
        var caller = (Caller)http.User;
        var keyId = caller.Key.Id;
        if (!open.TryOpen(keyId)) return Problem.From(Problems.TooManyStreams) with { RetryAfter = (int)Heartbeat.TotalSeconds };
        try
        {
            SetHeaders(http.Response);
            if (ErrorHandling.IsHead(http)) return null;
            DeadReaders.GiveUp(http, Patience);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, open.Stopping);
            await Run(http.Response.BodyWriter, caller, filter, after, ending.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or DbException or StoreUnavailableException)
        {
            // The reader is gone, the service is stopping, or the register cannot be read: the stream ends, and the reader continues from
            // the last id.
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
        response.Headers["X-Accel-Buffering"] = "no"; // otherwise proxies hold events back until their buffer is full
    }

    private async Task Run(PipeWriter body, Caller caller, EventFilter filter, long after, CancellationToken ending)
    {
        var (place, sentAt) = (after, Instant.Now(clock));
        var keyChecked = sentAt;
        body.Write(Beginning);
        await SendEvents(body, filter, place, ending); // a reader that is cut off before the first event continues from here
        while (await store.Read(session => session.FindFeedPage(filter, place, AtOnce)) is { } page)
        {
            foreach (var happened in page.Events) Write(body, filter, happened);
            place = page.Next;
            if (page.Events.Count > 0) (sentAt, _) = (Instant.Now(clock), await body.FlushAsync(ending));
            if (!page.More) await Wait(place, ending);
            var now = Instant.Now(clock);
            if (now >= keyChecked.Plus(KeysAreChecked))
            {
                if (!await store.Read(session => open.MayGoOn(session, caller, now))) return;
                keyChecked = now;
            }
            if (now < sentAt.Plus(Heartbeat)) continue;
            await SendEvents(body, filter, place, ending);
            sentAt = now;
        }
    }

    /// <summary>Waits until there are more events, or until the key and the heartbeat are due for a check.</summary>
    private async Task Wait(long place, CancellationToken ending)
    {
        await feed.WaitBeyond(place).WaitAsync(KeysAreChecked, clock, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Sends a heartbeat: a comment that shows each side that the other is alive, and an id that marks how far the feed was read for this
    /// filter.
    /// </summary>
    private static async Task SendEvents(PipeWriter body, EventFilter filter, long place, CancellationToken ending)
    {
        body.Write(Encoding.ASCII.GetBytes($": \nid: {Cursor.Format(filter.CursorScope, place)}\n\n"));
        await body.FlushAsync(ending);
    }

    private void Write(PipeWriter body, EventFilter filter, FeedEvent happened)
    {
        body.Write(Encoding.ASCII.GetBytes($"id: {Cursor.Format(filter.CursorScope, happened.Position)}\ndata: "));
        body.Write(CloudEvent.From(happened, settings.EventSource).Render());
        body.Write("\n\n"u8);
    }
}
