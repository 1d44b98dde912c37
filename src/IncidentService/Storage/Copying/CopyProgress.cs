using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Migrations;

namespace IncidentService.Storage.Copying;

/// <summary>
/// The progress of a copy, stored in the target database and committed with the rows. While it exists, no program but the copy accepts that
/// database as a register.
/// </summary>
internal sealed class CopyProgress(DbConnection target)
{
    public const string TableName = "copying";
    internal const string Definition =
        $"CREATE TABLE {TableName} (name varchar(100) NOT NULL PRIMARY KEY, copied bigint NOT NULL, upto varchar(4000) NOT NULL)";

    /// <summary>The name of the row that identifies the source; the other rows are named after their tables.</summary>
    private const string Source = "";

    private sealed record Row(string Name, long Copied, string Upto);

    public static async Task<bool> Exists(DbConnection target, SqlDialect dialect) =>
        await target.ExecuteScalarAsync<long>(dialect.CountMigrationsTable) == 1
        && await target.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM migrations WHERE number = @Unfinished", new { Migrator.Unfinished }) == 1;

    /// <summary>
    /// Identifies a register by the times at which its migrations were applied, in microseconds: no two registers share them all.
    /// </summary>
    public static async Task<string> FormatName(DbConnection register) => string.Join(' ', await register.QueryAsync<long>(
        "SELECT applied_at FROM migrations WHERE number < @Unfinished ORDER BY number", new { Migrator.Unfinished }));

    public async Task Create(string source, IEnumerable<Table> tables, Instant now)
    {
        await target.ExecuteAsync(Definition);
        await target.ExecuteAsync(
            $"INSERT INTO {TableName} (name, copied, upto) VALUES (@Name, @Copied, @Upto)",
            tables.Select(table => new Row(table.Name, 0, "[]")).Prepend(new Row(Source, 0, source)).ToList());
        await target.ExecuteAsync(
            "INSERT INTO migrations (number, name, applied_at) VALUES (@Unfinished, @TableName, @now)",
            new { Migrator.Unfinished, TableName, now });
    }

    public async Task<bool> IsFrom(string source) =>
        await target.ExecuteScalarAsync<string>($"SELECT upto FROM {TableName} WHERE name = @Source", new { Source }) == source;

    /// <summary>The number of copied rows of a table, and the key of the last one.</summary>
    public async Task<(long Copied, IReadOnlyList<object> Key)> Find(Table table)
    {
        var row = await target.QuerySingleAsync<Row>($"SELECT name, copied, upto FROM {TableName} WHERE name = @Name", new { table.Name });
        return (row.Copied, [.. JsonNode.Parse(row.Upto)!.AsArray().Select(value => Parse(value!.GetValue<string>()))]);
    }

    /// <exception cref="StoreUnavailableException">Another copy has advanced it meanwhile.</exception>
    public async Task Update(Table table, long from, long to, IReadOnlyList<object> key)
    {
        var upto = new JsonArray([.. key.Select(value => JsonValue.Create(Format(value)))]).ToJsonString(); // ASCII: the rest is escaped
        var moved = await target.ExecuteAsync(
            $"UPDATE {TableName} SET copied = @to, upto = @upto WHERE name = @Name AND copied = @from", new { table.Name, from, to, upto });
        if (moved != 1) throw new StoreUnavailableException("Another copy into this register is running.");
    }

    public async Task Remove()
    {
        await target.ExecuteAsync("DELETE FROM migrations WHERE number = @Unfinished", new { Migrator.Unfinished });
        await target.ExecuteAsync($"DROP TABLE {TableName}");
    }

    private static string Format(object value) => value switch
    {
        long number => "n" + number.ToString(CultureInfo.InvariantCulture),
        byte[] bytes => "b" + Convert.ToBase64String(bytes),
        _ => "t" + (string)value,
    };

    private static object Parse(string written) => written[0] switch
    {
        'n' => long.Parse(written.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        'b' => Convert.FromBase64String(written[1..]),
        _ => written[1..],
    };
}
