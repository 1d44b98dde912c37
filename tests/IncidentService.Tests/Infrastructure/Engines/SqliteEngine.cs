using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Infrastructure;

/// <summary>A SQLite file in a temporary folder. One that is deployed is served without checking each statement for SQL Server.</summary>
internal sealed class SqliteEngine(bool isDeployed) : Engine
{
    internal override Task<TestDatabase> CreateDatabase() => Task.FromResult<TestDatabase>(new Folder(isDeployed));

    private sealed class Folder(bool isDeployed) : TestDatabase
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

        public override string File => Path.Combine(folder.FullName, "incidents.db");

        public override Dictionary<string, string?> Settings
        {
            get
            {
                var settings = new Dictionary<string, string?> { ["ConnectionStrings:Incidents"] = "Data Source=" + File };
                if (isDeployed) settings["Database:Engine"] = "sqlite";
                return settings;
            }
        }

        public override string Tables => "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";

        public override string SetAuditTriggers(bool on) => on
            ? throw new NotSupportedException("The file is not reused")
            : "DROP TRIGGER audit_entries_no_delete; DROP TRIGGER audit_entries_no_update; DROP TRIGGER audit_anchors_insert; "
                + "DROP TRIGGER audit_anchors_no_delete; DROP TRIGGER audit_anchors_no_update";

        public override DbConnection Open()
        {
            var connection = new SqliteConnection($"Data Source={File};Pooling=False");
            connection.Open();
            return connection;
        }

        public override ValueTask DisposeAsync()
        {
            folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
