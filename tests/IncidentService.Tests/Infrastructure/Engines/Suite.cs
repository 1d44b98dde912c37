using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// Rules that hold on every engine: the folders OnSqlite, OnPostgres and OnSqlServer say so of each. Where an engine is missing its tests
/// are skipped, and say why.
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

    /// <summary>Starts a service over a register of its own, or beside another one over the same.</summary>
    private protected Task<RunningService> Start(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, RunningService? beside = null,
        string connection = "") =>
        RunningService.Start(settings, services, connection, Engine, beside);
}
