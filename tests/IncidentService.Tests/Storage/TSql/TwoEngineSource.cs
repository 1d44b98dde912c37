using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>Replaces a server: connections to a SQLite file, whose statements are recorded.</summary>
internal sealed class TwoEngineSource(string connectionString, Statements statements) : DbDataSource
{
    public override string ConnectionString => connectionString + ";Pooling=False";

    protected override DbConnection CreateDbConnection() => new Connection(ConnectionString, statements);

    private sealed class Connection(string connectionString, Statements statements) : SqliteConnection(connectionString)
    {
        /// <summary>Nothing here has to survive a loss of power.</summary>
        public override void Open()
        {
            base.Open();
            using var command = CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF";
            command.ExecuteNonQuery();
        }

        /// <summary>For the service; the driver makes its own, for BEGIN and such.</summary>
        protected override DbCommand CreateDbCommand() => new Command(statements) { Connection = this, CommandTimeout = DefaultTimeout };

        /// <summary>Snapshot reads write nothing and need not wait for writers.</summary>
        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
        {
            var isRead = isolationLevel == IsolationLevel.Snapshot;
            if (!isRead && statements.LosesCommit()) SQLitePCL.raw.sqlite3_commit_hook(Handle, _ => 1, null);
            return BeginTransaction(IsolationLevel.Serializable, deferred: isRead);
        }
    }

    private sealed class Command(Statements statements) : SqliteCommand
    {
        private string given = "";
        private string run = "";

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (CommandText != run) given = CommandText; // else it is run again, with other parameters
            CommandText = run = statements.See(given, Parameters);
            return base.ExecuteReader(behavior);
        }
    }
}
