using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace IncidentService.Storage.Dialects;

/// <summary>The embedded database file: opens configured connections, and keeps idle readers.</summary>
internal sealed class SqliteFile : Database, IDisposable
{
    private const int MostIdle = 16;
    private const int CannotOpen = 14; // SQLITE_CANTOPEN
    private const int SecondsToWaitForLock = 5;
    private readonly ConcurrentBag<PreparedConnection> idle = [];
    private readonly string connectionString;
    private readonly string path;
    private readonly Func<string, DbParameterCollection, string>? rewrite;
    private int idleCount;

    /// <summary>
    /// No two threads use a connection at once, so connections need no mutex. SQLite's memory statistics are turned off, because they take
    /// a global mutex at every allocation. If something else in the process has used SQLite before, the settings stay as they were.
    /// </summary>
    static SqliteFile()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <param name="connectionString">Where the file is.</param>
    /// <param name="rewrite">For tests: receives each statement of the program, and returns the one to run.</param>
    public SqliteFile(string connectionString, Func<string, DbParameterCollection, string>? rewrite = null)
    {
        this.rewrite = rewrite;
        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString)
            {
                Pooling = false, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = SecondsToWaitForLock
            };
            path = builder.DataSource;
            this.connectionString = builder.ToString();
        }
        catch (ArgumentException) // its message is not passed on: the string may be meant for a server, with a password
        {
            throw new InvalidOperationException(
                "ConnectionStrings:Incidents is no connection string for sqlite. Database:Engine names another engine.");
        }
    }

    public static SqliteFile At(string path) => new(new SqliteConnectionStringBuilder { DataSource = path }.ConnectionString);

    /// <summary>What to do about an error of SQLite whose own message does not tell it; null for any other.</summary>
    public static string? Explain(Exception exception) => exception is SqliteException { SqliteErrorCode: CannotOpen }
        ? $"{exception.Message} It writes files beside the register too: neither the disk nor the folder may be read-only for this user."
        : null;

    public override string Place => Path.GetFullPath(path);

    public override bool Exists => File.Exists(path);

    public override string? FindDamage() => Exists ? SqliteDamage.Find(this, path) : null;

    public override async Task<T> Read<T>(Func<DbConnection, Task<T>> read)
    {
        var connection = RentReader();
        try
        {
            var result = await read(connection);
            ReturnReader(connection);
            return result;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override Task<T> ReadSnapshot<T>(Func<DbConnection, Task<T>> read) => Read(async connection =>
    {
        var prepared = (PreparedConnection)connection;
        prepared.Run("BEGIN");
        var result = await read(connection);
        prepared.Run("COMMIT");
        return result;
    });

    public override DbConnection OpenForMigration()
    {
        Create(path);
        return OpenWriter();
    }

    /// <summary>
    /// Creates a file that only the user who runs the service may read. Nothing else creates it: a missing register is an error, not an
    /// empty one.
    /// </summary>
    public static void Create(string path)
    {
        if (File.Exists(path)) return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var created = new FileStream(path, options);
    }

    /// <summary>WAL and synchronous=FULL: acknowledged changes survive kill -9 and the loss of power.</summary>
    public PreparedConnection OpenWriter()
    {
        var connection = Open();
        connection.Run("PRAGMA journal_mode = WAL");
        connection.Run("PRAGMA synchronous = FULL");
        connection.Run("PRAGMA secure_delete = ON"); // overwrites redacted text instead of only unlinking it
        connection.Run("PRAGMA cache_size = -16384");
        connection.Run("PRAGMA wal_autocheckpoint = 4000"); // 16 MB: pages that change often are copied less often
        connection.Run("PRAGMA temp_store = MEMORY"); // what a savepoint keeps of each page it changes would be written to a file
        return connection;
    }

    public PreparedConnection RentReader()
    {
        if (!idle.TryTake(out var connection)) return OpenReader();
        Interlocked.Decrement(ref idleCount);
        return connection;
    }

    public void ReturnReader(PreparedConnection connection)
    {
        if (connection.IsInUse) throw new InvalidOperationException("A command of this connection was not disposed.");
        if (Interlocked.Increment(ref idleCount) <= MostIdle)
        {
            idle.Add(connection);
            return;
        }
        Interlocked.Decrement(ref idleCount);
        connection.Dispose();
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection)) connection.Dispose();
    }

    private PreparedConnection OpenReader()
    {
        var connection = Open();
        connection.Run("PRAGMA query_only = ON");
        return connection;
    }

    private PreparedConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        // Without QPSG, SQLite would compile LIMIT @take at every call.
        _ = SQLitePCL.raw.sqlite3_db_config(connection.Handle, SQLitePCL.raw.SQLITE_DBCONFIG_ENABLE_QPSG, 1, out _);
        var prepared = new PreparedConnection(connection, rewrite);
        prepared.Run($"PRAGMA busy_timeout = {SecondsToWaitForLock * 1000}");
        return prepared;
    }
}
