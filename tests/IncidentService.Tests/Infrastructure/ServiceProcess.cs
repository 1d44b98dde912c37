using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentService.Tests.Infrastructure;

/// <summary>The real program as a separate process, on a register that survives it.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    /// <summary>The unit of a shell's limit of file sizes, in bytes.</summary>
    private const int Block = 512;

    private readonly Process process;

    private readonly ConcurrentQueue<string> output;

    private ServiceProcess(Process process, Uri address, ConcurrentQueue<string> output) =>
        (this.process, Address, this.output) = (process, address, output);

    public Uri Address { get; }

    /// <summary>The id of the process.</summary>
    public int Id => process.Id;

    /// <summary>Its output and log so far.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <summary>Creates a register and a key for the e-mail desk with the commands.</summary>
    public static async Task<string> Prepare(RegisterLocation place)
    {
        (await CommandRun.Run(place, "migrate")).Expect(0);
        return await AddKey(place, "email", "read,write");
    }

    public static async Task<string> AddKey(RegisterLocation place, string channel, string scopes)
    {
        var added = await CommandRun.Run(place, "keys", "add", "--name", "Test", "--channel", channel, "--scopes", scopes, "--quiet");
        return added.Expect(0).Trim();
    }

    /// <summary>Starts serving and waits for the address. With a limit, writing a file beyond it is a real I/O error.</summary>
    public static async Task<ServiceProcess> Start(
        RegisterLocation place,
        int? largestFile = null,
        int? openFiles = null,
        string environment = "Production",
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var start = Program(place, "serve", "--urls", "http://127.0.0.1:0");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        if (largestFile is { } bytes) Limit(start, "trap '' XFSZ; ulimit -S -f", bytes / Block);
        if (openFiles is { } files) Limit(start, "ulimit -n", files);
        var process = new Process { StartInfo = start };
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) =>
        {
            output.Enqueue(line.Data ?? "");
            if (line.Data is null) address.TrySetException(new InvalidOperationException("The program ended before it served"));
            else if (Listening().Match(line.Data) is { Success: true } found) address.TrySetResult(new Uri(found.Value));
        };
        process.ErrorDataReceived += (_, _) => { };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ServiceProcess(process, await address.Task.WaitAsync(Eventually.Timeout), output);
    }

    /// <summary>The host that runs the program.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Starts the program beside the tests, in the register's folder.</summary>
    public static ProcessStartInfo Program(RegisterLocation place, params string[] arguments)
    {
        var start = new ProcessStartInfo(Dotnet, [Path.Combine(AppContext.BaseDirectory, "IncidentService.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = place.Folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in place.Settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return start;
    }

    /// <summary>Sends SIGKILL.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Sends SIGTERM, as systemd and Kubernetes do, and returns the exit code after reading all output.</summary>
    public async Task<int> Stop()
    {
        using var signal = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id}"]);
        await process.WaitForExitAsync().WaitAsync(Eventually.Timeout);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    /// <summary>Lets files grow again, as if there were room on the disk.</summary>
    public async Task LiftFileLimit()
    {
        using var lift = Process.Start("prlimit", ["--pid", process.Id.ToString(CultureInfo.InvariantCulture), "--fsize=unlimited"]);
        await lift.WaitForExitAsync();
        Assert.Equal(0, lift.ExitCode);
    }

    public static void Limit(ProcessStartInfo start, string command, int limit)
    {
        var given = limit.ToString(CultureInfo.InvariantCulture);
        string[] shell = ["-c", command + " \"$0\" && exec \"$@\"", given, start.FileName, .. start.ArgumentList];
        start.ArgumentList.Clear();
        foreach (var argument in shell) start.ArgumentList.Add(argument);
        start.FileName = "/bin/sh";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // otherwise the runtime creates a large file in memory for its code
    }

    [GeneratedRegex(@"https?://127\.0\.0\.1:[1-9]\d*")]
    private static partial Regex Listening();
}
