using System.Runtime.InteropServices;
using IncidentService.Bench.Load;
using Npgsql;

namespace IncidentService.Bench.Registers;

/// <summary>
/// A private PostgreSQL in a folder. It runs as the user postgres where the bench runs as root, which PostgreSQL refuses to.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>As PostgreSQL comes, but for room in the log and for more connections.</summary>
    private const string ToMeasure = "-c max_wal_size=8GB -c max_connections=200";

    /// <summary>What is copied into a table that was emptied in the same transaction is not logged.</summary>
    private const string ToFill =
        "-c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=16GB -c checkpoint_timeout=1h -c autovacuum=off "
        + "-c maintenance_work_mem=1GB -c shared_buffers=1GB -c max_parallel_maintenance_workers=2";

    private readonly string _folder;
    private readonly string _programs;
    private readonly int _port = ServerProcess.FreeAddress().Port;
    private bool _runs;

    private PostgresServer(string folder, string programs) => (_folder, _programs) = (folder, programs);

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Stopped until it is told what it is for.</summary>
    public static async Task<PostgresServer> InstallAsync(string folder, CancellationToken cancellation)
    {
        var server = new PostgresServer(folder, Programs());
        Directory.CreateDirectory(folder);
        if (IsRoot) await ToolRun.OutputAsync(new Launch("chown", ["postgres", folder]), TimeSpan.FromMinutes(1), cancellation);
        if (!Directory.Exists(server.Data))
            await server.RunAsync(
                "initdb", ["-D", server.Data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"], cancellation);
        return server;
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres;SSL Mode=Disable";

    public Task StartToMeasureAsync(CancellationToken cancellation) => StartAsync(ToMeasure, cancellation);

    public Task StartToFillAsync(CancellationToken cancellation) => StartAsync(ToFill, cancellation);

    /// <summary>pgbench over a database: the rate that it reports.</summary>
    public async Task<string> PgbenchAsync(string database, int seconds, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var launch = new Launch(
            Path.Combine(_programs, "pgbench"),
            ["-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", database, "-n", "-M", "prepared", "-T", $"{seconds}", .. arguments])
        {
            // Each connection plans a statement once, since a run is too short to make up for more.
            Environment = new Dictionary<string, string> { ["PGOPTIONS"] = "-c plan_cache_mode=force_generic_plan" },
        };
        return await ToolRun.OutputAsync(launch, TimeSpan.FromSeconds(seconds + 30), cancellation);
    }

    public async Task<bool> HasAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_database WHERE datname = $1");
        command.Parameters.AddWithValue(database);
        return (long)(await command.ExecuteScalarAsync())! == 1;
    }

    /// <param name="database">The database of the connection; what is created or renamed is another one.</param>
    /// <param name="statements">One after another, outside a transaction.</param>
    public async Task ExecuteAsync(string database, params IEnumerable<string> statements)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(database) + ";Command Timeout=0;Pooling=False");
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task StopAsync()
    {
        if (!_runs) return;
        _runs = false;
        NpgsqlConnection.ClearAllPools();
        await RunAsync("pg_ctl", ["stop", "-D", Data, "-m", "fast", "-w", "-t", "600"], CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>Such as "PostgreSQL 17.2".</summary>
    public static string Version()
    {
        using var process = new Launch(Path.Combine(Programs(), "postgres"), ["--version"]).Start();
        var words = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return words.Replace("postgres (PostgreSQL)", "PostgreSQL", StringComparison.Ordinal);
    }

    public static string Programs()
    {
        var all = new DirectoryInfo("/usr/lib/postgresql");
        if (!all.Exists) throw new UsageException($"PostgreSQL is not installed: there is no {all}; Debian: apt-get install postgresql.");
        return Path.Combine(all.GetDirectories().MaxBy(version => int.TryParse(version.Name, out var major) ? major : 0)!.FullName, "bin");
    }

    private static bool IsRoot => EffectiveUser() == 0;

    private async Task StartAsync(string settings, CancellationToken cancellation)
    {
        await StopAsync();
        var options = $"-c port={_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} {settings}";
        await RunAsync(
            "pg_ctl", ["start", "-w", "-t", "600", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o", options], cancellation);
        _runs = true;
    }

    private Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var path = Path.Combine(_programs, program);
        var launch = IsRoot
            ? new Launch("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new Launch(path, arguments);
        return ToolRun.OutputAsync(launch with { Folder = "/" }, TimeSpan.FromMinutes(20), cancellation);
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();
}
