using IncidentService.Bench.References;
using IncidentService.Bench.Registers;

namespace IncidentService.Bench.Load;

/// <summary>The reference programs that are needed, each a child process with a file of its own beside the registers.</summary>
internal sealed class ReferencesUnderTest(TemporaryFolder folder, KeptRegisters registers, int rows) : IAsyncDisposable
{
    private const string Item = """{"subject":"Price match for a drill <N>","body":"Will you match your own store's price on W-55120?"}""";
    private readonly List<ServerProcess> _started = [];

    public async Task<Traffic> StartAsync(string program, CancellationToken cancellation)
    {
        var address = ServerProcess.FreeAddress();
        var launch = Launch.Dotnet(
            typeof(ReferencesUnderTest).Assembly.Location,
            "reference", program, "--urls", $"{address}", "--db", registers.ReferenceFile(program), "--rows", $"{rows}");
        _started.Add(await ServerProcess.StartAsync(launch, address, cancellation));
        return await TrafficAsync(program, address, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _started) await server.DisposeAsync();
    }

    private async Task<Traffic> TrafficAsync(string program, Uri address, CancellationToken cancellation)
    {
        IEnumerable<string> lines = program switch
        {
            ReferenceCommand.Kestrel => ["/"],
            ReferenceCommand.Select => Enumerable.Range(1, rows).Select(id => $"/items/{id}"),
            _ => [Item],
        };
        var file = await folder.WriteAsync($"{program}.txt", lines, cancellation);
        return program is ReferenceCommand.Insert or ReferenceCommand.InsertGrouped
            ? Traffic.UniqueBody(address, "/items", file)
            : Traffic.AnyPath(address, file);
    }
}
