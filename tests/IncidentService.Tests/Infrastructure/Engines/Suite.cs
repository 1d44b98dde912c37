using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// A suite that runs on every engine: OnSqlite.cs, OnDeployedSqlite.cs, OnPostgres.cs and OnSqlServer.cs list all suites. If an engine is
/// missing, its tests are skipped with the reason.
/// </summary>
public abstract class Suite
{
    protected Suite(Engine engine)
    {
        Engine = engine;
        if (engine.Missing is { } why) Assert.Skip(why);
    }

    protected Suite(ServiceFixture fixture) : this(fixture.Engine) { }

    protected Engine Engine { get; }

    /// <summary>Starts a service with a new register, or on the register of another service.</summary>
    private protected Task<RunningService> Start(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, RunningService? beside = null,
        string connection = "") =>
        RunningService.Start(settings, services, connection, Engine, beside);
}
