using System.Data;
using System.Data.Common;
using Dapper;
using IncidentService.Audit;
using IncidentService.Common;
using Npgsql;

namespace IncidentService.Storage.Dialects;

internal sealed class Postgres : ServerDialect
{
    private const int SecondsToConnect = 5;
    private const int SecondsOfCommand = 10;
    private const int StatementsKept = 200;

    /// <summary>
    /// A program that stopped in the middle of a change does not hold its locks forever, and nobody waits for a lock longer than a caller
    /// would.
    /// </summary>
    private const string SessionSettings = "-c idle_in_transaction_session_timeout=10s -c lock_timeout=5s";

    /// <summary>
    /// For commands that begin no transaction: all their statements see one snapshot. A change that reads begins its own, read committed.
    /// </summary>
    private const string OneSnapshot = @" -c default_transaction_isolation=repeatable\ read";

    public override string Name => "postgres";

    public override string Take => "LIMIT @take";

    public override string ParameterAtSql(string place) => $"LIMIT 1 OFFSET {place}";

    public override string Values => "jsonb_array_elements_text(CAST(@json AS jsonb))";

    /// <summary>
    /// The array is hidden from the planner. Where it sees that there are fewer values than the ten that it otherwise assumes, a plan for
    /// just these looks cheaper than the one it could keep, and the statement is planned at every execution.
    /// </summary>
    public override string InListSql(string parameter) => InArray($"@{parameter}");

    internal static string InArray(string parameter) => $"= ANY(ARRAY(SELECT unnest({parameter})))";

    public override string LockIncidents(string ids) => $"SELECT id FROM incidents WHERE id IN ({ids}) FOR UPDATE";

    /// <summary>The key of the lock belongs to the register: "incident" in ASCII.</summary>
    public override string BeginMigration =>
        "BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(7597121922137485940)";

    public override string CountMigrationsTable =>
        "SELECT count(*) FROM pg_catalog.pg_class WHERE relname = 'migrations' AND relkind = 'r' AND pg_catalog.pg_table_is_visible(oid)";

    public override string Columns =>
        """
        SELECT CAST(t.relname AS text) AS table_name, CAST(c.attname AS text) AS column_name,
            CAST(coalesce(array_position(CAST(k.indkey AS smallint[]), c.attnum) + 1, 0) AS bigint) AS key_place
        FROM pg_catalog.pg_class t
        JOIN pg_catalog.pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = ''
        LEFT JOIN pg_catalog.pg_index k ON k.indrelid = t.oid AND k.indisprimary
        WHERE t.relkind = 'r' AND t.relnamespace = CAST(current_schema() AS regnamespace)
        ORDER BY t.relname, c.attnum
        """;

    public override bool BatchesWrites => true;

    public override bool CommitsTogether => true;

    /// <summary>A batch sees one moment: see <see cref="OneSnapshot"/>.</summary>
    public override bool BatchesReads => true;

    public override string ExpectOneRow(string update) => $"WITH w AS ({update} RETURNING 1) SELECT 1 / count(*) FROM w";

    public override WriteBatch CreateBatch(ServerConnection connection) => new BatchOfCommands(connection, this);

    /// <summary>Each statement sees what was committed before it, and readers never wait.</summary>
    public override IsolationLevel FeedPositionIsolation => IsolationLevel.ReadCommitted;

    /// <summary>Connects to the primary among several hosts, so that a failover needs no restart.</summary>
    public override DbDataSource Connect(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        bool Says(params string[] names) => names.Any(given.ContainsKey);
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!Says("SSL Mode", "SslMode")) settings.SslMode = SslMode.VerifyFull;
        if (!Says("Timeout", "Connection Timeout")) settings.Timeout = SecondsToConnect;
        if (!Says("Command Timeout", "CommandTimeout")) settings.CommandTimeout = SecondsOfCommand;
        if (!Says("Max Auto Prepare", "MaxAutoPrepare")) settings.MaxAutoPrepare = StatementsKept;
        if (!Says("Application Name", "ApplicationName")) settings.ApplicationName = "IncidentService";
        settings.Options = (Says("Options") ? settings.Options : SessionSettings) + OneSnapshot;
        settings.NoResetOnClose = true; // nothing here changes the state of a session, so there is nothing to reset
        settings.IncludeErrorDetail = false; // the detail contains values of rows
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        return settings.Host?.Contains(',', StringComparison.Ordinal) == true
            ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary)
            : builder.Build();
    }

    public override bool IsConflict(DbException exception) => exception.SqlState
        is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    public override bool IsOtherThanOneRow(DbException exception) => exception.SqlState == PostgresErrorCodes.DivisionByZero;

    /// <summary>25006: the server is no longer the primary. Class 08 and 57P: the connection or the server is going down.</summary>
    public override bool IsTransient(DbException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.TooManyConnections => true,
        { } state when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) => true,
        null => exception is NpgsqlException { InnerException: not TimeoutException },
        _ => false,
    };

    /// <summary>
    /// A third of the cost of a statement for each entry: the condition of the trigger, which compares all columns, is prepared for each
    /// statement.
    /// </summary>
    public override Task<int> SaveAuditPlaces(DbConnection connection, IReadOnlyList<AuditEntry> entries) =>
        connection.ExecuteAsync(
            """
            UPDATE audit_entries SET sequence = s.sequence, hash = s.hash FROM unnest(@ids, @sequences, @hashes) s(id, sequence, hash)
            WHERE audit_entries.id = s.id AND audit_entries.sequence IS NULL
            """,
            new
            {
                ids = entries.Select(entry => entry.Id).ToArray(),
                sequences = entries.Select(entry => entry.Sequence!.Value).ToArray(),
                hashes = entries.Select(entry => entry.Hash!).ToArray(),
            });

    public override Task ConfirmCommits(ServerConnection connection, long id, Instant now) =>
        connection.ExecuteAsync(ServerRunner.InsertCommit, new { id, now });

    /// <summary>Npgsql throws a bare exception, as has been seen after statements that were refused while they were prepared.</summary>
    public override bool HasLostStep(Exception exception) =>
        exception.GetType() == typeof(Exception) && exception.Source == nameof(Npgsql);

    /// <summary>
    /// When a command times out, Npgsql cancels it. A commit that waits for a standby then ends with success and this warning, whose text
    /// depends on the server's language: it is committed here, and lost if that standby takes over.
    /// </summary>
    public override void ObserveUnconfirmedCommits(DbConnection connection, Action onUnconfirmed) =>
        ((NpgsqlConnection)connection).Notice += (_, received) =>
        {
            if (received.Notice is { SqlState: PostgresErrorCodes.Warning, Routine: "SyncRepWaitForLSN" }) onUnconfirmed();
        };

    public override string Reason(DbException exception) =>
        exception.SqlState is { } state ? $"PostgreSQL reports {state}" : $"PostgreSQL cannot be reached: {exception.Message}";
}
