using System.Diagnostics;

namespace IncidentService.Bench.Load;

/// <summary>Starts child processes with redirected output, in this environment plus the given variables.</summary>
internal sealed record Launch(string Program, IEnumerable<string> Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string Folder { get; init; } = "";

    /// <summary>A built program, in its own folder, where its settings files are.</summary>
    public static Launch Dotnet(string dll, params IEnumerable<string> arguments) =>
        new("dotnet", [dll, .. arguments]) { Folder = Path.GetDirectoryName(dll)! };

    public Process Start()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder,
        };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public override string ToString() => $"{Program} {string.Join(' ', Arguments)}";
}
