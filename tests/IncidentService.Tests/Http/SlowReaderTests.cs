using System.Net;
using System.Net.Sockets;
using System.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Http;

/// <summary>Callers that ask for much and do not read the answers hold no connection to the database.</summary>
public abstract class SlowReaderTests(Engine engine) : Suite(engine)
{
    private const int Pool = 4;
    private const int Readers = 3 * Pool;

    /// <summary>Together far more than all buffers between the two sides take.</summary>
    private const int AsksOfReader = 60;

    [Fact]
    public async Task More_slow_readers_than_database_connections_do_not_block_other_callers()
    {
        var limit = Engine == Engine.Postgres ? "Maximum Pool Size" : "Max Pool Size"; // as each connection string of the tests has it
        await using var service = await Start(connection: Engine.IsSqlite ? "" : $"{limit}={Pool}");
        using var desk = await service.Client("email");
        var number = await desk.Open();
        for (var line = 0; line < 20; line++)
        {
            var text = string.Concat(Enumerable.Repeat("word ", 3_900));
            (await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text })).Expect(HttpStatusCode.Created);
        }
        var asked = $"GET /v1/incidents/{number}/timeline?limit=200 HTTP/1.1\r\nHost: localhost\r\n"
            + $"Authorization: Bearer {desk.Key}\r\n\r\n";
        var readers = new List<TcpClient>();
        try
        {
            for (var reader = 0; reader < Readers; reader++) readers.Add(await Ask(service, asked));
            foreach (var reader in readers) await Eventually.IsTrue(() => reader.Available > 0, "an answer that begins");

            for (var time = 0; time < Readers; time++)
            {
                (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
                await desk.Open();
            }
        }
        finally
        {
            foreach (var reader in readers) reader.Dispose();
        }
    }

    private static async Task<TcpClient> Ask(RunningService service, string request)
    {
        var reader = new TcpClient { ReceiveBufferSize = 4096 };
        await reader.ConnectAsync(IPAddress.Loopback, service.Address.Port);
        await reader.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(request, AsksOfReader))));
        return reader;
    }
}
