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
        await ReadAsync([file], cancellation);
        return RegisterPlace.File(file);
    }

    /// <param name="server">Started to fill it if anything has to be made; otherwise it stays as it is.</param>
    public async Task<RegisterPlace> PostgresAsync(PostgresServer server, Build build, int incidents, CancellationToken cancellation)
    {
        var name = NameOf(build, incidents);
        var place = new RegisterPlace(RegisterPlace.Postgres, server.ConnectionString(name));
        if (await server.HasAsync(name))
        {
            var tables = Path.Combine(PostgresFolder, "data", "base");
            await ReadAsync(Directory.EnumerateFiles(tables, "*", SearchOption.AllDirectories), cancellation);
            return place;
        }
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

    /// <summary>
    /// Fills the page cache as making the register does: since then other files may have taken its place, and the disk would be measured.
    /// </summary>
    private static async Task ReadAsync(IEnumerable<string> files, CancellationToken cancellation)
    {
        const int Chunk = 1 << 20;
        foreach (var file in files)
        {
            try
            {
                await using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Chunk);
                await read.CopyToAsync(Stream.Null, Chunk, cancellation);
            }
            catch (FileNotFoundException)
            {
                // The server has removed it.
            }
        }
    }

    public static string NameOf(Build build, int incidents) =>
        build.Name == Build.This ? $"{build.Name}_{incidents}" : $"{build.Name}_{build.Revision}_{incidents}";
}
