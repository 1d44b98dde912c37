using System.Data.Common;
using IncidentService.Storage;
using IncidentService.Storage.Copying;
using IncidentService.Storage.Dialects;

namespace IncidentService.CommandLine;

/// <summary>
/// A register named on the command line by its engine and its place, "sqlite:incidents.db", "postgres:Host=…", "sqlserver:Server=…"; or
/// "env:NAME", a variable that holds such a name: what stands on a command line is seen by everybody on the machine.
/// </summary>
internal sealed class RegisterArgument : IAsyncDisposable
{
    public const string Form = "sqlite:FILE, postgres:CONNECTION, sqlserver:CONNECTION, or env:NAME for a variable that holds one of these, as a password belongs into one";
    private const string Variable = "env";
    private readonly ServiceProvider services;

    private RegisterArgument(IConfiguration configuration)
    {
        var collection = new ServiceCollection();
        collection.AddRegister(configuration);
        services = collection.BuildServiceProvider();
        Side = new CopyEndpoint(services.GetRequiredService<Database>(), services.GetRequiredService<SqlDialect>(), services.GetRequiredService<Store>());
    }

    public CopyEndpoint Side { get; }

    public TimeProvider Clock => services.GetRequiredService<TimeProvider>();

    /// <exception cref="FormatException">It is no such name. Nothing of it is repeated: it may hold a password.</exception>
    public static RegisterArgument Open(string option, string? given)
    {
        var (engine, place) = Split(given);
        if (engine == Variable)
        {
            var held = Environment.GetEnvironmentVariable(place);
            (engine, place) = held is null ? throw new FormatException($"{option}: there is no environment variable {place}.") : Split(held);
        }
        if (engine is not ("sqlite" or "postgres" or "sqlserver") || place.Length == 0) throw new FormatException($"{option} must be {Form}.");
        if (engine == "sqlite" && !place.Contains('=', StringComparison.Ordinal)) place = new DbConnectionStringBuilder { ["Data Source"] = place }.ConnectionString;
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

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static (string Engine, string Place) Split(string? given) =>
        given?.Split(':', 2) is [var engine, var place] ? (engine.Trim().ToLowerInvariant(), place.Trim()) : ("", "");
}
