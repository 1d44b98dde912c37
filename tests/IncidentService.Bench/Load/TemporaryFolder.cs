namespace IncidentService.Bench.Load;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("incident-bench-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public async Task<string> WriteAsync(string name, IEnumerable<string> lines, CancellationToken cancellation)
    {
        var file = File(name);
        await System.IO.File.WriteAllLinesAsync(file, lines, cancellation);
        return file;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
