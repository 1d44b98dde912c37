using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using IncidentService.Storage;
using IncidentService.Storage.Dialects;
using Npgsql;

namespace IncidentService.Tests.Infrastructure;

/// <summary>A database of its own for each register, on one private server for all: copied from one that has the schema, emptied and used again.</summary>
internal sealed class PostgresEngine : Engine
{
    private const string Template = "migrated";
    private static readonly Lazy<Task<PostgresCluster>> Shared = new(Start);
    private static readonly ConcurrentBag<string> Idle = [];
    private static int last;

    public override string? Missing => PostgresCluster.Missing;

    internal override async Task<Ground> Break()
    {
        var cluster = await Shared.Value;
        return new ServerDatabase(cluster, Idle.TryTake(out var idle) ? idle : await Make(cluster));
    }

    private static async Task<string> Make(PostgresCluster cluster)
    {
        var name = $"register_{Interlocked.Increment(ref last)}";
        await using var connection = cluster.Open();
        await connection.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
        return name;
    }

    private static async Task<PostgresCluster> Start()
    {
        var cluster = await PostgresCluster.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        await using (var connection = cluster.Open()) await connection.ExecuteAsync($"CREATE DATABASE {Template}");
        await using (var connection = cluster.Open(Template)) Migrator.Migrate(connection, new Postgres(), TimeProvider.System);
        return cluster;
    }

    private sealed class ServerDatabase(PostgresCluster cluster, string name) : Ground
    {
        public override Dictionary<string, string?> Settings =>
            new() { ["Database:Engine"] = "postgres", ["ConnectionStrings:Incidents"] = cluster.ConnectionString(name) };

        public override string Tables => "SELECT tablename AS name FROM pg_catalog.pg_tables WHERE schemaname = 'public' ORDER BY tablename";

        public override DbConnection Open() => cluster.Open(name);

        public override async ValueTask DisposeAsync()
        {
            await Empty();
            Idle.Add(name);
        }
    }
}
