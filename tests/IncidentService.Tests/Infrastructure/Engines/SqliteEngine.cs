using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Infrastructure;

/// <summary>A SQLite file in a temporary folder.</summary>
internal sealed class SqliteEngine : Engine
{
    internal override Task<TestDatabase> CreateDatabase() => Task.FromResult<TestDatabase>(new Folder());

    private sealed class Folder : TestDatabase
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

        public override string File => Path.Combine(folder.FullName, "incidents.db");

        public override Dictionary<string, string?> Settings => new() { ["ConnectionStrings:Incidents"] = "Data Source=" + File };

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
