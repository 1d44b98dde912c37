using IncidentService.Common.Telemetry;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Feed;
using IncidentService.Storage.Mapping;
using Polly.Telemetry;

namespace IncidentService.Storage;

/// <summary>Registers the services of the configured database.</summary>
internal static class RegisterServices
{
    private const string DefaultFile = "Data Source=incidents.db";

    public static void AddRegister(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddPipelineTelemetry();
        services.AddSingleton<Ids>();
        services.AddMetrics();
        services.AddSingleton<ServiceMetrics>();
        services.AddSingleton(CreateStore);
        services.AddSingleton<WriteHealth>();
        var engine = configuration["Database:Engine"] is { Length: > 0 } named ? named.ToLowerInvariant() : "sqlite";
        var connectionString = configuration.GetConnectionString("Incidents");
        switch (engine)
        {
            case "sqlite":
                services.AddSingleton(_ => new SqliteFile(connectionString ?? DefaultFile)); // so that it is disposed
                services.AddSingleton<Database>(provider => provider.GetRequiredService<SqliteFile>());
                services.AddSingleton<SqlDialect, Sqlite>();
                services.AddSingleton<IChangeRunner, SqliteWriter>();
                break;
            case "postgres" or "postgresql":
                services.AddServer<Postgres>(connectionString);
                break;
            case "sqlserver":
                services.AddServer<SqlServer>(connectionString);
                break;
            default:
                throw new InvalidOperationException($"Database:Engine is {engine}; it must be sqlite, postgres or sqlserver.");
        }
    }

    private static Store CreateStore(IServiceProvider provider) => new(
        provider.GetRequiredService<Database>(), provider.GetRequiredService<SqlDialect>(), provider.GetRequiredService<IChangeRunner>(),
        provider.GetRequiredService<Ids>(), provider.GetRequiredService<TimeProvider>())
    {
        Metrics = provider.GetRequiredService<ServiceMetrics>(),
    };

    internal static void AddServer<TDialect>(this IServiceCollection services, string? connectionString)
        where TDialect : ServerDialect
    {
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new InvalidOperationException("ConnectionStrings:Incidents must say where the database server is.");
        services.AddSingleton<ServerDialect, TDialect>();
        services.AddSingleton<SqlDialect>(provider => provider.GetRequiredService<ServerDialect>());
        services.AddSingleton(provider => new Server(
            provider.GetRequiredService<ServerDialect>(), connectionString, provider.GetRequiredService<TelemetryOptions>()));
        services.AddSingleton<Database>(provider => provider.GetRequiredService<Server>());
        services.AddSingleton<IChangeRunner, ServerRunner>();
        services.AddHostedService<FeedSequencer>();
    }
}
