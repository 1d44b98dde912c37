using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Webhooks.Sending;

/// <summary>The telemetry of calls to receivers.</summary>
public sealed class PipelineTelemetryTests
{
    [Fact]
    public async Task Webhook_calls_are_measured_by_webhook_and_the_Debug_log_has_their_status_but_no_response_content()
    {
        var log = new RecordedLog();
        var measured = new ConcurrentBag<Dictionary<string, object?>>();
        using var meters = Listen(measured);
        await using var scenario = await WebhookScenario.Start(
            settings =>
                RunningService.Start(
                    settings, services => services.AddLogging(logging => logging.AddFilter("Polly", LogLevel.Debug).AddProvider(log))),
            answer: _ => 503);

        await scenario.Open();

        var id = scenario.Webhook["id"]!.ToString();
        await Eventually.IsTrue(
            () => measured.Any(tags => tags["pipeline.name"] is "webhook" && tags["pipeline.instance"]?.ToString() == id),
            "a measured call");
        await Eventually.IsTrue(
            () => log.Lines.Any(line => line.Contains($"webhook/{id}") && line.Contains("Result: '503'")), "a line with the status");
        Assert.DoesNotContain(log.Lines, line => line.Contains("Excerpt"));
    }

    private static MeterListener Listen(ConcurrentBag<Dictionary<string, object?>> measured)
    {
        var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Polly", Name: "resilience.polly.pipeline.duration" })
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<double>(
            (_, _, tags, _) => measured.Add(tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));
        meters.Start();
        return meters;
    }
}
