using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Client;

/// <summary>A fault of one request.</summary>
internal enum Fault
{
    /// <summary>The connection breaks before the service receives the request.</summary>
    Reset,

    /// <summary>The service processes the request, and the response is lost.</summary>
    LostAnswer,

    /// <summary>503, with Retry-After.</summary>
    Unavailable,

    /// <summary>409: the same request is still in progress.</summary>
    InProgress,

    /// <summary>No response arrives until the caller gives up.</summary>
    Silence,

    /// <summary>The response ends after its first event.</summary>
    Cut,

    /// <summary>The response ends inside its first event, between id and data.</summary>
    Torn,

    /// <summary>The response stalls after the first event.</summary>
    Stuck,
}

/// <summary>A proxy that injects the given faults, one per request, and then forwards normally.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private static ReadOnlySpan<byte> Data => "data:"u8;

    private readonly WebApplication app;
    private readonly HttpClient http;
    private readonly ConcurrentQueue<Fault> faults = new();
    private readonly ConcurrentQueue<(string Method, string Path, string? Key)> requests = new();
    private int answering;

    private FaultyProxy(WebApplication app, HttpClient http) => (this.app, this.http) = (app, http);

    public Uri Address => new(app.Urls.First());

    /// <summary>All requests so far; each attempt is a request.</summary>
    public IReadOnlyList<(string Method, string Path, string? Key)> Requests => [.. requests];

    /// <summary>True if no response is in progress, or the current response has stalled.</summary>
    public bool IsIdle => Volatile.Read(ref answering) == 0;

    /// <summary>The Retry-After of a 503, in seconds.</summary>
    public int RetryAfter { get; set; } = 7;

    public static async Task<FaultyProxy> To(Uri service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var line = new FaultyProxy(app, new HttpClient { BaseAddress = service });
        app.Run(line.Count);
        await app.StartAsync();
        return line;
    }

    /// <summary>Injects these faults into the next requests, one each, in this order.</summary>
    public void Break(params Fault[] next)
    {
        foreach (var fault in next) faults.Enqueue(fault);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private async Task Count(HttpContext context)
    {
        Interlocked.Increment(ref answering);
        try
        {
            await Answer(context);
        }
        finally
        {
            Interlocked.Decrement(ref answering);
        }
    }

    private async Task Answer(HttpContext context)
    {
        requests.Enqueue((context.Request.Method, context.Request.Path, context.Request.Headers["Idempotency-Key"]));
        switch (faults.TryDequeue(out var fault) ? fault : (Fault?)null)
        {
            case Fault.Reset: context.Abort(); return;
            case Fault.Silence: await Nothing(context); return;
            case Fault.Unavailable:
                context.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
                context.Response.Headers.RetryAfter = RetryAfter.ToString();
                return;
            case Fault.InProgress:
                context.Response.StatusCode = (int)HttpStatusCode.Conflict;
                context.Response.ContentType = "application/problem+json";
                await context.Response.WriteAsync("""{"type":"/problems/conflict","title":"It is still worked on","status":409,"remedy":"Wait."}""");
                return;
            case Fault.LostAnswer: using (await Forward(context)) context.Abort(); return;
            case Fault.Cut: await Begin(context); context.Abort(); return;
            case Fault.Torn: await Begin(context, upToData: true); return;
            case Fault.Stuck: await Begin(context); await Nothing(context); return;
            default: await PassOn(context); return;
        }
    }

    private async Task PassOn(HttpContext context)
    {
        using var answer = await Forward(context);
        Copy(answer, context.Response);
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task Begin(HttpContext context, bool upToData = false)
    {
        using var answer = await Forward(context);
        Copy(answer, context.Response);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var piece = new byte[64 * 1024];
        for (var (read, data) = (-1, -1); read != 0 && data < 0;)
        {
            read = await body.ReadAsync(piece, context.RequestAborted);
            data = piece.AsSpan(0, read).IndexOf(Data);
            var length = upToData && data >= 0 ? data + Data.Length : read;
            await context.Response.Body.WriteAsync(piece.AsMemory(0, length), context.RequestAborted);
        }
    }

    private async Task Nothing(HttpContext context)
    {
        Interlocked.Decrement(ref answering);
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Increment(ref answering);
    }

    private static void Copy(HttpResponseMessage answer, HttpResponse response)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Transfer-Encoding"))
            response.Headers[name] = values.ToArray();
    }

    private async Task<HttpResponseMessage> Forward(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (context.Request.ContentLength is not null) request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Content-Length")))
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
