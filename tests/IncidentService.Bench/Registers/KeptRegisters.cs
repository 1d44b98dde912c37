using System.Diagnostics;
using IncidentService.Bench.Load;

namespace IncidentService.Bench.Registers;

/// <summary>
/// The registers of a folder, each made once: on SQLite by the bench of its build, on PostgreSQL as a copy of that. They are measured in
/// place, so they grow with each run. Delete the folder to begin anew.
/// </summary>
internal sealed class KeptRegisters(string folder, Action<string> report)
{
    private static readonly TimeSpan MadeWithin = TimeSpan.FromHours(3);

    public string PostgresFolder => Path.Combine(folder, "postgres");

    /// <summary>A file of the reference programs, whose rows are kept too.</summary>
    public string ReferenceFile(string program) => Path.Combine(folder, $"reference-{program}.db");

    public async Task<RegisterPlace> SqliteAsync(Build build, int incidents, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, $"{NameOf(build, incidents)}.db");
        if (!File.Exists(file))
        {
            report($"{build.Name}: making a register of {incidents:N0} incidents");
            var unfinished = file + ".making";
            foreach (var rest in Directory.GetFiles(folder, Path.GetFileName(unfinished) + "*")) File.Delete(rest);
            await ToolRun.OutputAsync(
                Launch.Dotnet(build.Bench, "generate", unfinished, "--incidents", $"{incidents}"), MadeWithin, cancellation);
            File.Move(unfinished, file);
        }
        return RegisterPlace.File(file);
    }

    /// <param name="server">Started to fill it if anything has to be made; otherwise it stays as it is.</param>
    public async Task<RegisterPlace> PostgresAsync(PostgresServer server, Build build, int incidents, CancellationToken cancellation)
    {
        var name = NameOf(build, incidents);
        var place = new RegisterPlace(RegisterPlace.Postgres, server.ConnectionString(name));
        if (await server.HasAsync(name)) return place;
        var source = (await SqliteAsync(build, incidents, cancellation)).ConnectionString["Data Source=".Length..];
        report($"{build.Name}: copying it to PostgreSQL");
        var clock = Stopwatch.StartNew();
        var unfinished = name + "_making";
        await server.StartToFillAsync(cancellation);
        await server.ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {unfinished}", $"CREATE DATABASE {unfinished}");
        var making = place with { ConnectionString = server.ConnectionString(unfinished) };
        await ToolRun.OutputAsync(ServiceUnderTest.Migration(build, making), MadeWithin, cancellation);
        await new PostgresCopy(source, making.ConnectionString).RunAsync(
            table => report($"  {table} after {clock.Elapsed.TotalSeconds:N0} s"), cancellation);
        await server.StartToMeasureAsync(cancellation);
        await server.ExecuteAsync("postgres", $"ALTER DATABASE {unfinished} RENAME TO {name}");
        report($"  copied in {clock.Elapsed.TotalSeconds:N0} s");
        return place;
    }

    public static string NameOf(Build build, int incidents) =>
        build.Name == Build.This ? $"{build.Name}_{incidents}" : $"{build.Name}_{build.Revision}_{incidents}";
}
