using IncidentService.Bench.Load;
using IncidentService.Bench.References;
using IncidentService.Bench.Registers;

namespace IncidentService.Bench.Measuring;

/// <summary>Everything that is measured on one engine.</summary>
internal sealed class EngineRun(string engine, MeasureOptions options, KeptRegisters registers, PostgresServer? server)
{
    /// <summary>The measures that a small register is compared by.</summary>
    public static IReadOnlyList<string> ComparedWithSmall => ReplicaDrives.Measures;

    private readonly List<IAsyncDisposable> _started = [];

    /// <summary>Whether something that was asked for could not be measured.</summary>
    public bool HasFailed { get; private set; }

    public static string SmallName(string measure) => $"{MeasureOptions.Small} {measure}";

    /// <summary>The registers of this engine, made where they are missing.</summary>
    public async Task MakeRegistersAsync(CancellationToken cancellation)
    {
        foreach (var build in options.Builds) await PlaceAsync(build, options.Incidents, cancellation);
        if (options.ComparesSmall) await PlaceAsync(options.Builds[0], MeasureOptions.SmallIncidents, cancellation);
    }

    public async Task<Figures> RunAsync(CancellationToken cancellation)
    {
        var figures = new Figures();
        using var folder = new TemporaryFolder();
        try
        {
            var drives = new List<Drive>(await PlainAsync(folder, cancellation));
            (ServiceUnderTest Service, ServiceDrives Drives)? own = null;
            foreach (var build in options.Builds)
            {
                var (service, sample) = await ServeAsync(build, options.Incidents, cancellation);
                await StartsAsync(build, service, figures, cancellation);
                var ofService = new ServiceDrives(build.Name, service, sample, folder);
                drives.AddRange(await ofService.PrepareAsync(Measures(), options.Connections, cancellation));
                if (build.Name == Build.This) own = (service, ofService);
                figures.Add($"{build.Name} incidents", 0, sample.Any.Count);
            }
            if (options.ComparesSmall) drives.AddRange(await SmallAsync(folder, cancellation));
            await Drive.RoundsAsync(options, drives, figures, engine, cancellation);
            var (measured, made) = own!.Value;
            if (options.Wants(MeasureOptions.Memory)) figures.Add(MeasureOptions.Memory, 0, measured.ResidentBytes() / 1e6);
            await AfterwardsAsync(measured, made, figures, cancellation);
            return figures;
        }
        finally
        {
            for (var last = _started.Count - 1; last >= 0; last--) await _started[last].DisposeAsync();
        }
    }

    private IEnumerable<Measure> Measures() => Measure.All.Where(measure => options.Wants(measure.Name));

    private async Task<RegisterPlace> PlaceAsync(Build build, int incidents, CancellationToken cancellation)
    {
        if (server is null) return await registers.SqliteAsync(build, incidents, cancellation);
        var place = await registers.PostgresAsync(server, build, incidents, cancellation);
        return place with { ConnectionString = $"{place.ConnectionString};Maximum Pool Size={options.Connections}" };
    }

    private async Task<IReadOnlyList<Drive>> PlainAsync(TemporaryFolder folder, CancellationToken cancellation)
    {
        if (server is not null)
        {
            var database = KeptRegisters.NameOf(options.Builds[0], options.Incidents);
            var statements = new PostgresStatements(server, database, folder);
            return await statements.PrepareAsync(options.Incidents, options.Connections, cancellation);
        }
        var references = new ReferencesUnderTest(folder, registers, options.Incidents);
        _started.Add(references);
        var drives = new List<Drive>();
        foreach (var program in (string[])[ReferenceCommand.Kestrel, ReferenceCommand.Select, ReferenceCommand.Insert])
        {
            var traffic = await references.StartAsync(program, cancellation);
            drives.Add(new(program, (seconds, stop) => Wrk.RunAsync(program, traffic, options.Connections, seconds, stop)));
        }
        return drives;
    }

    private async Task<(ServiceUnderTest Service, RegisterSample Sample)> ServeAsync(
        Build build, int incidents, CancellationToken cancellation)
    {
        var place = await PlaceAsync(build, incidents, cancellation);
        var service = await ServiceUnderTest.AttachAsync(build, place, cancellation);
        _started.Add(service);
        await service.RestartAsync(cancellation);
        return (service, await RegisterSample.ReadAsync(place, cancellation));
    }

    /// <summary>The service is started anew, as a restart in production has it. The last one stays.</summary>
    private async Task StartsAsync(Build build, ServiceUnderTest service, Figures figures, CancellationToken cancellation)
    {
        if (!options.Wants(MeasureOptions.Start)) return;
        for (var round = 1; round <= options.Rounds; round++)
        {
            await service.RestartAsync(cancellation);
            figures.Add($"{build.Name} {MeasureOptions.Start}", round, service.StartToReady.TotalSeconds);
        }
    }

    private async Task<IReadOnlyList<Drive>> SmallAsync(TemporaryFolder folder, CancellationToken cancellation)
    {
        var (service, sample) = await ServeAsync(options.Builds[0], MeasureOptions.SmallIncidents, cancellation);
        return await new ServiceDrives(MeasureOptions.Small, service, sample, folder).PrepareAsync(
            Measures().Where(measure => ComparedWithSmall.Contains(measure.Name)), options.Connections, cancellation);
    }

    private async Task AfterwardsAsync(ServiceUnderTest service, ServiceDrives drives, Figures figures, CancellationToken cancellation)
    {
        var rates = new RateDrives(service, drives.Sample.Any, figures);
        await PhaseAsync(
            MeasureOptions.Latency, () => Drive.RoundsAsync(options, rates.Latencies(), figures, "half the peak rate", cancellation));
        await PhaseAsync(MeasureOptions.Feed, () => Drive.RoundsAsync(options, rates.Feed(), figures, "feed", cancellation));
        await PhaseAsync(MeasureOptions.Webhooks, async () =>
        {
            await using var webhooks = await WebhookDrives.StartAsync(service, drives.Sample.Events, cancellation);
            var openings = await drives.OpeningsAsync(cancellation);
            await Drive.RoundsAsync(options, webhooks.Drives(openings, options.Connections), figures, "webhooks", cancellation);
        });
        if (server is not null)
            await PhaseAsync(MeasureOptions.Replicas, () => ReplicaDrives.RunAsync(options, service, drives, figures, cancellation));
    }

    /// <summary>What fails does not take the figures of the rounds with it.</summary>
    private async Task PhaseAsync(string name, Func<Task> measure)
    {
        if (!options.Wants(name)) return;
        try
        {
            await measure();
        }
        catch (Exception failure) when (failure is LoadException or HttpRequestException or TimeoutException)
        {
            HasFailed = true;
            await Console.Error.WriteLineAsync($"{engine}, {name}: {failure.Message}");
        }
    }
}
