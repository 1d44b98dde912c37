using System.Runtime.CompilerServices;
using IncidentService.Common.Telemetry;
using IncidentService.Keys;
using Microsoft.Extensions.Logging.Console;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IncidentService.Hosting.Telemetry;

/// <summary>
/// Sends traces, metrics and logs over OTLP where OpenTelemetry's own variables name an endpoint, and serves metrics to Prometheus where
/// that is configured. Otherwise nothing of OpenTelemetry is loaded.
/// </summary>
internal static class TelemetryExport
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Name = "OTEL_SERVICE_NAME";
    private const string Prometheus = "Telemetry:Prometheus";
    private const string ScrapedAt = "/metrics";

    private static readonly string[] Meters =
    [
        ServiceMetrics.MeterName, "Polly", "Npgsql", "System.Runtime", "System.Net.Http", "System.Net.NameResolution",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Diagnostics", "Microsoft.AspNetCore.Authentication", "Microsoft.AspNetCore.Authorization",
    ];

    public static void AddTelemetryExport(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Logging:Console:FormatterName"] is { Length: > 0 } format)
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = format);
        if (IsPushed(builder.Configuration) || IsScraped(builder.Configuration)) Add(builder.Services, builder.Configuration);
    }

    /// <summary>Needs a key with the scope report: what is measured says how the business goes.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        if (IsScraped(app.Configuration)) Map(app);
    }

    private static bool IsPushed(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[OtlpEndpoint]);

    private static bool IsScraped(IConfiguration configuration) => configuration.GetValue<bool>(Prometheus);

    [MethodImpl(MethodImplOptions.NoInlining)] // so that the libraries are loaded only here
    private static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => Describe(resource, configuration[Name]));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters);
            if (IsScraped(configuration)) metrics.AddPrometheusExporter(exporter => exporter.ScrapeEndpointPath = ScrapedAt);
        });
        if (!IsPushed(configuration)) return;
        telemetry.WithTracing(traces => traces
            .AddSource(Tracing.SourceName)
            .AddAspNetCoreInstrumentation(requests => requests.Filter = http => IsWorthATrace(http.Request.Path))
            .AddHttpClientInstrumentation()
            .AddSqlClientInstrumentation()
            .AddNpgsql());
        telemetry.WithLogging(null, logs => logs.IncludeFormattedMessage = true);
        telemetry.UseOtlpExporter();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Map(WebApplication app) => app.MapPrometheusScrapingEndpoint(ScrapedAt).RequireScope(Scopes.Report);

    private static void Describe(ResourceBuilder resource, string? name) => resource.AddService(
        string.IsNullOrWhiteSpace(name) ? "incident-service" : name,
        serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3));

    private static bool IsWorthATrace(PathString path) => !path.StartsWithSegments("/health") && path != ScrapedAt;
}
