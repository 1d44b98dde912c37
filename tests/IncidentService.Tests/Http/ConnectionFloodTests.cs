using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Http;

/// <summary>The program under a low limit of open files, against more connections than that.</summary>
public sealed class ConnectionFloodTests : IDisposable
{
    private const int OpenFiles = 1024;
    private const int Flood = 1500;
    private const int Places = 80;
    private static readonly byte[] UnfinishedHandshake = [22, 3, 1, 2, 0];
    private static readonly byte[] Unfinished = "GET /v1/incidents HTTP/1.1\r\nHost: localhost\r\nX-"u8.ToArray();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

    private string Register => Path.Combine(folder.FullName, "incidents.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Too_many_unfinished_requests_are_refused_and_the_service_continues()
    {
        Assert.SkipUnless(
            Hosting.Connections.OpenFiles.MostConnections is null or > Flood * 2,
            "The tests themselves may open too few files here: raise ulimit -n.");
        var key = await ServiceProcess.Prepare(Register);
        await using var service = await ServiceProcess.Start(Register, openFiles: OpenFiles);
        using var desk = new ApiClient(service.Address, key);
        await desk.Open();

        var flood = await Task.WhenAll(Enumerable.Range(0, Flood).Select(_ => Send(service.Address, Unfinished)));
        try
        {
            await desk.Open(); // its connection is among those that were first

            var refused = (Status: 0, Text: "");
            await Eventually.IsTrue(
                async () => (refused = await TrySend(service.Address, key)).Status == 503, "a caller is told why it is refused");
            Assert.Contains("/problems/too-many-connections", refused.Text);
            Assert.Contains("Retry-After: ", refused.Text);
            Assert.Contains("Content-Security-Policy: default-src 'none'", refused.Text);
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

    [Fact]
    public async Task A_refused_TLS_connection_gets_the_reason()
    {
        const int lowest = 512; // leaves 112 for callers, of whom 32 are only told that they are too many
        var key = await ServiceProcess.Prepare(Register);
        var certificate = Path.Combine(folder.FullName, "service.pfx");
        await File.WriteAllBytesAsync(certificate, CreateCertificate());
        await using var service = await ServiceProcess.Start(
            Register,
            openFiles: lowest,
            settings: new Dictionary<string, string?>
            {
                ["Kestrel:Endpoints:Secure:Url"] = "https://127.0.0.1:0", ["Kestrel:Endpoints:Secure:Certificate:Path"] = certificate,
            });
        Assert.Equal("https", service.Address.Scheme);
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var http = new HttpClient(handler) { BaseAddress = service.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);

        var flood = new List<Socket?>();
        for (var index = 0; index < Places + 10; index++) flood.Add(await Send(service.Address, UnfinishedHandshake));
        var refused = (Status: HttpStatusCode.OK, Text: "");
        await Eventually.IsTrue(
            async () => (refused = await TrySecure(http)).Status == HttpStatusCode.ServiceUnavailable, "a caller is told why");
        foreach (var connection in flood) connection?.Dispose();

        Assert.Contains("/problems/too-many-connections", refused.Text);
        await Eventually.IsTrue(async () => (await TrySecure(http)).Status == HttpStatusCode.OK, "room for other connections");
    }

    private static async Task<(HttpStatusCode Status, string Text)> TrySecure(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("/v1/incidents");
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            return (0, "");
        }
    }

    private static byte[] CreateCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.Export(X509ContentType.Pfx);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(256)]
    public async Task A_connection_limit_that_is_too_low_is_reported_in_one_line_with_the_required_value(int limit)
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
    private static async Task<Socket?> Send(Uri address, byte[] bytes)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, address.Port);
            await socket.SendAsync(bytes);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
