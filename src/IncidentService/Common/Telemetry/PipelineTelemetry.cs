using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.Telemetry;

namespace IncidentService.Common.Telemetry;

/// <summary>The answer to a request that a pipeline sent, as far as its log may show it.</summary>
internal interface IHttpAnswer
{
    int Status { get; }
}

/// <summary>
/// Configures the telemetry of resilience pipelines: Polly's metrics (meter "Polly") under the name of each pipeline, and its log. Retries
/// and timeouts are normal and logged at Debug; a circuit breaker that opens is a warning. Of a response, only the status is logged.
/// </summary>
internal static class PipelineTelemetry
{
    public static TelemetryOptions Create(ILoggerFactory loggers) => new()
    {
        LoggerFactory = loggers,
        SeverityProvider = reported => reported.Event.EventName.StartsWith("OnCircuit", StringComparison.Ordinal)
            ? ResilienceEventSeverity.Warning
            : ResilienceEventSeverity.Debug,
        ResultFormatter = (_, result) => result switch
        {
            IHttpAnswer answer => answer.Status,
            HttpResponseMessage response => (int)response.StatusCode,
            _ => null,
        },
    };

    public static void AddPipelineTelemetry(this IServiceCollection services) =>
        services.TryAddSingleton(provider => Create(provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance));
}
