using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace IncidentService.Bench.Load;

/// <summary>A server started as a child process. It ends with this object: asked first, then killed, by its own id.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int SigTerm = 15, LinesKept = 30;
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(120), StoppedWithin = TimeSpan.FromSeconds(15);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Process _process;
    private readonly Queue<string> _lastLines = new();

    private ServerProcess(Process process) => _process = process;

    /// <summary>From the start of the process to the first 200 of its readiness check.</summary>
    public TimeSpan StartToReady { get; private set; }

    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public static async Task<ServerProcess> StartAsync(Launch launch, Uri address, CancellationToken cancellation)
    {
        var ready = new Uri(address, "/health/ready");
        var clock = Stopwatch.StartNew();
        var server = new ServerProcess(launch.Start());
        try
        {
            server.KeepOutput();
            await server.UntilReadyAsync(ready, clock, cancellation);
            server.StartToReady = clock.Elapsed;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, SigTerm);
            using var limit = new CancellationTokenSource(StoppedWithin);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited) _process.Kill();
        }
        _process.Dispose();
    }

    private async Task UntilReadyAsync(Uri ready, Stopwatch clock, CancellationToken cancellation)
    {
        while (!await IsReadyAsync(ready, cancellation))
        {
            if (_process.HasExited) throw new LoadException($"The server meant for {ready} ended with {_process.ExitCode}:\n{LastLines()}");
            if (clock.Elapsed > ReadyWithin) throw new LoadException($"{ready} did not answer in time:\n{LastLines()}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }
    }

    private static async Task<bool> IsReadyAsync(Uri ready, CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http.GetAsync(ready, cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (
            failure is HttpRequestException || (failure is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private void KeepOutput()
    {
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > LinesKept) _lastLines.Dequeue();
        }
    }

    private string LastLines()
    {
        lock (_lastLines) return string.Join('\n', _lastLines);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
