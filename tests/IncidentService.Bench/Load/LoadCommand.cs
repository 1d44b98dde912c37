using System.Reflection;
using System.Runtime.InteropServices;

namespace IncidentService.Bench.Load;

/// <summary>Drives the reference programs and the service in rounds, so that changes in machine speed affect all alike.</summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var options = LoadOptions.From(arguments);
        RequireReleaseBuild();
        Wrk.RequireInstalled();
        using var interrupted = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        try
        {
            await MeasureAsync(options, interrupted.Token);
            return 0;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception failure) when (failure is LoadException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.Cancel();
        }
    }

    private static void RequireReleaseBuild()
    {
        if (typeof(LoadCommand).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration != "Release")
            throw new UsageException("This is no Release build, and its figures would say nothing: run with -c Release.");
    }

    private static async Task MeasureAsync(LoadOptions options, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await using var references = new ReferencesUnderTest(folder, options.Register);
        var traffic = new Dictionary<Measure, Traffic>();
        var ofService = options.Measures.Where(m => !m.IsReference).ToArray();
        foreach (var measure in options.Measures.Except(ofService)) traffic[measure] = await references.StartAsync(measure, cancellation);

        if (ofService is [])
        {
            Report.Measures(options, await DriveAsync(options, traffic, cancellation));
            return;
        }

        await using var service = await ServiceUnderTest.InstallAsync(folder.File("incidents.db"), cancellation);
        await service.RestartAsync(cancellation);
        LogProgress($"opening {options.Register} incidents");
        var register = await Register.OpenAsync(service, folder, options, cancellation);
        var starts = await StartsAsync(service, options, cancellation);
        foreach (var measure in ofService) traffic[measure] = await register.TrafficAsync(measure, options, cancellation);

        Report.Measures(options, await DriveAsync(options, traffic, cancellation));
        Report.Service(starts, service.ResidentBytes());
    }

    /// <summary>With the register filled, as a restart in production has it.</summary>
    private static async Task<List<TimeSpan>> StartsAsync(ServiceUnderTest service, LoadOptions options, CancellationToken cancellation)
    {
        var starts = new List<TimeSpan>();
        for (var n = 0; n < options.Rounds; n++)
        {
            await service.RestartAsync(cancellation);
            starts.Add(service.StartToReady);
        }
        return starts;
    }

    private static async Task<Dictionary<Measure, List<Sample>>> DriveAsync(
        LoadOptions options, Dictionary<Measure, Traffic> traffic, CancellationToken cancellation)
    {
        var samples = options.Measures.ToDictionary(m => m, _ => new List<Sample>());
        for (var round = 0; round <= options.Rounds; round++)
        {
            LogProgress(round == 0 ? "warming up" : $"round {round} of {options.Rounds}");
            var seconds = round == 0 ? options.WarmUpSeconds : options.Seconds;
            foreach (var measure in options.Measures)
            {
                var sample = await Wrk.RunAsync(measure, traffic[measure], options.Connections, seconds, stamp: round + 1, cancellation);
                if (round > 0) samples[measure].Add(sample);
            }
        }
        return samples;
    }

    private static void LogProgress(string what) => Console.Error.WriteLine($"{what} ...");
}
