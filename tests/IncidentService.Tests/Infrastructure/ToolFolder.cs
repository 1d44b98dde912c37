using System.Diagnostics;

namespace IncidentService.Tests.Infrastructure;

/// <summary>A folder of its own for tools that install themselves there, with what they start from.</summary>
internal sealed class ToolFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tools-");
    private readonly Dictionary<string, string> environment = [];

    /// <summary>Empty, unless a folder of the checkout is named whose files it begins with.</summary>
    public ToolFolder(params string[] source)
    {
        if (source.Length == 0) return;
        var from = Repository.File(source);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = new FileInfo(File(Path.GetRelativePath(from, file)));
            to.Directory!.Create();
            System.IO.File.Copy(file, to.FullName);
        }
    }

    /// <summary>What the tools find in their environment.</summary>
    public string this[string name]
    {
        set => environment[name] = value;
    }

    public string File(string path) => Path.Combine(folder.FullName, path);

    public Task InstallFromNpm() => Run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts");

    /// <summary>What it printed; it has to end well.</summary>
    public async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{await output}\n{await errors}");
        return await output;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
