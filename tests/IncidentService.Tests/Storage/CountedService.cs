using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IncidentService.Tests.Storage;

/// <summary>The cost of a request: its round trips to the engine, and the statements that the engine ran.</summary>
public sealed record Cost(int RoundTrips, IReadOnlyList<string> Statements);

/// <summary>
/// A service without background work and with one connection, over a PostgreSQL that logs every statement, with a proxy between them.
/// </summary>
public sealed class CountedService : IAsyncLifetime
{
    /// <summary>The driver prepares a statement that it has run five times.</summary>
    private const int TimesUntilPrepared = 6;

    /// <summary>One of them may include the periodic re-reading of the key.</summary>
    private const int TimesCounted = 3;

    public const int Times = TimesUntilPrepared + TimesCounted;

    private PostgresCluster cluster = null!;
    private WireCounter wire = null!;
    private RunningService service = null!;
    private PostgresLog log = null!;

    public ApiClient Desk { get; private set; } = null!;
    public ApiClient Till { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (PostgresCluster.Missing is not null) return; // its tests say so
        cluster = await PostgresCluster.Start([.. PostgresLog.Settings, "log_statement=all"]);
        log = new PostgresLog(cluster);
        wire = new WireCounter(cluster.Port);
        service = await RunningService.Start(
            new()
            {
                ["Sla:Policies:0:Name"] = "complaints", ["Sla:Policies:0:Categories:0"] = "complaint", ["Sla:Policies:0:Zone"] = "UTC",
                ["Sla:Policies:0:Targets:acknowledge:Hours"] = "4", ["Sla:Policies:0:Targets:final-response:Days"] = "14",
            },
            collection => collection.RemoveAll<IHostedService>(),
            $"Port={wire.Port};Maximum Pool Size=1",
            engine: new ClusterEngine(cluster));
        Desk = await service.Client("email", "read", "write", "approve");
        Till = await service.Client("store", "read", "redeem");
    }

    /// <summary>Runs a request until its statements are prepared, then several times more, and returns its lowest cost.</summary>
    public async Task<Cost> Measure(Func<Task> request)
    {
        for (var time = 0; time < TimesUntilPrepared; time++) await request();
        var costs = new List<Cost>();
        while (costs.Count < TimesCounted) costs.Add(await MeasureOnce(request));
        return costs.MinBy(cost => cost.Statements.Count)!;
    }

    private async Task<Cost> MeasureOnce(Func<Task> request)
    {
        var before = await Statements();
        var roundTrips = wire.RoundTrips;
        await request();
        roundTrips = wire.RoundTrips - roundTrips;
        return new Cost(roundTrips, [.. (await Statements()).Skip(before.Count)]);
    }

    public async ValueTask DisposeAsync()
    {
        Desk?.Dispose();
        Till?.Dispose();
        if (service is not null) await service.DisposeAsync();
        if (wire is not null) await wire.DisposeAsync();
        cluster?.Dispose();
    }

    private async Task<IReadOnlyList<string>> Statements() =>
    [..
        from entry in await log.Entries()
        where entry.StartsWith("execute ", StringComparison.Ordinal) || entry.StartsWith("statement: ", StringComparison.Ordinal)
        select entry];
}
