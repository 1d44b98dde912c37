using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace IncidentService.Storage.Dialects;

internal sealed partial class SqlServer : ServerDialect
{
    private const int SecondsToConnect = 5;
    private const int SecondsOfCommand = 10;
    private const int Unmapped = 33557097;
    private const int NotOneRow = 50001;

    /// <summary>The collation that the migrations give to all columns that are compared.</summary>
    private const string Binary = "Latin1_General_100_BIN2";

    private const string HowToSignIn =
        "build it with -p:EntraId=true, and sign in with Active Directory Default, Managed Identity or Workload Identity";
    private const string MigrationLock = "incident-migrations";

    public override string Name => "sqlserver";

    public override string Take => "OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY";

    public override string ParameterAtSql(string place) => $"OFFSET {place} ROWS FETCH NEXT 1 ROWS ONLY";

    public override string Values => $"(SELECT j.value COLLATE {Binary} AS value FROM OPENJSON(@json) j)";

    public override string InListSql(string parameter) => $"IN @{parameter}";

    /// <summary>An update that changes nothing. Unlike a lock hint, it locks exactly the row on everything that speaks T-SQL.</summary>
    public override string LockIncidents(string ids) => $"UPDATE incidents SET version = version OUTPUT inserted.id WHERE id IN ({ids})";

    public override bool DeletesFormerCards => false;

    /// <summary>The session holds the lock, so that it is released only after the commit.</summary>
    public override string BeginMigration =>
        $"""
        EXEC sp_getapplock @Resource = '{MigrationLock}', @LockOwner = 'Session', @LockMode = 'Exclusive', @LockTimeout = 60000;
        IF APPLOCK_MODE('public', '{MigrationLock}', 'Session') <> 'Exclusive' THROW 50000, 'Another program is at the migrations', 1;
        BEGIN TRANSACTION
        """;

    public override string EndMigration(string how) =>
        $"{how}; EXEC sp_releaseapplock @Resource = '{MigrationLock}', @LockOwner = 'Session'";

    public override string CountMigrationsTable => "SELECT count(*) FROM sys.tables WHERE object_id = OBJECT_ID('migrations')";

    public override string Columns =>
        """
        SELECT t.name AS table_name, c.name AS column_name, CAST(coalesce(k.key_ordinal, 0) AS bigint) AS key_place
        FROM sys.tables t
        JOIN sys.columns c ON c.object_id = t.object_id AND c.is_computed = 0
        LEFT JOIN sys.indexes i ON i.object_id = t.object_id AND i.is_primary_key = 1
        LEFT JOIN sys.index_columns k ON k.object_id = t.object_id AND k.index_id = i.index_id AND k.column_id = c.column_id
        WHERE t.schema_id = SCHEMA_ID()
        ORDER BY t.name, c.column_id
        """;

    public override IsolationLevel FeedPositionIsolation => IsolationLevel.Snapshot;

    public override bool BatchesWrites => true;

    public override bool LocksWhenWriting => true;

    public override WriteBatch CreateBatch(ServerConnection connection) => new BatchText(connection, this);

    public override string ExpectOneRow(string update) => $"{update}; IF @@ROWCOUNT <> 1 THROW {NotOneRow}, 'Not one row', 1";

    public override bool IsOtherThanOneRow(DbException exception) => NumberOf(exception) == NotOneRow;

    /// <summary>The level is set back for an engine where it would outlast the command.</summary>
    public override string AtOneMoment(string queries) =>
        $"""
        SET XACT_ABORT ON; SET TRANSACTION ISOLATION LEVEL SNAPSHOT; BEGIN TRANSACTION;
        {queries};
        COMMIT; SET TRANSACTION ISOLATION LEVEL READ COMMITTED
        """;

    /// <summary>
    /// Allows snapshot isolation: a card is read as one snapshot, and readers that do not wait for writers do not deadlock with them. The
    /// database's creator may have allowed it already.
    /// </summary>
    public override string Prepare =>
        """
        IF EXISTS (SELECT 1 FROM sys.databases WHERE database_id = DB_ID() AND snapshot_isolation_state = 0)
            EXEC('ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON');
        """;

    public override DbDataSource Connect(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        bool Says(params string[] names) => names.Any(given.ContainsKey);
        var settings = new SqlConnectionStringBuilder(connectionString); // Encrypt is Mandatory unless the string says otherwise
        if (!Says("Connect Timeout", "Connection Timeout", "Timeout")) settings.ConnectTimeout = SecondsToConnect;
        if (!Says("Command Timeout")) settings.CommandTimeout = SecondsOfCommand;
        if (!Says("Application Name", "App")) settings.ApplicationName = "IncidentService";
        settings.PersistSecurityInfo = false;
        AddEntraId();
        if (AsksForEntraId(settings.Authentication) && SqlAuthenticationProvider.GetProvider(settings.Authentication) is null)
            throw new InvalidOperationException($"This program cannot sign in with {settings.Authentication}: {HowToSignIn}.");
        return SqlClientFactory.Instance.CreateDataSource(settings.ConnectionString);
    }

    /// <summary>
    /// Violation of a unique index or key, deadlock victim, and row changed since the snapshot. Babelfish reports the last one under a
    /// number that all its own errors share, so the message decides.
    /// </summary>
    public override bool IsConflict(DbException exception) => NumberOf(exception) is 2601 or 2627 or 1205 or 3960
        || (NumberOf(exception) == Unmapped && exception.Message.Contains("could not serialize access", StringComparison.Ordinal));

    /// <summary>
    /// The connection broke or could not be made, or the server is starting, stopping, failing over or busy. See
    /// https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues for the numbers.
    /// </summary>
    public override bool IsTransient(DbException exception) => NumberOf(exception)
        is -1 or 0 or 2 or 20 or 53 or 64 or 121 or 233 or 258 or 921 or 922 or 983 or 3906 or 4060 or 4221 or 6005
        or 10053 or 10054 or 10060 or 10061 or 10928 or 10929 or 11001 or 40143 or 40197 or 40501 or 40540 or 40613
        or 42108 or 42109 or 49918 or 49919 or 49920;

    /// <summary>Without an implementation, and never called, unless the program is built with -p:EntraId=true.</summary>
    static partial void AddEntraId();

    private static bool AsksForEntraId(SqlAuthenticationMethod method) =>
        method is not (SqlAuthenticationMethod.NotSpecified or SqlAuthenticationMethod.SqlPassword);

    public override string Reason(DbException exception) => $"SQL Server reports error {NumberOf(exception)}";

    private static int? NumberOf(DbException exception) => (exception as SqlException)?.Number;
}
