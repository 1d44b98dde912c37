using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Migrations;
using Microsoft.Data.SqlClient;

namespace IncidentService.Tests.Infrastructure;

/// <summary>
/// Uses the server that the environment names or asks for. Databases are created there, emptied and reused, because creating one takes
/// seconds. If the server allows no further database, each register gets a schema and a login in the named database.
/// </summary>
internal sealed class SqlServerEngine : Engine
{
    private const string Password = "Not-a-secret-1";
    private static readonly ConcurrentBag<string> Idle = [];
    private static readonly ConcurrentStack<Action> Undoing = [];
    private static readonly SemaphoreSlim Making = new(1);
    private static bool takesNoDatabase;

    public override string? Missing => SqlServerContainer.Missing;

    internal override async Task<TestDatabase> CreateDatabase() => new ServerDatabase(Idle.TryTake(out var idle) ? idle : await Make());

    /// <summary>Where the server listens.</summary>
    public static (string Host, int Port) Address
    {
        get
        {
            var place = new SqlConnectionStringBuilder(SqlServerContainer.ConnectionString).DataSource;
            var parts = place[(place.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',');
            return (parts[0], parts.Length > 1 ? int.Parse(parts[1]) : 1433);
        }
    }

    /// <summary>Connects with the login that the environment names, which has more rights than those of the schemas.</summary>
    public static SqlConnection OpenAsNamed() => Connect(At(_ => { }));

    private static async Task<string> Make()
    {
        await Making.WaitAsync();
        try
        {
            if (Undoing.IsEmpty && !SqlServerContainer.EndsWithTests) EndOfTests.Add(UndoAll);
            var name = $"incidents_test_{Environment.ProcessId}_{Undoing.Count}";
            var place = TryMakeDatabase(name) ?? MakeSchema(name);
            await using var connection = Connect(place);
            Migrator.Migrate(connection, new SqlServer(), TimeProvider.System);
            return place;
        }
        finally
        {
            Making.Release();
        }
    }

    private static string? TryMakeDatabase(string name)
    {
        if (takesNoDatabase) return null;
        try
        {
            Execute($"CREATE DATABASE {name}");
        }
        catch (SqlException)
        {
            takesNoDatabase = true;
            return null;
        }
        Undoing.Push(() => Execute($"DROP DATABASE {name}"));
        return At(settings => settings.InitialCatalog = name);
    }

    private static string MakeSchema(string name)
    {
        Undoing.Push(() =>
        {
            foreach (var step in new[] { $"DROP SCHEMA {name}", $"DROP USER {name}", $"DROP LOGIN {name}" }) Execute(step);
        });
        Execute($"CREATE LOGIN {name} WITH PASSWORD = '{Password}'");
        Execute($"CREATE USER {name} FOR LOGIN {name} WITH DEFAULT_SCHEMA = {name}");
        Execute($"CREATE SCHEMA {name} AUTHORIZATION {name}");
        try
        {
            Execute($"GRANT CREATE TABLE TO {name}");
        }
        catch (SqlException)
        {
            // If this right is unknown here, the schema's owner has it.
        }
        var place = At(settings => (settings.UserID, settings.Password, settings.InitialCatalog) = (name, Password, Database()));
        Undoing.Push(() => new ServerDatabase(place).Clear().GetAwaiter().GetResult());
        return place;
    }

    private static string Database()
    {
        using var connection = OpenAsNamed();
        return connection.Database;
    }

    private static void Execute(string statement)
    {
        using var connection = OpenAsNamed();
        connection.Execute(statement, commandTimeout: 60);
    }

    private static SqlConnection Connect(string connectionString)
    {
        var connection = new SqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static string At(Action<SqlConnectionStringBuilder> place)
    {
        var settings = new SqlConnectionStringBuilder(SqlServerContainer.ConnectionString)
        {
            MaxPoolSize = 40,
            ConnectTimeout = 60,
            CommandTimeout = 60
        };
        place(settings);
        return settings.ConnectionString;
    }

    /// <summary>Best effort: whatever is left has the id of this process in its name.</summary>
    private static void UndoAll()
    {
        while (Undoing.TryPop(out var undo))
        {
            SqlConnection.ClearAllPools(); // a login with open connections cannot be dropped
            try
            {
                undo();
            }
            catch (SqlException exception)
            {
                Console.Error.WriteLine($"SQL Server keeps something of the tests: {exception.Message}");
            }
        }
    }

    private sealed class ServerDatabase(string connectionString) : TestDatabase
    {
        public override Dictionary<string, string?> Settings =>
            new() { ["Database:Engine"] = "sqlserver", ["ConnectionStrings:Incidents"] = connectionString };

        public override string Tables => "SELECT name FROM sys.tables WHERE schema_id = SCHEMA_ID() ORDER BY name";

        public override DbConnection Open() => Connect(connectionString);

        public override string SetAuditTriggers(bool on) => on
            ? string.Concat(Migrator.Statements(new SqlServer())
                .Where(statement => statement.Contains("CREATE TRIGGER", StringComparison.Ordinal)).TakeLast(2)
                .Select(statement => $"EXEC('{statement.Replace("'", "''", StringComparison.Ordinal)}'); "))
            : "DROP TRIGGER IF EXISTS audit_entries_append_only; DROP TRIGGER IF EXISTS audit_anchors_append_only";

        public override async ValueTask DisposeAsync()
        {
            await Empty();
            Idle.Add(connectionString);
        }
    }
}
