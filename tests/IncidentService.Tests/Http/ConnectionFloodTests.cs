using System.Net;
using System.Net.Sockets;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Http;

/// <summary>The program under a low limit of open files, against more connections than that.</summary>
public sealed class ConnectionFloodTests : IDisposable
{
    private const int OpenFiles = 1024;
    private const int Flood = 1500;
    private static readonly byte[] Unfinished = "GET /v1/incidents HTTP/1.1\r\nHost: localhost\r\nX-"u8.ToArray();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

    private string Register => Path.Combine(folder.FullName, "incidents.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_flood_of_unfinished_requests_is_refused_and_the_service_works_on()
    {
        Assert.SkipUnless(
            Hosting.OpenFiles.MostConnections is null or > Flood * 2, "The tests themselves may open too few files here: raise ulimit -n.");
        var key = await ServiceProcess.Prepare(Register);
        await using var service = await ServiceProcess.Start(Register, openFiles: OpenFiles);
        using var desk = new ApiClient(service.Address, key);
        await desk.Open();

        var flood = await Task.WhenAll(Enumerable.Range(0, Flood).Select(_ => SendUnfinished(service.Address)));
        try
        {
            await desk.Open(); // its connection is among those that were first

            var refused = (Status: 0, Text: "");
            await Eventually.IsTrue(
                async () => (refused = await TrySend(service.Address, key)).Status == 503, "a caller is told why it is refused");
            Assert.Contains("/problems/too-many-connections", refused.Text);
            Assert.Contains("Retry-After: ", refused.Text);
        }
        finally
        {
            foreach (var connection in flood) connection?.Dispose();
        }
        await Eventually.IsTrue(
            async () => (await TrySend(service.Address, key)).Status == 200, "room for other connections");
        await desk.Open();
        Assert.Contains(service.Output, line => line.Contains("callers are connected", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(256)]
    public async Task A_limit_too_low_to_work_under_is_said_in_one_line_with_what_is_needed(int limit)
    {
        await ServiceProcess.Prepare(Register);
        var start = ServiceProcess.Program(Register, "serve", "--urls", "http://127.0.0.1:0");
        ServiceProcess.Limit(start, "ulimit -n", limit);

        var why = (await CommandRun.Run(start)).ExpectOneLine(1);

        Assert.StartsWith($"The limit of open files is {limit} (ulimit -n). The service needs 512 at least", why);
    }

    /// <summary>Status 0 where the service had too many to refuse, and closed the connection without a word.</summary>
    private static async Task<(int Status, string Text)> TrySend(Uri address, string key)
    {
        try
        {
            return await RawHttp.Send(address, key, "GET /v1/incidents");
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return (0, "");
        }
    }

    /// <summary>Null where the service has closed the connection already.</summary>
    private static async Task<Socket?> SendUnfinished(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, address.Port);
            await socket.SendAsync(Unfinished);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
