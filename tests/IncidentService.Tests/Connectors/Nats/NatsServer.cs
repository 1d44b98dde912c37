using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace IncidentService.Tests.Connectors.Nats;

/// <summary>A message in the stream.</summary>
internal sealed record Published(string Subject, string Id, string? Trace, string? ContentType, JsonNode Body)
{
    public string Number => Id.Split('-')[0];

    public int Sequence => int.Parse(Id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A real nats-server with JetStream on a free loopback port. Its store survives a restart.</summary>
internal sealed class NatsServer : IAsyncDisposable
{
    public const string Stream = "INCIDENTS";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nats-");
    private readonly string configuration;
    private readonly NatsOpts options;
    private Process? process;

    private NatsServer(string configuration, Func<NatsOpts, NatsOpts> signIn)
    {
        Port = FreePort();
        this.configuration = configuration;
        options = signIn(NatsOpts.Default with { Url = $"nats://127.0.0.1:{Port}" });
    }

    public int Port { get; }

    /// <summary>Why there is none here; null if there is one.</summary>
    public static string? Missing =>
        Program is null ? "nats-server is not installed: tests/run installs it, or apt-get install nats-server" : null;

    /// <summary>Debian keeps it outside the PATH of ordinary users.</summary>
    private static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin")
        .Select(directory => Path.Combine(directory, "nats-server"))
        .FirstOrDefault(File.Exists);

    /// <summary>The settings of a service that publishes to this server through this port.</summary>
    public static Dictionary<string, string?> Settings(int port, string? createStream = Stream) => new()
    {
        ["Connectors:Nats:Url"] = $"nats://127.0.0.1:{port}", ["Connectors:Nats:CreateStream"] = createStream,
    };

    public Dictionary<string, string?> Settings(string? createStream = Stream) => Settings(Port, createStream);

    public static async Task<NatsServer> Start(string configuration = "", Func<NatsOpts, NatsOpts>? signIn = null)
    {
        var server = new NatsServer(configuration, signIn ?? (options => options));
        await server.Start();
        return server;
    }

    public async Task Start()
    {
        var file = Path.Combine(folder.FullName, "nats.conf");
        await File.WriteAllTextAsync(file, $$"""
            listen: "127.0.0.1:{{Port}}"
            jetstream { store_dir: "{{folder.FullName}}", max_file_store: 100MB, max_memory_store: 10MB }
            {{configuration}}
            """);
        process = Process.Start(
            new ProcessStartInfo(Program!, ["--config", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        await Eventually.IsTrue(Answers, "nats-server answers");
    }

    /// <summary>Sends SIGKILL.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Events that happen before are not published.</summary>
    public static Task WaitUntilSubscribed(RegisterInspector register) => Eventually.IsTrue(
        () => register.Scalar<long>("SELECT count(*) FROM subscriptions WHERE sender = 'nats'") == 1, "the subscription");

    /// <summary>Creates the stream as an operator does.</summary>
    public Task CreateStream() => With(
        async stream => await stream.CreateStreamAsync(new StreamConfig(Stream, ["incidents.>"])));

    /// <summary>Everything in the stream, in its order; nothing while there is no stream.</summary>
    public async Task<IReadOnlyList<Published>> Read()
    {
        var read = new List<Published>();
        await With(async jetStream =>
        {
            var names = new List<string>();
            await foreach (var name in jetStream.ListStreamNamesAsync()) names.Add(name);
            if (!names.Contains(Stream)) return;
            var stored = (await jetStream.GetStreamAsync(Stream)).Info.State.Messages;
            if (stored == 0) return;
            var reader = await jetStream.CreateOrderedConsumerAsync(Stream);
            await foreach (var message in reader.FetchAsync<byte[]>(new NatsJSFetchOpts { MaxMsgs = (int)stored }))
                read.Add(From(message.Subject, message.Headers!, message.Data!));
        });
        return read;
    }

    public Task WaitUntilPublished(params string[] ids) => Eventually.IsTrue(
        async () => (await Read()).Select(message => message.Id).ToHashSet().IsSupersetOf(ids), "events " + string.Join(' ', ids));

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await Kill();
        folder.Delete(recursive: true);
    }

    private static Published From(string subject, NatsHeaders headers, byte[] body) => new(
        subject, headers["Nats-Msg-Id"].ToString(), headers.TryGetValue("traceparent", out var trace) ? trace.ToString() : null,
        headers["Content-Type"], JsonNode.Parse(body)!);

    private async Task With(Func<NatsJSContext, Task> use)
    {
        await using var connection = new NatsConnection(options);
        await use(new NatsJSContext(connection));
    }

    private async Task<bool> Answers()
    {
        Assert.False(process!.HasExited, "nats-server ended");
        try
        {
            await With(async jetStream => await jetStream.GetAccountInfoAsync());
            return true;
        }
        catch (NatsException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A proxy that stops forwarding the broker's data to the service when a test asks for it.</summary>
internal sealed class SilentProxy(int target) : ReplyProxy(target)
{
    private volatile bool isSilent;

    public void Silence() => isSilent = true;

    protected override PieceFate Decide(ReadOnlySpan<byte> reply) => isSilent ? PieceFate.Swallowed : PieceFate.Passed;
}
