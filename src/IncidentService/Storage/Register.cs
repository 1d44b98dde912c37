using IncidentService.Storage.Dialects;

namespace IncidentService.Storage;

/// <summary>Opens the register that configuration names.</summary>
internal static class Register
{
    private const string DefaultConnection = "Data Source=incidents.db";

    public static void AddRegister(this IServiceCollection services, IConfiguration configuration)
    {
        var engine = configuration["Database:Engine"] ?? "sqlite";
        if (!engine.Equals("sqlite", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"Database:Engine is {engine}; this version knows sqlite.");
        services.AddSingleton(_ => new SqliteFile(configuration.GetConnectionString("Incidents") ?? DefaultConnection)); // so that it is disposed
        services.AddSingleton<SqlDialect, Sqlite>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IChangeRunner, SqliteWriter>();
        services.AddSingleton<InFlight>();
        services.AddSingleton<Ids>();
        services.AddSingleton<Store>();
    }
}
