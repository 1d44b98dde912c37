using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using IncidentService.Storage;
using Microsoft.Data.SqlClient;

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// The server that the environment names. Databases of its own are made there, emptied and used again, since making one takes seconds; where the
/// login may make none, the one that it names is used, by one test at a time.
/// </summary>
internal sealed class SqlServerEngine : Engine
{
    public const string Variable = "INCIDENTS_TEST_SQLSERVER";
    private const int MostAtOnce = 4;
    private static readonly ConcurrentBag<string> Idle = [];
    private static readonly ConcurrentBag<string> Made = [];
    private static readonly SemaphoreSlim Places = new(MostAtOnce);
    private static readonly SemaphoreSlim Making = new(1);
    private static bool mayMakeNone;

    public override string? Missing => SqlServerContainer.ConnectionString is null
        ? $"SQL Server cannot be had here: set {Variable} to the connection string of one, or build with -p:UseTestcontainers=true"
        : null;

    internal override async Task<Ground> Break()
    {
        await Places.WaitAsync();
        return new ServerDatabase(Idle.TryTake(out var idle) ? idle : await Make());
    }

    private static async Task<string> Make()
    {
        await Making.WaitAsync();
        try
        {
            if (mayMakeNone) return await TheOnlyOne();
            var name = $"incidents_test_{Environment.ProcessId}_{Made.Count}";
            await using var connection = Connect(null);
            await connection.ExecuteAsync($"CREATE DATABASE {name}", commandTimeout: 60);
            if (Made.IsEmpty) AppDomain.CurrentDomain.ProcessExit += (_, _) => DropAll();
            Made.Add(name);
            return ConnectionString(name);
        }
        catch (SqlException) when (Made.IsEmpty)
        {
            mayMakeNone = true;
            return await TheOnlyOne();
        }
        finally
        {
            Making.Release();
        }
    }

    /// <summary>All places but this one are taken for good.</summary>
    private static async Task<string> TheOnlyOne()
    {
        for (var place = 1; place < MostAtOnce; place++) await Places.WaitAsync();
        return ConnectionString(null);
    }

    private static SqlConnection Connect(string? database)
    {
        var connection = new SqlConnection(ConnectionString(database));
        connection.Open();
        return connection;
    }

    private static string ConnectionString(string? database)
    {
        var settings = new SqlConnectionStringBuilder(SqlServerContainer.ConnectionString) { MaxPoolSize = 40, ConnectTimeout = 60, CommandTimeout = 60 };
        if (database is not null) settings.InitialCatalog = database;
        return settings.ConnectionString;
    }

    private static void DropAll()
    {
        SqlConnection.ClearAllPools();
        using var connection = Connect(null);
        foreach (var name in Made) connection.Execute($"DROP DATABASE {name}", commandTimeout: 60);
    }

    private sealed class ServerDatabase(string connectionString) : Ground
    {
        public override Dictionary<string, string?> Settings => new() { ["Database:Engine"] = "sqlserver", ["ConnectionStrings:Incidents"] = connectionString };

        public override string Tables => "SELECT name FROM sys.tables ORDER BY name";

        public override DbConnection Open()
        {
            var connection = new SqlConnection(connectionString);
            connection.Open();
            return connection;
        }

        public override async ValueTask DisposeAsync()
        {
            await Empty();
            Idle.Add(connectionString);
            Places.Release();
        }
    }
}
