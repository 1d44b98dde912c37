using System.Data.Common;
using Dapper;
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
    private const string Prefix = "IncidentService|LOG:  ";

    /// <summary>The driver prepares a statement that it has run five times.</summary>
    private const int TimesUntilPrepared = 6;

    /// <summary>One of them may include the periodic re-reading of the key.</summary>
    private const int TimesCounted = 3;

    public const int Times = TimesUntilPrepared + TimesCounted;

    private PostgresCluster cluster = null!;
    private WireCounter wire = null!;
    private RunningService service = null!;
    private int marks;

    public ApiClient Desk { get; private set; } = null!;
    public ApiClient Till { get; private set; } = null!;

    private string Log => Path.Combine(cluster.Data, "log", "statements.log");

    public async ValueTask InitializeAsync()
    {
        if (PostgresCluster.Missing is { } why) Assert.Skip(why);
        cluster = await PostgresCluster.Start(
            "logging_collector=on", "log_filename=statements.log", "log_statement=all", "log_min_messages=log", "log_line_prefix=%a|");
        wire = new WireCounter(cluster.Port);
        service = await RunningService.Start(
            services: collection => collection.RemoveAll<IHostedService>(),
            connection: $"Port={wire.Port};Maximum Pool Size=1",
            engine: new OneDatabase(cluster));
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

    /// <summary>The statements of the service so far. A marker statement shows that the engine has logged them all.</summary>
    private async Task<IReadOnlyList<string>> Statements()
    {
        var mark = $"SELECT 'mark {++marks}'";
        await using (var connection = cluster.Open()) await connection.ExecuteAsync(mark);
        var lines = Array.Empty<string>();
        await Eventually.IsTrue(
            () => (lines = File.ReadAllLines(Log)).Any(line => line.Contains(mark, StringComparison.Ordinal)), "the log has the mark");
        return [..
            from line in lines
            where line.StartsWith(Prefix, StringComparison.Ordinal)
            let text = line[Prefix.Length..]
            where text.StartsWith("execute ", StringComparison.Ordinal) || text.StartsWith("statement: ", StringComparison.Ordinal)
            select text];
    }

    private sealed class OneDatabase(PostgresCluster cluster) : Engine
    {
        internal override Task<TestDatabase> CreateDatabase() => Task.FromResult<TestDatabase>(new Database(cluster));
    }

    private sealed class Database(PostgresCluster cluster) : TestDatabase
    {
        public override Dictionary<string, string?> Settings => new()
        {
            ["Database:Engine"] = "postgres", ["ConnectionStrings:Incidents"] = cluster.ConnectionString("postgres")
        };

        public override string Tables => throw new NotSupportedException("The database goes with its server");

        public override DbConnection Open() => cluster.Open();

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
