using System.Data.Common;
using IncidentService.Storage;
using IncidentService.Storage.Copying;
using IncidentService.Storage.Dialects;

namespace IncidentService.CommandLine.Support;

/// <summary>
/// A register on the command line, as engine and place: "sqlite:incidents.db", "postgres:Host=…", "sqlserver:Server=…". Or "env:NAME", an
/// environment variable with such a value, because all users of the machine can read the command line.
/// </summary>
internal sealed class RegisterArgument : IAsyncDisposable
{
    public const string Form =
        "sqlite:FILE, postgres:CONNECTION, sqlserver:CONNECTION, or env:NAME for an environment variable with one of these (use it for passwords)";
    private const string Variable = "env";
    private readonly ServiceProvider services;

    private RegisterArgument(IConfiguration configuration)
    {
        var collection = new ServiceCollection();
        collection.AddRegister(configuration);
        services = collection.BuildServiceProvider();
        Side = new CopyEndpoint(
            services.GetRequiredService<Database>(), services.GetRequiredService<SqlDialect>(), services.GetRequiredService<Store>());
    }

    public CopyEndpoint Side { get; }

    public TimeProvider Clock => services.GetRequiredService<TimeProvider>();

    /// <exception cref="FormatException">The argument is invalid. It is not repeated: it may contain a password.</exception>
    public static RegisterArgument Open(string option, string? given)
    {
        var (engine, place) = Split(given);
        if (engine == Variable)
        {
            var held = Environment.GetEnvironmentVariable(place);
            (engine, place) = held is null
                ? throw new FormatException($"{option}: there is no environment variable {place}.")
                : Split(held);
        }
        if (engine is not ("sqlite" or "postgres" or "sqlserver") || place.Length == 0)
            throw new FormatException($"{option} must be {Form}.");
        if (engine == "sqlite" && !place.Contains('=', StringComparison.Ordinal))
            place = new DbConnectionStringBuilder { ["Data Source"] = place }.ConnectionString;
        try
        {
            return new RegisterArgument(new ConfigurationBuilder()
                .AddInMemoryCollection([new("Database:Engine", engine), new("ConnectionStrings:Incidents", place)]).Build());
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"{option} holds no connection string for {engine}.");
        }
    }

    /// <summary>The register in a file of SQLite.</summary>
    public static RegisterArgument OpenFile(string path) =>
        Open("file", "sqlite:" + new DbConnectionStringBuilder { ["Data Source"] = path });

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static (string Engine, string Place) Split(string? given) =>
        given?.Split(':', 2) is [var engine, var place] ? (engine.Trim().ToLowerInvariant(), place.Trim()) : ("", "");
}
