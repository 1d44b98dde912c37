using System.Diagnostics;

namespace IncidentService.Tests.Infrastructure;

/// <summary>A temporary folder in which tools are installed.</summary>
internal sealed class ToolFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tools-");
    private readonly Dictionary<string, string> environment = [];

    /// <summary>Starts empty, or with the files of a folder of the checkout.</summary>
    public ToolFolder(params string[] source)
    {
        if (source.Length > 0) Add("", source);
    }

    /// <summary>Copies the files of a folder of the checkout.</summary>
    public void Add(string place, params string[] source)
    {
        var from = Repository.File(source);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = new FileInfo(File(Path.Combine(place, Path.GetRelativePath(from, file))));
            to.Directory!.Create();
            System.IO.File.Copy(file, to.FullName);
        }
    }

    /// <summary>The environment variables of the tools.</summary>
    public string this[string name]
    {
        set => environment[name] = value;
    }

    public string File(string path) => Path.Combine(folder.FullName, path);

    /// <summary>Copies a folder of the checkout to this path.</summary>
    public void Copy(string from, string path)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = new FileInfo(File(Path.Combine(path, Path.GetRelativePath(from, file))));
            to.Directory!.Create();
            System.IO.File.Copy(file, to.FullName);
        }
    }

    /// <summary>Makes the packages of tests/tools importable here.</summary>
    public async Task LinkNpmTools() => Directory.CreateSymbolicLink(File("node_modules"), await NpmTools.Modules);

    /// <summary>Runs a program of these packages.</summary>
    public Task<string> RunNpmTool(string name, params string[] arguments) => Run(File("node_modules/.bin/" + name), arguments);

    /// <summary>Its output; the exit code must be 0.</summary>
    public Task<string> Run(string program, params string[] arguments) => Run(folder.FullName, environment, program, arguments);

    public static async Task<string> Run(
        string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
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
