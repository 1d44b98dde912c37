using System.Data.Common;
using Dapper;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Keys;
using IncidentService.Storage;
using IncidentService.Storage.Copying;
using IncidentService.Storage.Dialects;
using IncidentService.Tests.Storage.TSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Infrastructure;

/// <summary>The real service on Kestrel, on a free loopback port, over a register of its own, with one key per channel and a clock that tests move.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Ground ground;
    private readonly bool isGuest;
    private readonly Statements statements;

    private RunningService(WebApplication app, Ground ground, bool isGuest, TestClock clock, Statements statements)
    {
        (this.app, this.ground, this.isGuest, Clock, this.statements) = (app, ground, isGuest, clock, statements);
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }
    public string File => ground.File;
    internal string Tables => ground.Tables;

    /// <summary>As a command names this register: its engine, and where it is.</summary>
    internal string Name => $"{ground.Settings.GetValueOrDefault("Database:Engine") ?? "sqlite"}:{ground.Settings["ConnectionStrings:Incidents"]}";
    internal OpenRegister Register => new(ground.Open);
    internal TestClock Clock { get; }
    internal Rulebook Rules => app.Services.GetRequiredService<Rulebook>();
    internal IReadOnlyList<RouteEndpoint> Endpoints => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
    internal Rows Rows => new(ground);
    internal Side Side => new(app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<SqlDialect>(), Store);
    internal Store Store => app.Services.GetRequiredService<Store>();
    internal Changes Changes => app.Services.GetRequiredService<Changes>();
    internal SqliteWriter Writer => (SqliteWriter)app.Services.GetRequiredService<IChangeRunner>();

    /// <summary>
    /// Starts one; settings are configuration keys such as "Limits:MissesPerMinute"; connection is more of the connection string. Beside another one
    /// it works on the same register. On SQLite each statement is checked for SQL Server too, before it is run.
    /// </summary>
    internal static async Task<RunningService> Start(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, string connection = "", Engine? engine = null, RunningService? beside = null,
        Statements? statements = null)
    {
        var ground = beside?.ground ?? await (engine ?? Engine.Sqlite).Break();
        try
        {
            return await StartOn(ground, isGuest: beside is not null, settings, services, connection, statements ?? new Statements());
        }
        catch when (beside is null)
        {
            await ground.DisposeAsync();
            throw;
        }
    }

    private static async Task<RunningService> StartOn(
        Ground ground, bool isGuest, Dictionary<string, string?>? settings, Action<IServiceCollection>? services, string connection, Statements statements)
    {
        var clock = new TestClock();
        var place = ground.Settings;
        place["ConnectionStrings:Incidents"] += ";" + connection;
        var app = ServiceHost.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            if (Environment.GetEnvironmentVariable("INCIDENTS_TEST_LOG") is not null) builder.Logging.AddSimpleConsole();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Urls"] = "http://127.0.0.1:0", ["Limits:MissesPerMinute"] = "0" });
            builder.Configuration.AddInMemoryCollection(place);
            builder.Configuration.AddInMemoryCollection(settings ?? []);
        }, collection =>
        {
            collection.AddSingleton<TimeProvider>(clock);
            if (!place.ContainsKey("Database:Engine") && settings?.ContainsKey("Database:Engine") != true) statements.Watch(collection, place["ConnectionStrings:Incidents"]!);
            services?.Invoke(collection);
        });
        app.Services.GetRequiredService<Store>().Migrate(clock);
        statements.Complete(ground.Open);
        await app.StartAsync();
        return new RunningService(app, ground, isGuest, clock, statements);
    }

    /// <summary>Writes rows that no endpoint makes, as a change like any other.</summary>
    internal async Task Plant(Func<DbConnection, Task> write) => await Changes.Run(null, async transaction =>
        {
            await write(transaction.Connection);
            return Reply.Empty(204);
        },
        CancellationToken.None);

    internal async Task<int> DeleteOldReplies(int most) => (await Store.Change<int>(async transaction => await transaction.DeleteOldReplies(most), CancellationToken.None)).Value;

    internal Task Plant(string sql, object? parameters = null) => Plant(connection => connection.ExecuteAsync(sql, parameters));

    /// <summary>A client with a fresh key for this channel.</summary>
    public async Task<ApiClient> Client(string channel, params string[] scopes) =>
        new(Address, await Key(channel, scopes.Length > 0 ? scopes : ["read", "write"]));

    /// <summary>A fresh key; channels, and locations where given, separated by spaces.</summary>
    internal async Task<string> Key(string channels, IReadOnlyList<string> scopes, string locations = "*", string teams = "*", GrantLimits? grants = null, string? secret = null)
    {
        secret ??= KeySecret.Create();
        var key = new NewKey("Test " + channels, channels, string.Join(' ', scopes), teams, locations, null, grants);
        await Changes.Run(null, async transaction =>
        {
            transaction.AddKey(key.Create(Store.NewId(), secret, transaction.Now));
            return Reply.Empty(204);
        }, CancellationToken.None);
        return secret;
    }

    /// <summary>Marks all that is due now; as the service does by itself, whenever the clock has moved by a second.</summary>
    public Task SweepNow() => app.Services.GetRequiredService<Sweeper>().Sweep(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (!isGuest) await ground.DisposeAsync();
        statements.ExpectNoneRefused();
    }
}
