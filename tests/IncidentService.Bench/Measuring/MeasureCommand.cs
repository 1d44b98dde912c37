using System.Reflection;
using System.Runtime.InteropServices;
using IncidentService.Bench.Load;
using IncidentService.Bench.Registers;
using IncidentService.Bench.Reporting;

namespace IncidentService.Bench.Measuring;

/// <summary>Measures the service on both engines against what its machine gives, and writes the result.</summary>
internal static class MeasureCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var options = MeasureOptions.From(arguments);
        RequireReleaseBuild();
        foreach (var tool in (string[])["wrk", "pgbench"]) RequireInstalled(tool);
        using var interrupted = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        try
        {
            return await MeasureAsync(options, interrupted.Token) ? 0 : 1;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return 130;
        }
        catch (LoadException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (Exception failure) // so that what was started is ended, which an unhandled exception would not do
        {
            await Console.Error.WriteLineAsync(failure.ToString());
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
        if (typeof(MeasureCommand).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration != "Release")
            throw new UsageException("This is no Release build, and its figures would say nothing: run with -c Release.");
    }

    private static void RequireInstalled(string tool)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, tool))))
            throw new UsageException($"{tool} is not on the PATH; on Debian: apt-get install wrk postgresql postgresql-contrib.");
    }

    /// <returns>Whether everything that was asked for was measured.</returns>
    private static async Task<bool> MeasureAsync(MeasureOptions options, CancellationToken cancellation)
    {
        using var temporary = options.Keep is null ? new TemporaryFolder() : null;
        var registers = new KeptRegisters(options.Keep ?? temporary!.Path, Console.Error.WriteLine);
        // A disposed server is stopped before its folder is deleted.
        await using var server = options.WantsEngine(RegisterPlace.Postgres)
            ? await PostgresServer.InstallAsync(registers.PostgresFolder, cancellation)
            : null;
        if (server is not null) await server.StartToMeasureAsync(cancellation);
        var engines = new List<(string Name, EngineRun Run)>();
        if (options.WantsEngine(RegisterPlace.Sqlite))
            engines.Add((RegisterPlace.Sqlite, new EngineRun(RegisterPlace.Sqlite, options, registers, server: null)));
        if (server is not null) engines.Add((RegisterPlace.Postgres, new EngineRun(RegisterPlace.Postgres, options, registers, server)));

        // All of them first: what is copied was not measured yet.
        foreach (var (_, run) in engines) await run.MakeRegistersAsync(cancellation);
        if (options.OnlyMake) return true;
        var measured = new List<(string Engine, Figures Figures)>();
        foreach (var (name, run) in engines)
        {
            measured.Add((name, await run.RunAsync(cancellation)));
            await new ResultFile(options, measured).WriteAsync(cancellation);
            Console.Error.WriteLine($"written: {options.Out}");
        }
        return engines.All(engine => !engine.Run.HasFailed);
    }
}
