using System.Data.Common;
using Dapper;
using IncidentService.Audit.Chain;
using IncidentService.Audit.Recording;
using IncidentService.Background;
using IncidentService.Changes;
using IncidentService.Common.Origins;
using IncidentService.Hosting;
using IncidentService.Http.Replies;
using IncidentService.Incidents.Cards;
using IncidentService.Keys;
using IncidentService.Keys.Limiting;
using IncidentService.Keys.Requests;
using IncidentService.Storage;
using IncidentService.Storage.Copying;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Storage.TSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// The real service on Kestrel, on a free loopback port, over a register of its own, with one key per channel and a clock that tests move.
/// </summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TestDatabase database;
    private readonly bool isGuest;
    private readonly Statements statements;

    private RunningService(WebApplication app, TestDatabase database, bool isGuest, TestClock clock, Statements statements)
    {
        (this.app, this.database, this.isGuest, Clock, this.statements) = (app, database, isGuest, clock, statements);
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }
    public string File => database.File;

    /// <summary>The contents of all files of the register, as they are while it is served.</summary>
    public IReadOnlyList<string> ReadFiles() => [.. Directory.GetFiles(Path.GetDirectoryName(File)!).Select(FileInUse.Read)];
    internal string Tables => database.Tables;

    /// <summary>What turns off the protection of the audit trail's table.</summary>
    internal string DropAuditTriggers => database.SetAuditTriggers(on: false);

    /// <summary>The register as a command-line argument: engine and connection string.</summary>
    internal string Name =>
        $"{database.Settings.GetValueOrDefault("Database:Engine") ?? "sqlite"}:{database.Settings["ConnectionStrings:Incidents"]}";
    internal RegisterInspector Register => new(database.Open);
    internal TestClock Clock { get; }
    internal ServiceSettings Rules => app.Services.GetRequiredService<ServiceSettings>();
    internal IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
    internal Rows Rows => new(database);
    internal CopyEndpoint Side => new(app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<SqlDialect>(), Store);
    internal CardKeeper Cards => app.Services.GetRequiredService<CardKeeper>();
    internal AuditRecorder Audit => app.Services.GetRequiredService<AuditRecorder>();
    internal Store Store => app.Services.GetRequiredService<Store>();
    internal SqliteWriter Writer => (SqliteWriter)app.Services.GetRequiredService<IChangeRunner>();

    /// <summary>
    /// Starts a service. `settings` are configuration keys such as "Limits:MissesPerMinute", `connection` is appended to the connection
    /// string, and `beside` shares the register of another service. On SQLite each statement is checked for SQL Server before it runs.
    /// </summary>
    internal static async Task<RunningService> Start(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, string connection = "",
        Engine? engine = null, RunningService? beside = null,
        Statements? statements = null)
    {
        var database = beside?.database ?? await (engine ?? Engine.Sqlite).CreateDatabase();
        try
        {
            return await StartOn(database, isGuest: beside is not null, settings, services, connection, statements ?? new Statements());
        }
        catch when (beside is null)
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task<RunningService> StartOn(
        TestDatabase database, bool isGuest, Dictionary<string, string?>? settings, Action<IServiceCollection>? services, string connection,
        Statements statements)
    {
        var (clock, watch) = (new TestClock(), ServiceLogCapture.Current);
        var place = database.Settings;
        place["ConnectionStrings:Incidents"] += ";" + connection;
        var app = ServiceHost.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            if (Environment.GetEnvironmentVariable("INCIDENTS_TEST_LOG") is not null) builder.Logging.AddSimpleConsole();
            builder.Configuration.AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Urls"] = "http://127.0.0.1:0", ["Limits:MissesPerMinute"] = "0", ["Limits:WrongKeysPerMinute"] = "0",
                    ["Tracking:RequestsPerMinute"] = "0",
                    ["Tracking:MissesPerHour"] = "0", ["Tracking:MissesPerHourAndNumber"] = "0", ["Tracking:ChangesPerHour"] = "0",
                });
            builder.Configuration.AddInMemoryCollection(place);
            builder.Configuration.AddInMemoryCollection(settings ?? []);
            builder.Configuration.AddInMemoryCollection(watch is null ? [] : RecordedLog.EveryLevel);
        }, collection =>
        {
            collection.AddSingleton<TimeProvider>(clock).AddSingleton<IStartupFilter, OutcomeCheck>();
            if (!place.ContainsKey("Database:Engine") && settings?.ContainsKey("Database:Engine") != true)
                statements.Watch(collection, place["ConnectionStrings:Incidents"]!);
            services?.Invoke(collection);
            watch?.Add(collection);
        });
        app.Services.GetRequiredService<Store>().Migrate(clock);
        statements.Complete(database.Open);
        await app.StartAsync();
        return new RunningService(app, database, isGuest, clock, statements);
    }

    /// <summary>Runs a change that no endpoint makes. A reply with a problem undoes it, as in endpoints.</summary>
    internal async Task<HttpReply> Change(Func<Transaction, Task<HttpReply>> change, CancellationToken cancellation)
    {
        var outcome = await Store.Change<HttpReply>(
            async transaction =>
            {
                var reply = await change(transaction);
                if (reply.Problem is { } problem) return problem;
                return reply;
            },
            cancellation);
        return outcome.Try(out var replied, out var refused) ? replied : refused;
    }

    /// <summary>A change context for this channel, with the scopes read and write.</summary>
    internal ChangeContext Context(Transaction transaction, string channel)
    {
        var key = new ApiKey { Id = 1, Name = "Test", Channels = channel, Teams = "*", Locations = "*", Scopes = "read write" };
        return new ChangeContext(transaction, Rules, new Origin(key.Id, channel, null, null, null), new Caller(key));
    }

    /// <summary>A change context of a background job.</summary>
    internal ChangeContext Clockwork(Transaction transaction) => new(transaction, Rules, Origin.Clock);

    /// <summary>Writes rows that no endpoint creates, as a normal change.</summary>
    internal async Task Seed(Func<DbConnection, Task> write) => await Change(async transaction =>
        {
            await transaction.Lock();
            await write(transaction.Connection);
            return HttpReply.Empty(204);
        },
        CancellationToken.None);

    internal async Task<int> DeleteOldReplies(int most) =>
        (await Store.Change<int>(async transaction => await transaction.DeleteOldReplies(most), CancellationToken.None)).Value;

    internal Task Seed(string sql, object? parameters = null) => Seed(connection => connection.ExecuteAsync(sql, parameters));

    /// <summary>A client with a new key for this channel.</summary>
    public async Task<ApiClient> Client(string channel, params string[] scopes) =>
        new(Address, await Key(channel, scopes.Length > 0 ? scopes : ["read", "write"]));

    /// <summary>Creates a key. Channels and locations are separated by spaces.</summary>
    internal async Task<string> Key(
        string channels,
        IReadOnlyList<string> scopes,
        string locations = "*",
        string teams = "*",
        GrantLimits? grants = null,
        string? secret = null)
    {
        secret ??= KeySecret.Create();
        var key = new KeyInput
        {
            Name = "Test " + channels, Channels = channels, Scopes = string.Join(' ', scopes), Teams = teams, Locations = locations,
            Grants = grants,
        };
        await Change(async transaction =>
        {
            transaction.AddKey(key.Create(Store.NewId(), secret, transaction.Now));
            return HttpReply.Empty(204);
        }, CancellationToken.None);
        return secret;
    }

    /// <summary>Processes everything that is due now. The service does the same when the clock has moved by a second.</summary>
    public Task SweepNow() => app.Services.GetRequiredService<Sweeper>().Sweep(CancellationToken.None);

    /// <summary>Gives older incidents their cards, one page of them. The service does the same in the background.</summary>
    internal Task<bool> FillCards() => app.Services.GetRequiredService<CardFilling>().FillPage(CancellationToken.None);

    /// <summary>Writes the audit entries of reads and refusals, which are sealed with that.</summary>
    internal Task<bool> WriteAudit() => Audit.Flush(CancellationToken.None);

    internal async Task SealAudit()
    {
        await WriteAudit();
        await app.Services.GetRequiredService<AuditSealer>().Seal(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        ServiceLogCapture.Current?.Read(Register);
        if (!isGuest) await database.DisposeAsync();
        statements.ExpectNoneRefused();
    }
}
