using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Keeps what the services that start in this flow of calls log at every level, and what customers said to them.</summary>
internal sealed class ServiceWatch : IDisposable
{
    private static readonly AsyncLocal<ServiceWatch?> Flow = new();

    public static ServiceWatch? Current => Flow.Value;

    public KeptLog Log { get; } = new();

    /// <summary>All contacts and texts that the registers held at the end.</summary>
    public HashSet<string> Said { get; } = new(StringComparer.Ordinal);

    public static ServiceWatch Begin() => Flow.Value = new ServiceWatch();

    public void Dispose()
    {
        Flow.Value = null;
        Log.Dispose();
    }

    public void Add(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(Log);

    public void Read(RegisterInspector register) => Said.UnionWith(
        register.List<string?>(
            "SELECT c.value FROM contacts c UNION SELECT c.lookup_key FROM contacts c UNION SELECT t.body FROM texts t")
            .OfType<string>());
}
