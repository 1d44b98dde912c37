using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentService.Bench.References;

/// <summary>One table in a WAL file with <c>synchronous=FULL</c>, so that an answered insert survives a power loss.</summary>
internal sealed class ReferenceDatabase : IDisposable
{
    private const int BusyTimeoutMilliseconds = 5_000;
    private const long Full = 2;
    private readonly string _file;
    private readonly string _connectionString;
    private readonly bool _temporary;

    public ReferenceDatabase(string? file)
    {
        Batteries_V2.Init();
        _temporary = file is null;
        _file = file ?? Path.Combine(Path.GetTempPath(), $"reference-{Environment.ProcessId}.db");
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _file }.ToString();
        Create();
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // Without it the provider itself waits for the lock, 150 ms at a time.
        raw.sqlite3_busy_timeout(connection.Handle, BusyTimeoutMilliseconds);
        return connection;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        if (!_temporary) return;
        foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(_file + suffix);
    }

    private void Create()
    {
        using var connection = Open();
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("CREATE TABLE IF NOT EXISTS items (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, body TEXT NOT NULL)");
        // It is SQLite's default, checked once here instead of being set again on each of the pool's connections.
        if (connection.ExecuteScalar<long>("PRAGMA synchronous") != Full) throw new InvalidOperationException("synchronous is not FULL");
    }
}
