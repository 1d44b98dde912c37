using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// A private PostgreSQL: created with initdb on a free loopback port, in a temporary folder. Debian's package has a folder of programs per
/// version and a user postgres, which the server uses if the tests run as root.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    private const string Password = "not-a-secret";

    /// <summary>Long timeouts, because tests keep the machine busy. Production has shorter ones, which are not tested here.</summary>
    public const string Patient = "SSL Mode=Disable;Maximum Pool Size=20;Timeout=60;Command Timeout=60;Options=-c lock_timeout=60s";
    private readonly DirectoryInfo folder;
    private Process? server;
    private string[] served = [];

    private PostgresCluster(DirectoryInfo folder, int port) => (this.folder, Port) = (folder, port);

    public int Port { get; }

    /// <summary>The data directory, from which a standby is copied.</summary>
    public string Data => Path.Combine(folder.FullName, "data");

    /// <summary>Why there is none here; null if there is one.</summary>
    public static string? Missing =>
        Programs is null ? "PostgreSQL is not installed: tests/run installs it, or apt-get install postgresql" : null;

    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory
            .GetDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .Max()
        : null;

    public static async Task<PostgresCluster> Start(params string[] settings)
    {
        var cluster = NewFolder();
        await File.WriteAllTextAsync(Path.Combine(cluster.folder.FullName, "password"), Password);
        await cluster.Run("initdb", "--pgdata", cluster.Data, "--username", "postgres", "--auth", "scram-sha-256", "--pwfile",
            Path.Combine(cluster.folder.FullName, "password"), "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync");
        await cluster.Serve(["fsync=off", .. settings]);
        return cluster;
    }

    /// <summary>A standby that replicates this server.</summary>
    public async Task<PostgresCluster> StandBy(string name, params string[] settings)
    {
        var standby = NewFolder();
        await standby.Run("pg_basebackup", "--pgdata", standby.Data, "--write-recovery-conf", "--checkpoint", "fast", "--dbname",
            $"host=127.0.0.1 port={Port} user=postgres password={Password} application_name={name}");
        await standby.Serve(["fsync=off", .. settings]);
        return standby;
    }

    public string ConnectionString(string database, string user = "postgres", string password = Password) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username={user};Password={password};{Patient}";

    /// <summary>A connection string with several hosts, of which one is the primary.</summary>
    public static string ConnectionString(string database, params PostgresCluster[] clusters) =>
        $"Host={string.Join(',', clusters.Select(cluster => $"127.0.0.1:{cluster.Port}"))};Database={database};Username=postgres;Password={Password};{Patient}";

    public NpgsqlConnection Open(string database = "postgres")
    {
        var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=False");
        connection.Open();
        return connection;
    }

    public void Promote() => Run("pg_ctl", "promote", "--wait", "--pgdata", Data).GetAwaiter().GetResult();

    /// <summary>Stops the server normally; clients are disconnected.</summary>
    public async Task Stop()
    {
        await Run("pg_ctl", "stop", "--mode", "fast", "--wait", "--pgdata", Data);
        await server!.WaitForExitAsync();
    }

    public Task Restart() => Serve(served);

    /// <summary>Sends SIGKILL to the postmaster; its children end too.</summary>
    public void Kill()
    {
        server?.Kill(entireProcessTree: true);
        server?.WaitForExit();
    }

    public void Dispose()
    {
        if (server is null) return;
        Kill();
        server.Dispose();
        server = null;
        folder.Delete(recursive: true);
    }

    private static PostgresCluster NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("postgres-");
        if (Environment.IsPrivilegedProcess)
            using (var handed = Process.Start("chown", ["postgres", folder.FullName])) handed.WaitForExit();
        return new PostgresCluster(folder, FreePort());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Serve(IEnumerable<string> settings)
    {
        served = [.. settings];
        string[] ours = [
            $"port={Port}", "listen_addresses=127.0.0.1", $"unix_socket_directories={folder.FullName}", "max_connections=400",
            "shared_buffers=128MB",
            "logging_collector=off", "log_min_messages=fatal", .. settings];
        server = Process.Start(AsOrdinaryUser("postgres", ["-D", Data, .. ours.SelectMany(setting => new[] { "-c", setting })]))!;
        _ = server.StandardOutput.ReadToEndAsync();
        _ = server.StandardError.ReadToEndAsync();
        await Eventually.IsTrue(() => !server.HasExited && Answers(), "PostgreSQL answers");
    }

    private bool Answers()
    {
        try
        {
            using var connection = Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task Run(string program, params string[] arguments)
    {
        var run = await CommandRun.Run(AsOrdinaryUser(program, arguments));
        if (run.ExitCode != 0) throw new InvalidOperationException($"{program}: {run.Errors}");
    }

    private ProcessStartInfo AsOrdinaryUser(string program, string[] arguments)
    {
        string[] command = [Path.Combine(Programs!, program), .. arguments];
        if (Environment.IsPrivilegedProcess) command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command];
        return new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
    }
}
