using System.Data;
using System.Text.Json;
using IncidentService.Common.Json;
using Microsoft.Data.Sqlite;

namespace IncidentService.Storage.Dialects;

internal sealed class Sqlite : SqlDialect
{
    private const int Busy = 5;
    private const int Constraint = 19;

    public override string Name => "sqlite";

    public override string Take => "LIMIT @take";

    public override string ParameterAtSql(string place) => $"LIMIT 1 OFFSET {place}";

    public override string Values => "json_each(@json)";

    public override string InListSql(string parameter) => $"IN @{parameter}";

    internal static string InArray(string parameter) => $"IN (SELECT value FROM json_each({parameter}))";

    /// <summary>As JSON: one statement for any number of values.</summary>
    public override object Array(Array values) => values is long[] numbers
        ? $"[{string.Join(',', numbers)}]"
        : JsonSerializer.Serialize((string[])values, JsonTypes.Of<IReadOnlyCollection<string>>());

    public override string? IntegrityCheck => "PRAGMA integrity_check";

    public override string? LockIncidents(string ids) => null;

    public override IsolationLevel FeedPositionIsolation => IsolationLevel.Serializable;

    public override string BeginMigration => "BEGIN IMMEDIATE";

    public override string CountMigrationsTable => "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'migrations'";

    public override string Columns =>
        """
        SELECT t.name AS table_name, c.name AS column_name, c.pk AS key_place
        FROM sqlite_master t JOIN pragma_table_xinfo(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND c.hidden = 0
        ORDER BY t.name, c.cid
        """;

    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode == Busy;

    public static bool IsConstraint(Exception exception) => exception is SqliteException { SqliteErrorCode: Constraint };
}
