using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Http.Tls;

/// <summary>The service speaks TLS itself, with a certificate of two PEM files that are renewed while it runs.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority authority = new();
    private readonly RenewalWatch watch = new();

    public void Dispose() => authority.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task The_server_sends_the_intermediate_certificates(SslProtocols version)
    {
        await authority.Write("first");
        await using var service = await Start();

        await using var connection = await Connect(service, version);

        Assert.Equal((version, "CN=first"), (connection.SslProtocol, connection.RemoteCertificate!.Subject));
        var answer = await Ask(connection);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("Strict-Transport-Security: max-age=31536000\r\n", answer, StringComparison.Ordinal);
    }

    /// <summary>The client's first message of TLS 1.1: an alert (21) answers it, and no handshake (22).</summary>
    [Fact]
    public async Task TLS_versions_before_1_2_are_refused()
    {
        await authority.Write("first");
        await using var service = await Start();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Address.Port);
        var stream = client.GetStream();
        byte[] suites = [0xc0, 0x09, 0xc0, 0x0a, 0xc0, 0x13, 0xc0, 0x14, 0x00, 0x2f, 0x00, 0x35];
        byte[] curves = [0x00, 0x0a, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17, 0x00, 0x0b, 0x00, 0x02, 0x01, 0x00];
        byte[] hello = [3, 2, .. new byte[32], 0, 0, (byte)suites.Length, .. suites, 1, 0, 0, (byte)curves.Length, .. curves];
        await stream.WriteAsync((byte[])[22, 3, 1, 0, (byte)(hello.Length + 4), 1, 0, 0, (byte)hello.Length, .. hello]);

        var answer = new byte[1];
        var read = await stream.ReadAsync(answer).AsTask().WaitAsync(Eventually.Timeout);

        Assert.True(read == 0 || answer[0] == 21, $"Answered with a record of type {answer[0]}");
    }

    [Fact]
    public async Task A_renewed_certificate_is_used_once_its_key_exists_and_open_connections_stay_open()
    {
        await authority.Write("first");
        await using var service = await Start();
        await using var open = await Connect(service);
        var (certificate, key) = authority.Issue("second");

        await File.WriteAllTextAsync(authority.CertificateFile, certificate);
        await watch.Refused.Task.WaitAsync(Eventually.Timeout);
        Assert.Equal("CN=first", await Shown(service));
        await File.WriteAllTextAsync(authority.KeyFile, key);

        await Eventually.IsTrue(async () => await Shown(service) == "CN=second", "the renewed certificate");
        Assert.StartsWith("HTTP/1.1 200", await Ask(open), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_with_a_wrong_or_missing_key_stops_the_start()
    {
        await authority.Write("first");
        await File.WriteAllTextAsync(authority.KeyFile, authority.Issue("other").Key);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(Start);

        Assert.Contains("cannot be used", refused.Message, StringComparison.Ordinal);
        var half = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunningService.Start(new() { ["Tls:CertificateFile"] = authority.CertificateFile }));
        Assert.Equal("Tls:CertificateFile and Tls:KeyFile must be given together.", half.Message);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", false)]
    public async Task Only_a_configured_proxy_can_state_that_the_caller_used_https(string trusted, bool counts)
    {
        await using var service = await RunningService.Start(new() { ["Proxies:Trusted:0"] = trusted });
        using var desk = await service.Client("email");

        var answer = await desk.Get("/health/live", ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.1"));

        Assert.Equal(counts, answer.Headers.Contains("Strict-Transport-Security"));
    }

    private Task<RunningService> Start() => RunningService.Start(
        new()
        {
            ["Urls"] = "https://127.0.0.1:0", ["Tls:CertificateFile"] = authority.CertificateFile, ["Tls:KeyFile"] = authority.KeyFile,
        },
        watch.Add);

    private async Task<string> Shown(RunningService service)
    {
        await using var connection = await Connect(service);
        return connection.RemoteCertificate!.Subject;
    }

    private async Task<SslStream> Connect(RunningService service, SslProtocols versions = SslProtocols.None)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Address.Port);
        var stream = new SslStream(client.GetStream());
        var trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true,
        };
        trust.CustomTrustStore.Add(authority.Root);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1", EnabledSslProtocols = versions, CertificateChainPolicy = trust,
        });
        return stream;
    }

    private static async Task<string> Ask(SslStream connection)
    {
        await connection.WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        var answer = new StringBuilder();
        var bytes = new byte[4096];
        while (!answer.ToString().Contains("\r\n\r\nlive", StringComparison.Ordinal))
        {
            var read = await connection.ReadAsync(bytes).AsTask().WaitAsync(Eventually.Timeout);
            Assert.True(read > 0, $"The connection ended after: {answer}");
            answer.Append(Encoding.ASCII.GetString(bytes, 0, read));
        }
        return answer.ToString();
    }
}
