namespace IncidentService.Bench.Load;

internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        // PostgreSQL runs as another user, below it.
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        System.IO.File.SetUnixFileMode(Path, own | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("incident-bench-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public async Task<string> WriteAsync(string name, IEnumerable<string> lines, CancellationToken cancellation)
    {
        var file = File(name);
        await System.IO.File.WriteAllLinesAsync(file, lines, cancellation);
        return file;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
