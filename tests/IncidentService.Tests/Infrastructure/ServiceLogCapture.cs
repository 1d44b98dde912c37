using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Records the log, at every level, of the services started in this async flow, and the customer texts sent to them.</summary>
internal sealed class ServiceLogCapture : IDisposable
{
    private static readonly AsyncLocal<ServiceLogCapture?> Flow = new();

    public static ServiceLogCapture? Current => Flow.Value;

    public RecordedLog Log { get; } = new();

    /// <summary>All contacts and texts that the registers held at the end.</summary>
    public HashSet<string> Said { get; } = new(StringComparer.Ordinal);

    public static ServiceLogCapture Begin() => Flow.Value = new ServiceLogCapture();

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
