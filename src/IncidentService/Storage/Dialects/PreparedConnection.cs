using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// A SQLite connection that caches compiled statements by their text: compiling costs several times as much as running a point select, and
/// Dapper creates a new command for every call. One caller at a time uses it, and its finalizers must not be a second one: it holds on to
/// each command until that is disposed. Tests see each statement before it runs, and may replace it.
/// </summary>
internal sealed class PreparedConnection(SqliteConnection inner, Func<string, DbParameterCollection, string>? rewrite = null) : DbConnection
{
    private const int MostKept = 256;
    private static readonly ConcurrentDictionary<string, string> PrefixedNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteCommand> kept = new(StringComparer.Ordinal);
    private readonly List<SqliteCommand> rented = [];

    public SqliteConnection Inner => inner;

    /// <summary>True while a command is in use. It may still read.</summary>
    public bool IsInUse => rented.Count > 0;

    private string Rewritten(string sql, DbParameterCollection parameters) => rewrite is null ? sql : rewrite(sql, parameters);

    [AllowNull]
    public override string ConnectionString
    {
        get => "sqlite"; // Dapper's cache key; does not reveal the file's path
        set => throw new NotSupportedException();
    }

    public override string Database => inner.Database;
    public override string DataSource => inner.DataSource;
    public override string ServerVersion => inner.ServerVersion;
    public override ConnectionState State => inner.State;

    public override void Open() => inner.Open();
    public override void Close() => inner.Close();
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("BEGIN is a statement like any other here");

    protected override DbCommand CreateDbCommand() => new Command(this);

    public void Run(string sql)
    {
        var command = RentCommand(sql);
        try
        {
            command.ExecuteNonQuery();
        }
        finally
        {
            ReturnCommand(sql, command);
        }
    }

    /// <summary>Runs a query with values for $1 and so on, without what Dapper needs of a command. Tests do not see it.</summary>
    public async Task<T> Query<T>(string sql, IReadOnlyList<object> values, Func<DbDataReader, Task<T>> read)
    {
        var command = RentCommand(sql);
        try
        {
            foreach (var (index, value) in values.Index()) command.Parameters.AddWithValue($"${index + 1}", value);
            await using var reader = command.ExecuteReader();
            return await read(reader);
        }
        finally
        {
            ReturnCommand(sql, command);
        }
    }

    private SqliteCommand RentCommand(string sql)
    {
        if (!kept.Remove(sql, out var command))
        {
            command = inner.CreateCommand();
            command.CommandText = sql;
        }
        rented.Add(command);
        return command;
    }

    private void ReturnCommand(string sql, SqliteCommand command)
    {
        rented.Remove(command);
        command.Parameters.Clear();
        if (kept.Count >= MostKept) ClearCommands();
        if (!kept.TryAdd(sql, command)) command.Dispose();
    }

    /// <summary>Drops all cached statements: those that are still in use are compiled again, the others are gone.</summary>
    private void ClearCommands()
    {
        foreach (var command in kept.Values) command.Dispose();
        kept.Clear();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ClearCommands();
            foreach (var command in rented) command.Dispose();
            rented.Clear();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>
    /// The command that Dapper uses. It holds text and parameters, rents the cached command of its text on execution, and returns it when
    /// disposed.
    /// </summary>
    private sealed class Command(PreparedConnection owner) : DbCommand
    {
        // Dapper holds a reference to the collection while it rewrites the text to expand a list, so the parameters stay here until
        // execution.
        private readonly Values parameters = new();
        private SqliteCommand? taken;
        private string takenText = "";

        [AllowNull]
        public override string CommandText { get; set; } = "";
        public override int CommandTimeout { get; set; }
        public override CommandType CommandType { get; set; } = CommandType.Text;
        public override bool DesignTimeVisible { get; set; }
        public override UpdateRowSource UpdatedRowSource { get; set; }
        protected override DbConnection? DbConnection { get => owner; set => throw new NotSupportedException(); }
        protected override DbParameterCollection DbParameterCollection => parameters;
        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel() { }
        public override void Prepare() { }
        public override int ExecuteNonQuery() => Rent().ExecuteNonQuery();
        public override object? ExecuteScalar() => Rent().ExecuteScalar();
        protected override DbParameter CreateDbParameter() => new SqliteParameter();
        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Rent().ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing) Return();
            base.Dispose(disposing);
        }

        private SqliteCommand Rent()
        {
            Return();
            takenText = owner.Rewritten(CommandText, parameters);
            taken = owner.RentCommand(takenText);
            foreach (SqliteParameter parameter in parameters)
            {
                parameter.ParameterName = Prefixed(parameter.ParameterName);
                taken.Parameters.Add(parameter);
            }
            return taken;
        }

        /// <summary>Dapper names parameters without a prefix, and then SQLite would be asked for each of them under four names.</summary>
        private static string Prefixed(string name) =>
            name[0] is '@' or '$' ? name : PrefixedNames.GetOrAdd(name, static bare => "@" + bare);

        private void Return()
        {
            if (taken is null) return;
            owner.ReturnCommand(takenText, taken);
            taken = null;
        }
    }

    /// <summary>A collection without a SqliteCommand: one that nobody disposes keeps the values until it has been finalized.</summary>
    private sealed class Values : SqliteParameterCollection;
}
