using System.Diagnostics;
using System.Globalization;
using System.Net;
using IncidentService.Bench.Load;
using IncidentService.Bench.References;

namespace IncidentService.Bench.Measuring;

/// <summary>A webhook to one receiver that answers at once, sent the feed of the register again from its beginning.</summary>
internal sealed class WebhookDrives : IAsyncDisposable
{
    public const string Alone = "webhook deliveries", Meanwhile = "webhook deliveries meanwhile";
    public const string OpenAlone = "open without deliveries", OpenMeanwhile = "open during deliveries";
    private const string Path = "/v1/webhooks";
    private static readonly TimeSpan BeginsWithin = TimeSpan.FromSeconds(30), Between = TimeSpan.FromMilliseconds(10);

    private readonly ServiceUnderTest _service;
    private readonly ServerProcess _receiver;
    private readonly HttpClient _count;
    private readonly string _webhook;
    private readonly long _events;

    private WebhookDrives(ServiceUnderTest service, ServerProcess receiver, Uri address, string webhook, long events) =>
        (_service, _receiver, _count, _webhook, _events) = (service, receiver, new HttpClient { BaseAddress = address }, webhook, events);

    /// <param name="service">Which allows receivers on this machine.</param>
    /// <param name="events">How many events its register has at least.</param>
    public static async Task<WebhookDrives> StartAsync(ServiceUnderTest service, long events, CancellationToken cancellation)
    {
        var address = ServerProcess.FreeAddress();
        var receiver = await ServerProcess.StartAsync(
            Launch.Dotnet(typeof(WebhookDrives).Assembly.Location, "reference", ReferenceCommand.Receiver, "--urls", $"{address}"),
            address, cancellation);
        using var webhook = await service.SendAsync(
            HttpMethod.Post, Path, $$"""{"name":"bench","url":"{{address}}","paused":true}""", HttpStatusCode.Created, cancellation);
        return new(service, receiver, address, webhook.RootElement.GetProperty("id").GetString()!, events);
    }

    /// <summary>The last one answers with what the one before it measured besides.</summary>
    public IReadOnlyList<Drive> Drives(Traffic openings, int connections)
    {
        var meanwhile = default(Sample);
        return
        [
            new(Alone, async (seconds, stop) => (await DeliveringAsync(
                async () =>
                {
                    await Task.Delay(TimeSpan.FromSeconds(seconds), stop);
                    return default;
                },
                stop)).Deliveries),
            new(OpenAlone, OpenAsync),
            new(OpenMeanwhile, async (seconds, stop) =>
            {
                (var opened, meanwhile) = await DeliveringAsync(() => OpenAsync(seconds, stop), stop);
                return opened;
            }),
            new(Meanwhile, (_, _) => Task.FromResult(meanwhile)),
        ];

        Task<Sample> OpenAsync(int seconds, CancellationToken stop) => Wrk.RunAsync(Measure.Open, openings, connections, seconds, stop);
    }

    public async ValueTask DisposeAsync()
    {
        using (await _service.SendAsync(HttpMethod.Delete, $"{Path}/{_webhook}", null, HttpStatusCode.NoContent, CancellationToken.None))
        {
            _count.Dispose();
            await _receiver.DisposeAsync();
        }
    }

    private async Task<(Sample Work, Sample Deliveries)> DeliveringAsync(Func<Task<Sample>> work, CancellationToken cancellation)
    {
        await ChangeAsync("replay", """{"position":"0"}""", cancellation);
        var first = await CountAsync(cancellation);
        await ChangeAsync("resumption", null, cancellation);
        var clock = Stopwatch.StartNew();
        while (await CountAsync(cancellation) == first)
        {
            if (clock.Elapsed > BeginsWithin) throw new LoadException("Nothing was delivered");
            await Task.Delay(Between, cancellation);
        }
        var (before, since) = (await CountAsync(cancellation), Stopwatch.GetTimestamp());
        var sample = await work();
        var (after, elapsed) = (await CountAsync(cancellation), Stopwatch.GetElapsedTime(since));
        await ChangeAsync("pause", null, cancellation);
        if (after - first > _events * 9 / 10)
            throw new LoadException($"{after - first:N0} of {_events:N0} events were delivered: that rate needs a larger register");
        return (sample, new((after - before) / elapsed.TotalSeconds, default, default, default));
    }

    private async Task ChangeAsync(string what, string? body, CancellationToken cancellation)
    {
        using var changed = await _service.SendAsync(HttpMethod.Post, $"{Path}/{_webhook}/{what}", body, HttpStatusCode.OK, cancellation);
    }

    private async Task<long> CountAsync(CancellationToken cancellation) =>
        long.Parse(await _count.GetStringAsync("/count", cancellation), CultureInfo.InvariantCulture);
}
