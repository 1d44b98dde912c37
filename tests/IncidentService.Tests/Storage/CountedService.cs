using Dapper;
using IncidentService.Storage;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IncidentService.Tests.Storage;

/// <summary>The cost of a request: its round trips to the engine, and the statements that the engine ran.</summary>
public sealed record Cost(int RoundTrips, IReadOnlyList<string> Statements);

/// <summary>A service without background work and with one connection, over a server, with a proxy between them.</summary>
public abstract class CountedService : IAsyncLifetime
{
    /// <summary>A driver may prepare a statement that it has run five times.</summary>
    private const int TimesUntilPrepared = 6;

    /// <summary>One of them may include the periodic re-reading of the key.</summary>
    private const int TimesCounted = 3;

    public const int Times = TimesUntilPrepared + TimesCounted;

    private WireCounter wire = null!;
    private RunningService service = null!;

    public abstract string? Missing { get; }

    public ApiClient Desk { get; private set; } = null!;
    public ApiClient Till { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return; // its tests say so
        var (host, port) = await StartEngine();
        wire = new WireCounter(host, port);
        service = await RunningService.Start(
            new()
            {
                ["Sla:Policies:0:Name"] = "complaints", ["Sla:Policies:0:Categories:0"] = "complaint", ["Sla:Policies:0:Zone"] = "UTC",
                ["Sla:Policies:0:Targets:acknowledge:Hours"] = "4", ["Sla:Policies:0:Targets:final-response:Days"] = "14",
            },
            collection => collection.RemoveAll<IHostedService>(),
            Through(wire.Port),
            engine: Engine);
        service.Cards.Begin(); // as the background work does
        Desk = await service.Client("email", "read", "write", "approve");
        Till = await service.Client("store", "read", "redeem");
    }

    /// <summary>Stores the cards that were put together for earlier requests, as the service does in the background.</summary>
    public Task StoreCards() => service.Cards.Flush(CancellationToken.None);

    /// <summary>Runs a request until its statements are prepared, then several times more, and returns its lowest cost.</summary>
    public async Task<Cost> Measure(Func<Task> request)
    {
        for (var time = 0; time < TimesUntilPrepared; time++) await request();
        var costs = new List<Cost>();
        while (costs.Count < TimesCounted) costs.Add(await MeasureOnce(request));
        return costs.MinBy(cost => cost.Statements.Count)!;
    }

    internal Store Store => service.Store;

    /// <summary>The statements that the engine ran meanwhile.</summary>
    public async Task<IReadOnlyList<string>> ListStatements(Func<Task> run)
    {
        var before = await ListStatements();
        await run();
        return [.. (await ListStatements()).Skip(before.Count)];
    }

    /// <summary>A statement that the service has no use for.</summary>
    public abstract bool IsSuperfluous(string statement);

    public async ValueTask DisposeAsync()
    {
        Desk?.Dispose();
        Till?.Dispose();
        if (service is not null) await service.DisposeAsync();
        if (wire is not null) await wire.DisposeAsync();
        StopEngine();
    }

    /// <summary>Returns where the engine listens.</summary>
    private protected abstract Task<(string Host, int Port)> StartEngine();

    private protected abstract void StopEngine();

    private protected abstract Engine Engine { get; }

    /// <summary>What makes a connection string lead to the proxy, over one connection.</summary>
    private protected abstract string Through(int port);

    /// <summary>All statements that the service has asked the engine for so far.</summary>
    private protected abstract Task<IReadOnlyList<string>> ListStatements();

    private async Task<Cost> MeasureOnce(Func<Task> request)
    {
        var roundTrips = 0;
        var statements = await ListStatements(async () =>
        {
            var before = wire.RoundTrips;
            await request();
            roundTrips = wire.RoundTrips - before;
        });
        return new Cost(roundTrips, statements);
    }
}

/// <summary>Over a PostgreSQL of its own that logs every statement.</summary>
public sealed class CountedPostgres : CountedService
{
    private PostgresCluster? cluster;
    private PostgresLog log = null!;

    public override string? Missing => PostgresCluster.Missing;

    private protected override Engine Engine => new ClusterEngine(cluster!);

    private protected override async Task<(string Host, int Port)> StartEngine()
    {
        cluster = await PostgresCluster.Start([.. PostgresLog.Settings, "log_statement=all"]);
        log = new PostgresLog(cluster);
        return ("127.0.0.1", cluster.Port);
    }

    private protected override void StopEngine() => cluster?.Dispose();

    /// <summary>Until it is disposed, nobody else reads or writes this table.</summary>
    internal async Task<IAsyncDisposable> Lock(string table)
    {
        var connection = cluster!.Open();
        await connection.ExecuteAsync($"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");
        return connection;
    }

    public async Task Execute(string sql)
    {
        await using var connection = cluster!.Open();
        await connection.ExecuteAsync(sql);
    }

    private protected override string Through(int port) => $"Port={port};Maximum Pool Size=1";

    /// <summary>A statement that was not prepared, or one that resets the session.</summary>
    public override bool IsSuperfluous(string statement) =>
        statement.StartsWith("execute <unnamed>", StringComparison.Ordinal)
        || statement.Contains("DISCARD", StringComparison.Ordinal);

    private protected override async Task<IReadOnlyList<string>> ListStatements() =>
    [..
        from entry in await log.Entries()
        where entry.StartsWith("execute ", StringComparison.Ordinal) || entry.StartsWith("statement: ", StringComparison.Ordinal)
        select entry];
}

/// <summary>
/// Over the SQL Server of the tests. Its driver tells of each command, and with the first one of a transaction of its own.
/// </summary>
public sealed class CountedSqlServer : CountedService
{
    private SqlCommandLog? log;

    public override string? Missing => Engine.SqlServer.Missing;

    private protected override Engine Engine => Engine.SqlServer;

    private protected override Task<(string Host, int Port)> StartEngine()
    {
        log = new SqlCommandLog("incidents-counted");
        return Task.FromResult(SqlServerEngine.Address);
    }

    private protected override void StopEngine() => log?.Dispose();

    private protected override string Through(int port) =>
        $"Data Source=127.0.0.1,{port};Max Pool Size=1;Application Name=incidents-counted";

    /// <summary>None is sent: the driver resets a session with its next command.</summary>
    public override bool IsSuperfluous(string statement) => statement.Contains("sp_reset_connection", StringComparison.Ordinal);

    private protected override Task<IReadOnlyList<string>> ListStatements() => Task.FromResult(log!.Texts);
}
