using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;

namespace IncidentService.Tests.Connectors.Nats;

/// <summary>TLS and credentials.</summary>
public sealed class NatsConnectionTests : IDisposable
{
    private const string Password = "not-a-secret";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

    public NatsConnectionTests() => Assert.SkipWhen(NatsServer.Missing is not null, NatsServer.Missing ?? "");

    private string Certificate => Path.Combine(folder.FullName, "server.crt");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Events_are_published_over_TLS_with_user_and_password()
    {
        await using var server = await StartWithTls();
        await using var service = await Serve(server, ("CaFile", Certificate), ("User", "incidents"), ("Password", Password));
        using var desk = await service.Client("email");

        var number = await desk.Open();

        await server.WaitUntilPublished(number + "-1");
    }

    [Theory]
    [InlineData("CaFile", null, "certificate")]
    [InlineData("Password", "another-password", "connection")]
    public async Task An_attempt_says_why_it_failed_and_no_password_is_logged(string setting, string? value, string outcome)
    {
        await using var server = await StartWithTls();
        var log = new RecordedLog();
        await using var service = await Serve(
            server, log, ("CaFile", Certificate), ("User", "incidents"), ("Password", Password), (setting, value));
        using var desk = await service.Client("email");
        using var admin = await service.Client("web", "admin");
        await desk.Open();
        var webhook = (await admin.Get("/v1/webhooks")).Expect(HttpStatusCode.OK)["items"]![0]!["id"];

        await Eventually.IsTrue(async () => await LastOutcome(admin, $"{webhook}") == outcome, "the outcome " + outcome);

        Assert.Empty(await server.Read());
        Assert.DoesNotContain(log.Lines, line => line.Contains(Password, StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => value is not null && line.Contains(value, StringComparison.Ordinal));
    }

    private static async Task<string?> LastOutcome(ApiClient admin, string webhook) =>
        (await admin.Get($"/v1/webhooks/{webhook}/deliveries")).Expect(HttpStatusCode.OK)["items"]!.AsArray() is [{ } last, ..]
            ? last["outcome"]!.ToString()
            : null;

    private Task<RunningService> Serve(NatsServer server, params (string Name, string? Value)[] settings) =>
        Serve(server, new RecordedLog(), settings);

    private static async Task<RunningService> Serve(NatsServer server, RecordedLog log, params (string Name, string? Value)[] settings)
    {
        var all = server.Settings();
        all["Connectors:Nats:Url"] = $"tls://127.0.0.1:{server.Port}";
        foreach (var (name, value) in settings) all["Connectors:Nats:" + name] = value;
        var service = await RunningService.Start(
            all, services => services.AddSingleton(TimeProvider.System).AddLogging(logging => logging.AddProvider(log)));
        await NatsServer.WaitUntilSubscribed(service.Register);
        return service;
    }

    private async Task<NatsServer> StartWithTls()
    {
        var key = Path.Combine(folder.FullName, "server.key");
        using (var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            var request = new CertificateRequest("CN=127.0.0.1", pair, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllTextAsync(Certificate, certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(key, pair.ExportPkcs8PrivateKeyPem());
        }
        return await NatsServer.Start(
            $$"""
            tls { cert_file: "{{Certificate}}", key_file: "{{key}}" }
            authorization { user: incidents, password: "{{Password}}" }
            """,
            options => options with
            {
                AuthOpts = new NatsAuthOpts { Username = "incidents", Password = Password },
                TlsOpts = new NatsTlsOpts { Mode = TlsMode.Require, CaFile = Certificate },
            });
    }
}
