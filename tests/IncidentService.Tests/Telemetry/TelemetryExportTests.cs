using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using IncidentService.Common.Telemetry;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Telemetry;

/// <summary>
/// Exported traces, metrics and logs. One collection, because a listener receives the meters of all services in the process.
/// </summary>
[Collection("Telemetry")]
public sealed class TelemetryExportTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task Traces_metrics_and_logs_arrive_at_a_collector_and_a_webhook_carries_the_trace_of_the_request_that_caused_it()
    {
        await using var collector = await OtlpReceiver.Start();
        var carried = new TaskCompletionSource<string>();
        await using var scenario = await WebhookScenario.Start(settings => RunningService.Start(
            new Dictionary<string, string?>([.. settings, .. collector.Settings])
            {
                ["Logging:LogLevel:Microsoft.AspNetCore.Routing"] = "Debug"
            }));
        scenario.Receiver.Answer = (_, http) =>
        {
            carried.TrySetResult(http.Request.Headers["traceparent"].ToString());
            return Task.FromResult(204);
        };

        await scenario.Open();

        var parts = (await carried.Task.WaitAsync(Eventually.Timeout)).Split('-');
        ReceivedSpan? delivery = null, request = null;
        await Eventually.IsTrue(
            () => (delivery = collector.Spans.FirstOrDefault(span => span.SpanId == parts[2])) is not null, "the span of the delivery");
        await Eventually.IsTrue(
            () => (request = collector.Spans.FirstOrDefault(span => span.SpanId == delivery!.ParentId)) is not null,
            "the span of the request");
        await Eventually.IsTrue(
            () => new[] { "incidents.opened", "http.server.request.duration", "dotnet.gc.collections" }.All(collector.Metrics.Contains),
            "the metrics");
        await Eventually.IsTrue(() => collector.Logs.Count > 0, "the logs");
        Assert.Equal(("00", "01"), (parts[0], parts[3]));
        Assert.Equal(("deliver event", "POST /v1/incidents"), (delivery!.Name, request!.Name.TrimEnd('/')));
        Assert.True(parts[1] == delivery.TraceId && parts[1] == request.TraceId);
        Assert.Equal("incident-service", collector.Services.Distinct().Single());
    }

    [Fact]
    public async Task Without_telemetry_a_webhook_carries_the_trace_of_a_recording_caller_only()
    {
        var carried = new TaskCompletionSource<string>();
        var alone = new TaskCompletionSource<bool>();
        await using var scenario = await WebhookScenario.Start(settings => RunningService.Start(
            settings, services => services.AddLogging(logging => logging.AddProvider(new RecordedLog()))));
        scenario.Receiver.Answer = (_, http) =>
        {
            if (http.Request.Headers.TryGetValue("traceparent", out var trace)) carried.TrySetResult(trace.ToString());
            else alone.TrySetResult(true);
            return Task.FromResult(204);
        };

        await scenario.Desk.Post("/v1/incidents", new { }, ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));
        await scenario.Desk.Open();

        Assert.StartsWith($"00-{Trace}-", await carried.Task.WaitAsync(Eventually.Timeout), StringComparison.Ordinal);
        Assert.True(await alone.Task.WaitAsync(Eventually.Timeout));
    }

    [Fact]
    public void Instruments_without_a_listener_allocate_nothing()
    {
        using var provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new ServiceMetrics(provider.GetRequiredService<IMeterFactory>());
        Measure(metrics);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 1_000; time++) Measure(metrics);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(metrics.CountsEvents || metrics.MeasuresLag);
    }

    [Fact]
    public async Task Unless_configured_nothing_of_OpenTelemetry_is_loaded_and_the_log_can_be_json()
    {
        using var folder = new ToolFolder();
        var register = folder.File("incidents.db");
        await ServiceProcess.Prepare(register);

        await using var service = await ServiceProcess.Start(register, settings: new Dictionary<string, string?>
        {
            ["Logging:Console:FormatterName"] = "json", ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        });

        await Eventually.IsTrue(() => service.Output.Any(IsOfHost), "a line of the log");
        bool IsOfHost(string line) => line.StartsWith('{') && JsonNode.Parse(line)!["Category"]!.ToString() == "Microsoft.Hosting.Lifetime";
        var loaded = await File.ReadAllTextAsync($"/proc/{service.Id}/maps");
        Assert.Contains("IncidentService.dll", loaded);
        Assert.DoesNotContain("OpenTelemetry", loaded);
    }

    private static void Measure(ServiceMetrics metrics)
    {
        metrics.CountOpened("email");
        metrics.CountOverduePromise();
        metrics.CountLookup("none", "phone", missed: true);
        metrics.CountDelivery("delivered", delivered: true, TimeSpan.FromSeconds(1));
        metrics.RecordCommit(3, TimeSpan.FromMilliseconds(2));
    }
}
