using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Migrations;
using Npgsql;

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// One server for all tests, private or in a container. Each register gets a database that is copied from a template with the schema, and
/// is emptied and reused afterwards.
/// </summary>
internal sealed class PostgresEngine : Engine
{
    private const string Template = "migrated";
    private static readonly Lazy<Task<Server>> Shared = new(Start);
    private static readonly ConcurrentBag<string> Idle = [];
    private static int last;

    public override string? Missing => PostgresContainer.Own is { } container ? container.Missing : PostgresCluster.Missing;

    internal override async Task<TestDatabase> CreateDatabase()
    {
        var server = await Shared.Value;
        return new ServerDatabase(server, Idle.TryTake(out var idle) ? idle : await Make(server));
    }

    private static async Task<string> Make(Server server)
    {
        var name = $"register_{Interlocked.Increment(ref last)}";
        await using var connection = server.Open();
        await connection.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
        return name;
    }

    private static async Task<Server> Start()
    {
        var server = PostgresContainer.Own is { } container ? new Server(database => At(container, database)) : await StartPrivate();
        await using (var connection = server.Open()) await connection.ExecuteAsync($"CREATE DATABASE {Template}");
        await using (var connection = server.Open(Template)) Migrator.Migrate(connection, new Postgres(), TimeProvider.System);
        return server;
    }

    private static async Task<Server> StartPrivate()
    {
        var cluster = await PostgresCluster.Start();
        EndOfTests.Add(cluster.Dispose);
        return new Server(database => cluster.ConnectionString(database));
    }

    private static string At(StartedContainer container, string database) =>
        new NpgsqlConnectionStringBuilder($"{container.ConnectionString};{PostgresCluster.Patient}")
        {
            Database = database
        }.ConnectionString;

    private sealed record Server(Func<string, string> ConnectionString)
    {
        public NpgsqlConnection Open(string database = "postgres")
        {
            var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=False");
            connection.Open();
            return connection;
        }

        /// <summary>
        /// For tests that look into a register in a loop: a new connection costs the server a process and both sides a password proof.
        /// </summary>
        public NpgsqlConnection OpenPooled(string database)
        {
            var connection = new NpgsqlConnection(ConnectionString(database) + ";Connection Idle Lifetime=5;Connection Pruning Interval=5");
            connection.Open();
            return connection;
        }
    }

    private sealed class ServerDatabase(Server server, string name) : TestDatabase
    {
        public override Dictionary<string, string?> Settings =>
            new() { ["Database:Engine"] = "postgres", ["ConnectionStrings:Incidents"] = server.ConnectionString(name) };

        public override string Tables =>
            "SELECT tablename AS name FROM pg_catalog.pg_tables WHERE schemaname = 'public' ORDER BY tablename";

        public override DbConnection Open() => server.OpenPooled(name);

        public override string SetAuditTriggers(bool on) => string.Concat(
            new[] { "audit_entries", "audit_anchors" }
                .Select(table => $"ALTER TABLE {table} {(on ? "ENABLE" : "DISABLE")} TRIGGER USER; "));

        public override async ValueTask DisposeAsync()
        {
            await Empty();
            Idle.Add(name);
        }
    }
}
