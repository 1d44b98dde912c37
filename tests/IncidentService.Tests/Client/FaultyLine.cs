using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Client;

/// <summary>What happens to one request on its way.</summary>
internal enum Fault
{
    /// <summary>The connection breaks before the service hears of it.</summary>
    Reset,

    /// <summary>The service carries it out, and the answer is lost.</summary>
    LostAnswer,

    /// <summary>503, with Retry-After.</summary>
    Unavailable,

    /// <summary>Nothing comes back until the caller gives up.</summary>
    Silence,
}

/// <summary>A line to the service that breaks in the ways that are ordered, and is sound afterwards.</summary>
internal sealed class FaultyLine : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;
    private readonly ConcurrentQueue<Fault> faults = new();
    private readonly ConcurrentQueue<(string Method, string Path, string? Key)> requests = new();

    private FaultyLine(WebApplication app, HttpClient http) => (this.app, this.http) = (app, http);

    public Uri Address => new(app.Urls.First());

    /// <summary>What has been sent so far, each attempt by itself.</summary>
    public IReadOnlyList<(string Method, string Path, string? Key)> Requests => [.. requests];

    /// <summary>How long a 503 asks to be left alone, in seconds.</summary>
    public int RetryAfter { get; set; } = 7;

    public static async Task<FaultyLine> To(Uri service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var line = new FaultyLine(app, new HttpClient { BaseAddress = service });
        app.Run(line.Answer);
        await app.StartAsync();
        return line;
    }

    /// <summary>The next requests meet these, one each, in this order.</summary>
    public void Break(params Fault[] next)
    {
        foreach (var fault in next) faults.Enqueue(fault);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        requests.Enqueue((context.Request.Method, context.Request.Path, context.Request.Headers["Idempotency-Key"]));
        switch (faults.TryDequeue(out var fault) ? fault : (Fault?)null)
        {
            case Fault.Reset: context.Abort(); return;
            case Fault.Silence: await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default); return;
            case Fault.Unavailable:
                context.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
                context.Response.Headers.RetryAfter = RetryAfter.ToString();
                return;
            case Fault.LostAnswer: using (await Forward(context)) context.Abort(); return;
            default: await PassOn(context); return;
        }
    }

    private async Task PassOn(HttpContext context)
    {
        using var answer = await Forward(context);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Transfer-Encoding")) context.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body);
    }

    private async Task<HttpResponseMessage> Forward(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target);
        if (context.Request.ContentLength is not null) request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Content-Length")))
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray())) request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        return await http.SendAsync(request);
    }
}
