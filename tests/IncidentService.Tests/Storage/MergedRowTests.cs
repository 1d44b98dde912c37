using System.Data;
using System.Text.RegularExpressions;
using Dapper;
using IncidentService.Storage.Dialects;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Storage.TSql;

namespace IncidentService.Tests.Storage;

/// <summary>On PostgreSQL, rows that the same statement adds are sent as one statement with arrays.</summary>
public sealed partial class MergedRowTests
{
    private const int Rows = 3;

    /// <summary>A trigger lets one row in, where the trail says who pruned; the other one tells what schema the register has.</summary>
    private static readonly string[] NeverMany = ["audit_anchors", "migrations"];

    public MergedRowTests()
    {
        if (Engine.Postgres.Missing is { } why) Assert.Skip(why);
    }

    [Fact]
    public async Task Every_row_that_the_service_inserts_is_the_same_whether_it_is_sent_alone_or_among_others()
    {
        await using var alone = await Engine.Postgres.CreateDatabase();
        await using var merged = await Engine.Postgres.CreateDatabase();
        var tables = new List<string>();
        foreach (var sql in Inserts().Distinct())
        {
            var table = NameOfTable().Match(sql).Groups["table"].Value;
            if (NeverMany.Contains(table) || (await Columns(alone, table)).Count == 0) continue;
            var rows = await MakeRows(alone, sql, table, first: tables.Count * Rows);
            foreach (var row in rows) await Send(alone, sql, [row]);
            Assert.Equal(1, await Send(merged, sql, rows));

            Assert.Equal(await Contents(alone, table), await Contents(merged, table));
            tables.Add(table);
        }
        string[] expected =
        [
            "numbers", "incidents", "events", "texts", "contacts", "incident_references", "cards", "commands", "lookups", "audit_entries",
            "commits", "messages", "promises", "handoffs", "approvals", "redemptions",
        ];
        Assert.Empty(expected.Except(tables));
    }

    [Fact]
    public async Task What_is_deleted_between_two_rows_is_deleted_between_them()
    {
        await using var database = await Engine.Postgres.CreateDatabase();
        const string Insert = "INSERT INTO secrets (name, value) VALUES (@name, @value)";
        await using var connection = new ServerConnection(database.Open());
        await using (var batch = new Postgres().CreateBatch(connection))
        {
            await batch.Add(new(Insert, new { name = "one", value = new byte[] { 1 } }, MustAffectOne: false));
            await batch.Add(new(Insert, new { name = "two", value = new byte[] { 2 } }, MustAffectOne: false));
            await batch.Add(new("DELETE FROM secrets WHERE name = @name", new { name = "one" }, MustAffectOne: false));
            await batch.Add(new(Insert, new { name = "one", value = new byte[] { 3 } }, MustAffectOne: false));
            await batch.ExecuteAndCommit();
        }

        Assert.Equal(
            [("one", 3), ("two", 2)],
            await connection.QueryAsync<(string, int)>("SELECT name, get_byte(value, 0) FROM secrets ORDER BY name"));
    }

    [Fact]
    public async Task A_row_that_must_not_be_twice_refuses_all()
    {
        await using var database = await Engine.Postgres.CreateDatabase();
        await using var connection = new ServerConnection(database.Open());
        await using var batch = new Postgres().CreateBatch(connection);
        foreach (var name in new[] { "one", "two", "one" })
        {
            await batch.Add(new(
                "INSERT INTO secrets (name, value) VALUES (@name, @value)", new { name, value = new byte[] { 1 } }, MustAffectOne: false));
        }

        Assert.True(new Postgres().IsConflict(await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(batch.ExecuteAndCommit)));
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM secrets"));
    }

