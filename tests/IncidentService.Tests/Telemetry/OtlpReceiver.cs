using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Telemetry;

/// <summary>A span as it was received.</summary>
internal sealed record ReceivedSpan(string Name, string TraceId, string SpanId, string ParentId);

/// <summary>A collector on a loopback port that takes OTLP over HTTP.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<ReceivedSpan> spans = [];
    private readonly ConcurrentDictionary<string, bool> metrics = new();
    private readonly ConcurrentQueue<string> logs = [];
    private readonly ConcurrentQueue<string> services = [];

    private OtlpReceiver(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();
    public IReadOnlyCollection<ReceivedSpan> Spans => spans;
    public ICollection<string> Metrics => metrics.Keys;
    public IReadOnlyCollection<string> Logs => logs;
    public IReadOnlyCollection<string> Services => services;

    /// <summary>Settings that send everything here without delay.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Url,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "50",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "50",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
    };

    public static async Task<OtlpReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver.app.MapPost("/v1/traces", http => Take(http, receiver.TakeTraces));
        receiver.app.MapPost("/v1/metrics", http => Take(http, receiver.TakeMetrics));
        receiver.app.MapPost("/v1/logs", http => Take(http, receiver.TakeLogs));
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static async Task Take(HttpContext http, Action<ProtobufMessage> take)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        take(new ProtobufMessage(body.ToArray()));
        http.Response.ContentType = "application/x-protobuf";
    }

    private void TakeTraces(ProtobufMessage request)
    {
        TakeService(request);
        foreach (var span in request.Messages(1, 2, 2))
            spans.Enqueue(new ReceivedSpan(span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4)));
    }

    private void TakeMetrics(ProtobufMessage request)
    {
        foreach (var metric in request.Messages(1, 2, 2)) metrics[metric.Text(1)] = true;
    }

    private void TakeLogs(ProtobufMessage request)
    {
        foreach (var record in request.Messages(1, 2, 2)) logs.Enqueue(record.Messages(5).Single().Text(1));
    }

    /// <summary>resource_spans, resource, attributes: the name of the service is one of them.</summary>
    private void TakeService(ProtobufMessage request)
    {
        foreach (var attribute in request.Messages(1, 1, 1).Where(attribute => attribute.Text(1) == "service.name"))
            services.Enqueue(attribute.Messages(2).Single().Text(1));
    }
}
