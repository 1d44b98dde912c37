using IncidentService.Hosting.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Http.Tls;

/// <summary>Notices that the service has seen files that do not belong together.</summary>
internal sealed class RenewalWatch : ILogger<ServerCertificate>
{
    public TaskCompletionSource Refused { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Add(IServiceCollection services) => services.AddSingleton<ILogger<ServerCertificate>>(this);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Warning) Refused.TrySetResult();
    }
}
