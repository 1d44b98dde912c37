using System.Data.Common;
using Dapper;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Migrations;
using IncidentService.Tests.Infrastructure;
using Npgsql;

namespace IncidentService.Tests.Deploy;

/// <summary>A PostgreSQL set up by the script of deploy/postgres: one role migrates, and the serving role has no such rights.</summary>
internal sealed class RolesEngine : Engine
{
    public static readonly RolesEngine Only = new();
    private static readonly Lazy<Task<PostgresCluster>> Shared = new(Start);
    private static readonly SemaphoreSlim Scripts = new(1); // roles are shared by all databases of a server
    private static int last;

    public override string? Missing => PostgresCluster.Missing;

    internal override async Task<TestDatabase> CreateDatabase()
    {
        var cluster = await Shared.Value;
        var name = $"roles_{Interlocked.Increment(ref last)}";
        await using (var connection = cluster.Open()) await connection.ExecuteAsync($"CREATE DATABASE {name}");
        await RunScript(cluster, name);
        await using (var migrating = new NpgsqlConnection(As(cluster, "incidents_migrate", name)))
        {
            migrating.Open();
            Migrator.Migrate(migrating, new Postgres(), TimeProvider.System);
        }
        await RunScript(cluster, name);
        return new ServedDatabase(cluster, name);
    }

    private static async Task<PostgresCluster> Start()
    {
        var cluster = await PostgresCluster.Start();
        EndOfTests.Add(cluster.Dispose);
        return cluster;
    }

    private static async Task RunScript(PostgresCluster cluster, string database)
    {
        await Scripts.WaitAsync();
        try
        {
            await using var administrator = cluster.Open(database);
            await administrator.ExecuteAsync(await File.ReadAllTextAsync(Repository.File("deploy", "postgres", "roles.sql")));
            foreach (var role in new[] { "incidents_migrate", "incidents_run" })
                await administrator.ExecuteAsync($"ALTER ROLE {role} PASSWORD '{role}'");
        }
        finally
        {
            Scripts.Release();
        }
    }

    private static string As(PostgresCluster cluster, string role, string database) => cluster.ConnectionString(database, role, role);

    private sealed class ServedDatabase(PostgresCluster cluster, string name) : TestDatabase
    {
        public override Dictionary<string, string?> Settings =>
            new() { ["Database:Engine"] = "postgres", ["ConnectionStrings:Incidents"] = As(cluster, "incidents_run", name) };

        public override string Tables =>
            "SELECT tablename AS name FROM pg_catalog.pg_tables WHERE schemaname = 'public' ORDER BY tablename";

        public override DbConnection Open() => cluster.Open(name);

        public override async ValueTask DisposeAsync()
        {
            await using var connection = cluster.Open();
            await connection.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }
}

public sealed class RolesFixture() : ServiceFixture(RolesEngine.Only);