    [Fact]
    public async Task Rows_of_lists_are_the_same_whether_the_lists_are_sent_alone_or_together()
    {
        await using var database = await Engine.Postgres.CreateDatabase();
        var sql = $"INSERT INTO words (word, incident_id) SELECT v.value, @incidentId FROM {new Postgres().Values} v";

        var lists = new[] { Words(1, """["drill","price"]"""), Words(2, """["price","\u00fcber"]"""), Words(3, "[]") };
        Assert.Equal(1, await Send(database, sql, [.. lists]));
        Assert.Equal(1, await Send(database, sql, [Words(4, """["saw"]""")]));

        await using var connection = database.Open();
        Assert.Equal(
            [(1, "drill"), (1, "price"), (2, "price"), (2, "über"), (4, "saw")],
            await connection.QueryAsync<(long, string)>("SELECT incident_id, word FROM words ORDER BY incident_id, word"));

        static DynamicParameters Words(long incidentId, string json)
        {
            var parameters = new DynamicParameters();
            parameters.Add("incidentId", incidentId, DbType.Int64);
            parameters.Add("json", json, DbType.String);
            return parameters;
        }
    }

    private static IEnumerable<string> Inserts() =>
        from literal in CallSites.Literals()
        where literal.Type.Namespace!.StartsWith("IncidentService.Storage", StringComparison.Ordinal)
        from statement in literal.Text.Split(';', StringSplitOptions.TrimEntries)
        where StatementText.Split(statement) is [{ SqlOfRows: not null }]
        select statement;

    /// <summary>Values of the types of the columns; the last row is null where it may be.</summary>
    private static async Task<List<DynamicParameters>> MakeRows(TestDatabase database, string sql, string table, int first)
    {
        var columns = await Columns(database, table);
        var names = NameOfTable().Match(sql).Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries);
        var values = Values().Match(sql).Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
        var rows = new List<DynamicParameters>();
        for (var row = first; row < first + Rows; row++)
        {
            var parameters = new DynamicParameters();
            foreach (var (place, name) in names.Index())
            {
                var column = columns[name];
                object? value = column.Type switch
                {
                    "bigint" => (1_000L * row) + place,
                    "boolean" => row % 2 == 0,
                    "bytea" => new byte[] { (byte)row, (byte)place, 0 },
                    "text" or "character varying" => $"{row} \"{{{place}}}\", NULL \\ 'é'",
                    var other => throw new NotSupportedException(other),
                };
                if (row == first + Rows - 1 && column.Nullable == "YES") value = null;
                parameters.Add(values[place].TrimStart('@'), value, TypeOf(column.Type));
            }
            rows.Add(parameters);
        }
        return rows;
    }

    private static async Task<Dictionary<string, (string Name, string Type, string Nullable)>> Columns(TestDatabase database, string table)
    {
        await using var connection = database.Open();
        return (await connection.QueryAsync<(string Name, string Type, string Nullable)>(
            """
            SELECT column_name, data_type, is_nullable FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = @table
            """,
            new { table })).ToDictionary(column => column.Name);
    }

    private static DbType TypeOf(string column) => column switch
    {
        "bigint" => DbType.Int64, "boolean" => DbType.Boolean, "bytea" => DbType.Binary, _ => DbType.String,
    };

    /// <summary>Returns the number of statements.</summary>
    private static async Task<int> Send(TestDatabase database, string sql, List<DynamicParameters> rows)
    {
        await using var connection = new ServerConnection(database.Open());
        await using var batch = (BatchOfCommands)new Postgres().CreateBatch(connection);
        foreach (var row in rows) await batch.Add(new(sql, row, MustAffectOne: false));
        await batch.ExecuteAndCommit();
        return batch.CountCommands();
    }

    private static async Task<List<string>> Contents(TestDatabase database, string table)
    {
        await using var connection = database.Open();
        return (await connection.QueryAsync<string>($"SELECT CAST(to_jsonb(t) AS text) FROM {table} t ORDER BY 1")).AsList();
    }

    [GeneratedRegex(@"^INSERT INTO (?<table>\w+) \((?<columns>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex NameOfTable();

    [GeneratedRegex(@"VALUES\s+\((?<values>[^)]+)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Values();
}
