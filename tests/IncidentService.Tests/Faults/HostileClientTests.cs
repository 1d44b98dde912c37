using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Faults;

/// <summary>Callers that send too much, too slowly, or nothing.</summary>
public sealed class HostileClientTests(SqliteFixture desks) : IClassFixture<SqliteFixture>
{
    private const int Idle = 2_000;
    private const int FilesOfTests = 1_000;

    [Fact]
    public async Task An_endless_chunked_body_is_cut_off_and_the_service_continues()
    {
        using var client = await Connect();
        var stream = client.GetStream();
        await Write(stream, $"POST /v1/incidents HTTP/1.1\r\n{Head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        var chunk = $"4000\r\n{new string(' ', 0x4000)}\r\n";
        var answer = ReadToEnd(stream);
        try
        {
            for (var sent = 0; sent < 1_000 && !answer.IsCompleted; sent++) await Write(stream, chunk);
        }
        catch (IOException)
        {
            // It was cut off.
        }

        Assert.Contains("413", (await answer).Split('\n')[0]);
        await desks.Email.Open();
    }

    [Theory]
    [InlineData(200, 400)]
    [InlineData(1, 60_000)]
    public async Task Too_many_headers_are_refused(int count, int length)
    {
        using var client = await Connect();
        var stream = client.GetStream();
        var headers = string.Concat(Enumerable.Range(0, count).Select(header => $"X-{header}: {new string('x', length)}\r\n"));

        await TryWrite(stream, $"GET /v1/incidents HTTP/1.1\r\n{Head}{headers}\r\n");

        Assert.Contains("431", (await ReadToEnd(stream)).Split('\n')[0]);
        await desks.Email.Open();
    }

    [Fact]
    public async Task Two_thousand_idle_connections_do_not_block_other_callers()
    {
        Assert.SkipUnless(
            IncidentService.Hosting.Connections.OpenFiles.MostConnections is null or > (2 * Idle) + FilesOfTests,
            "Service and tests share this process and its limit of open files: raise ulimit -n.");
        var idle = new List<TcpClient>();
        try
        {
            for (var count = 0; count < Idle; count++) idle.Add(await Connect());

            await desks.Email.Open();

            Assert.True(idle[0].Connected && idle[^1].Connected);
        }
        finally
        {
            foreach (var client in idle) client.Dispose();
        }
    }

    [Fact]
    public async Task A_request_sent_byte_by_byte_is_ended()
    {
        using var client = await Connect();
        var stream = client.GetStream();
        await Write(stream, $"POST /v1/incidents HTTP/1.1\r\n{Head}Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n");
        var answer = ReadToEnd(stream);
        var started = Stopwatch.GetTimestamp();
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!answer.IsCompleted && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1))
        {
            await TryWrite(stream, " ");
            await second.WaitForNextTickAsync();
        }

        Assert.Contains("408", (await answer).Split('\n')[0]);
        Assert.Contains("/problems/request-too-slow", await answer);
        await desks.Email.Open();
    }

    private string Head => $"Host: {desks.Service.Address.Authority}\r\nAuthorization: Bearer {desks.Email.Key}\r\n";

    private async Task<TcpClient> Connect()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, desks.Service.Address.Port);
        return client;
    }

    private static Task Write(NetworkStream stream, string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    private static async Task TryWrite(NetworkStream stream, string text)
    {
        try
        {
            await Write(stream, text);
        }
        catch (IOException)
        {
            // The service has ended it.
        }
    }

    private static async Task<string> ReadToEnd(NetworkStream stream)
    {
        var read = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var count) read.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        catch (IOException)
        {
            // Reset after the answer.
        }
        return read.ToString();
    }
}
