using IncidentService.Bench.References;

namespace IncidentService.Bench.Load;

/// <summary>The reference programs that are needed, each a child process with a file of its own.</summary>
internal sealed class ReferencesUnderTest(TemporaryFolder folder, int rows) : IAsyncDisposable
{
    private const string Item = """{"subject":"Price match for a drill <N>","body":"Will you match your own store's price on W-55120?"}""";
    private readonly List<ServerProcess> _started = [];

    public async Task<Traffic> StartAsync(Measure measure, CancellationToken cancellation)
    {
        var address = ServerProcess.FreeAddress();
        var launch = Launch.Dotnet(
            typeof(ReferencesUnderTest).Assembly.Location,
            "reference", measure.Name, "--urls", $"{address}", "--db", folder.File($"{measure.Name}.db"), "--rows", $"{rows}");
        _started.Add(await ServerProcess.StartAsync(launch, address, cancellation));
        return await TrafficAsync(measure, address, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _started) await server.DisposeAsync();
    }

    private async Task<Traffic> TrafficAsync(Measure measure, Uri address, CancellationToken cancellation)
    {
        IEnumerable<string> lines = measure.Name switch
        {
            ReferenceCommand.Kestrel => ["/"],
            ReferenceCommand.Select => Enumerable.Range(1, rows).Select(id => $"/items/{id}"),
            _ => [Item],
        };
        var file = await folder.WriteAsync($"{measure.Name}.txt", lines, cancellation);
        return measure.Name is ReferenceCommand.Insert or ReferenceCommand.InsertGrouped
            ? Traffic.UniqueBody(address, "/items", file)
            : Traffic.AnyPath(address, file);
    }
}
