using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentService.Bench.Generate;

/// <summary>
/// A register that the service has just made, filled past it: in large transactions, without waiting for the disk, its indexes built at the
/// end. Its own schema stays as it was.
/// </summary>
internal sealed class RegisterFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly IReadOnlyList<string> _indexes;
    private readonly Dictionary<string, SqliteCommand> _inserts = [];
    private SqliteTransaction _transaction;
    private long _position;

    public RegisterFile(string path)
    {
        Batteries_V2.Init();
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        _connection.Execute(
            "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 100000");
        KeyId = _connection.QuerySingle<long>("SELECT max(id) FROM api_keys");
        var indexes = _connection.Query<(string Name, string Sql)>(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name <> 'api_keys'").ToList();
        foreach (var (name, _) in indexes) _connection.Execute($"DROP INDEX {name}");
        _indexes = [.. indexes.Select(index => index.Sql)];
        _transaction = _connection.BeginTransaction();
    }

    /// <summary>Whose doing everything is.</summary>
    public long KeyId { get; }

    /// <summary>The next place in the feed.</summary>
    public long NextPosition() => ++_position;

    /// <param name="columns">The table and its columns, as they stand after INSERT INTO.</param>
    /// <param name="values">One for each column.</param>
    public void Insert(string columns, params ReadOnlySpan<object?> values)
    {
        if (!_inserts.TryGetValue(columns, out var insert)) _inserts[columns] = insert = Prepare(columns, values.Length);
        for (var at = 0; at < values.Length; at++) insert.Parameters[at].Value = values[at] ?? DBNull.Value;
        insert.ExecuteNonQuery();
    }

    public void Commit()
    {
        _transaction.Commit();
        _transaction.Dispose();
        _transaction = _connection.BeginTransaction();
        foreach (var insert in _inserts.Values) insert.Transaction = _transaction;
    }

    /// <summary>Builds the indexes, and has the service store the cards.</summary>
    public void BuildIndexes()
    {
        foreach (var sql in _indexes) _connection.Execute(sql, transaction: _transaction);
        _connection.Execute("UPDATE card_formats SET filled_to = 9223372036854775807", transaction: _transaction);
        Commit();
    }

    /// <summary>How many cards a register has stored, and whether that is all.</summary>
    public static (long Stored, bool IsDone) CountCards(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        return connection.QuerySingle<(long, bool)>(
            "SELECT (SELECT count(*) FROM cards), EXISTS (SELECT 1 FROM card_formats WHERE filled_to = 0)");
    }

    public void Dispose()
    {
        foreach (var insert in _inserts.Values) insert.Dispose();
        _transaction.Dispose();
        _connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string columns, int count)
    {
        var insert = _connection.CreateCommand();
        insert.Transaction = _transaction;
        insert.CommandText = $"INSERT INTO {columns} VALUES ({string.Join(", ", Enumerable.Range(0, count).Select(at => $"@p{at}"))})";
        for (var at = 0; at < count; at++) insert.Parameters.Add(new SqliteParameter { ParameterName = $"@p{at}" });
        return insert;
    }
}
