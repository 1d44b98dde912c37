using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Webhooks;

/// <summary>One request to a receiver.</summary>
internal sealed record Received(string Id, string Timestamp, string Signature, string? ContentType, string Body)
{
    [JsonIgnore]
    public JsonNode Event => JsonNode.Parse(Body)!;

    [JsonIgnore]
    public string Subject => Id.Split('-')[0];

    [JsonIgnore]
    public int Sequence => int.Parse(Id.Split('-')[1]);
}

/// <summary>A webhook receiver on a loopback port. It accepts events unless a test tells it otherwise.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> all = [];
    private readonly ConcurrentQueue<Received> taken = [];

    private Receiver(WebApplication app) => this.app = app;

    /// <summary>The status of its responses.</summary>
    public Func<Received, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(204);

    public string Url => app.Urls.First() + "/events";

    /// <summary>All requests, and those with a successful response.</summary>
    public IReadOnlyCollection<Received> All => all;
    public IReadOnlyCollection<Received> Taken => taken;

    public IEnumerable<string> TakenIds => taken.Select(received => received.Id);

    public static async Task<Receiver> Start(int port = 0, bool withBadCertificate = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (withBadCertificate) listen.UseHttps(SelfSigned());
        }));
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.Take);
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(1)); // open requests are aborted
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var headers = http.Request.Headers;
        var received = new Received(
            headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(),
            http.Request.ContentType, await reader.ReadToEndAsync());
        all.Enqueue(received);
        var status = await Answer(received, http);
        if (status is >= 200 and < 300) taken.Enqueue(received);
        if (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested) http.Response.StatusCode = status;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=elsewhere.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
