using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Storage;
using IncidentService.Storage.Dialects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Infrastructure;

/// <summary>The real service on Kestrel, on a free loopback port, over a SQLite file of its own, with one key per channel and a clock that tests move.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryInfo folder;
    private Rows? rows;

    private RunningService(WebApplication app, DirectoryInfo folder, TestClock clock)
    {
        (this.app, this.folder, Clock) = (app, folder, clock);
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }
    public string File => Path.Combine(folder.FullName, "incidents.db");
    internal RegisterFile Register => new(File);
    internal TestClock Clock { get; }
    internal Rulebook Rules => app.Services.GetRequiredService<Rulebook>();
    internal IReadOnlyList<RouteEndpoint> Endpoints => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
    internal Rows Rows => rows ??= new Rows(File);
    internal Store Store => app.Services.GetRequiredService<Store>();
    internal SqliteWriter Writer => (SqliteWriter)app.Services.GetRequiredService<IChangeRunner>();

    /// <summary>Starts one; settings are configuration keys such as "Limits:MissesPerMinute"; connection is more of the connection string.</summary>
    public static async Task<RunningService> Start(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, string connection = "")
    {
        var folder = Directory.CreateTempSubdirectory("incidents-");
        var clock = new TestClock();
        var app = ServiceHost.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Urls"] = "http://127.0.0.1:0",
                ["ConnectionStrings:Incidents"] = "Data Source=" + Path.Combine(folder.FullName, "incidents.db") + ";" + connection,
                ["Limits:MissesPerMinute"] = "0",
            });
            builder.Configuration.AddInMemoryCollection(settings ?? []);
        }, collection =>
        {
            collection.AddSingleton<TimeProvider>(clock);
            services?.Invoke(collection);
        });
        app.Services.GetRequiredService<Store>().Migrate(clock);
        await app.StartAsync();
        return new RunningService(app, folder, clock);
    }

    /// <summary>A client with a fresh key for this channel.</summary>
    public async Task<ApiClient> Client(string channel, params string[] scopes) =>
        new(Address, await Key(channel, scopes.Length > 0 ? scopes : ["read", "write"]));

    /// <summary>A fresh key; channels, and locations where given, separated by spaces.</summary>
    internal async Task<string> Key(string channels, IReadOnlyList<string> scopes, string locations = "*", string teams = "*", GrantLimits? grants = null, string? secret = null)
    {
        secret ??= KeySecret.Create();
        var key = new NewKey("Test " + channels, channels, string.Join(' ', scopes), teams, locations, null, grants);
        await Store.Change(null, async transaction =>
        {
            await Store.AddKey(transaction, key.Create(Store.NewId(), secret, transaction.Now));
            return Reply.Empty(204);
        }, CancellationToken.None);
        return secret;
    }

    /// <summary>Marks all that is due now; as the service does by itself, whenever the clock has moved by a second.</summary>
    public Task SweepNow() => app.Services.GetRequiredService<Sweeper>().Sweep(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        rows?.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
