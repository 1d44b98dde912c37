using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Browser.FirstView;

/// <summary>A service with a certificate: browsers speak HTTP/2 to it, as they do in production.</summary>
public sealed class SecureService : IAsyncLifetime
{
    private readonly TestCertificate certificate = new();

    public RunningService Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await RunningService.Start(certificate.Settings);

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        certificate.Dispose();
    }
}
