using System.Globalization;
using System.Text.RegularExpressions;
using IncidentService.Bench.Load;
using IncidentService.Bench.References;
using IncidentService.Bench.Registers;

namespace IncidentService.Bench.Measuring;

/// <summary>
/// What a server by itself gives, measured by pgbench in the database of the register: one row written or read, and the floor, which does
/// what an opening (one statement), a get (four in one pipeline) and a lookup (those, then an insert) need on the same schema.
/// </summary>
internal sealed partial class PostgresStatements(PostgresServer server, string database, TemporaryFolder folder)
{
    public const string FloorOpen = "floor-open", FloorGet = "floor-get", FloorLookup = "floor-lookup";
    private const string FloorRecord = "floor-record";

    public static readonly IReadOnlyList<(string Name, string Title)> All =
    [
        (ReferenceCommand.Insert, "one-row insert by pgbench"),
        (ReferenceCommand.Select, "select by key by pgbench"),
        (FloorOpen, "floor of an opening: one statement"),
        (FloorGet, "floor of a get: one row, which holds the card"),
        (FloorLookup, "floor of a lookup: that, and its record with its audit entry"),
    ];

    /// <summary>The tables and sequences that the scripts use beside the register's own; made once in a register that is kept.</summary>
    private static readonly string[] Preparation =
    [
        "CREATE SEQUENCE IF NOT EXISTS floor_id",
        "CREATE SEQUENCE IF NOT EXISTS one_row_id",
        "CREATE TABLE IF NOT EXISTS one_row (id bigint PRIMARY KEY, body text NOT NULL)",
        "CREATE TABLE IF NOT EXISTS numbered (n bigint PRIMARY KEY, number bigint NOT NULL, id bigint NOT NULL)",
        """
        INSERT INTO numbered SELECT row_number() OVER (), number, id FROM incidents
        WHERE survivor_id IS NULL AND number < 1000000000000 AND NOT EXISTS (SELECT 1 FROM numbered)
        """,
        "ANALYZE numbered",
    ];

    public async Task<IReadOnlyList<Drive>> PrepareAsync(int rows, int connections, CancellationToken cancellation)
    {
        await server.ExecuteAsync(database, Preparation);
        foreach (var script in (string[])[ReferenceCommand.Insert, ReferenceCommand.Select, FloorOpen, FloorGet])
            await folder.WriteAsync(script, [await ReadAsync(script, rows, cancellation)], cancellation);
        await folder.WriteAsync(
            FloorLookup, [await ReadAsync(FloorGet, rows, cancellation), await ReadAsync(FloorRecord, rows, cancellation)], cancellation);
        return [.. All.Select(one => new Drive(one.Name, (seconds, stop) => RunAsync(one.Name, connections, seconds, stop)))];
    }

    private static async Task<string> ReadAsync(string script, int rows, CancellationToken cancellation) =>
        (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Statements", $"{script}.pgbench"), cancellation))
        .Replace(":rows", $"{rows}", StringComparison.Ordinal);

    private async Task<Sample> RunAsync(string script, int connections, int seconds, CancellationToken cancellation)
    {
        string[] arguments = ["-c", $"{connections}", "-j", "2", "-f", folder.File(script)];
        var output = await server.PgbenchAsync(database, seconds, arguments, cancellation);
        return Rate().Match(output) is { Success: true } rate
            ? new(double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture), default, default, default)
            : throw new LoadException($"{script}: pgbench printed no rate:\n{output}");
    }

    [GeneratedRegex(@"^tps = ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Rate();
}
