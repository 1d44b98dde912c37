using System.Data.Common;
using System.Diagnostics;
using Dapper;
using IncidentService.Bench.Generate;
using IncidentService.Bench.Load;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace IncidentService.Bench.Registers;

/// <summary>What is asked for: the numbers of a register, the newest of them, and what else its incidents are found by.</summary>
internal sealed record RegisterSample(
    IReadOnlyList<string> Any, IReadOnlyList<string> Recent, IReadOnlyList<string> References, IReadOnlyList<string> Emails)
{
    /// <summary>How many events its feed has.</summary>
    public required long Events { get; init; }

    private const string DueSql =
        """
        SELECT (SELECT count(*) FROM promises WHERE state = 'open' AND due_at < @now)
            + (SELECT count(*) FROM handoffs WHERE state = 'open' AND overdue_at IS NULL AND due_at < @now)
        """;

    private static readonly TimeSpan SettledWithin = TimeSpan.FromMinutes(15), Between = TimeSpan.FromMilliseconds(500);
    private const int RecentOnes = 200, Quoted = 1_000;

    /// <summary>Numbers of twelve digits: the floor of an opening writes longer ones, which are nobody's.</summary>
    private const string Incidents = "FROM incidents WHERE survivor_id IS NULL AND number < 1000000000000";

    public static async Task<RegisterSample> ReadAsync(RegisterPlace place, CancellationToken cancellation)
    {
        await using var connection = Open(place);
        await connection.OpenAsync(cancellation);
        await SettledAsync(connection, cancellation);
        var any = await connection.QueryAsync<string>($"SELECT CAST(number AS text) {Incidents}", commandTimeout: 0);
        var recent = await connection.QueryAsync<string>($"SELECT CAST(number AS text) {Incidents} ORDER BY id DESC LIMIT {RecentOnes}");
        // Those that GeneratedIncident made, not those that a run has opened.
        var references = await connection.QueryAsync<string>(
            $"""
            SELECT value FROM incident_references
            WHERE system = 'zendesk' AND length(value) = 7 AND value BETWEEN '1000000' AND '1999999' ORDER BY random() LIMIT {Quoted}
            """,
            commandTimeout: 0);
        var emails = await connection.QueryAsync<string>(
            $"SELECT value FROM contacts WHERE kind = 'email' AND ordinal = 1 AND value LIKE 'customer%' ORDER BY random() LIMIT {Quoted}",
            commandTimeout: 0);
        return new([.. any], [.. recent], [.. references], [.. emails])
        {
            Events = await connection.ExecuteScalarAsync<long>("SELECT coalesce(max(position), 0) FROM events WHERE position IS NOT NULL"),
        };
    }

    /// <summary>So many numbers, evenly from all ages.</summary>
    public IEnumerable<string> Spread()
    {
        var step = Math.Max(1, Any.Count / Quoted);
        return Any.Where((_, n) => n % step == 0).Take(Quoted);
    }

    /// <summary>A service over a register that was just made has years of overdue promises and hand-offs to tell of first.</summary>
    private static async Task SettledAsync(DbConnection connection, CancellationToken cancellation)
    {
        var now = GenerateCommand.Micros(TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch);
        var clock = Stopwatch.StartNew();
        while (await connection.ExecuteScalarAsync<long>(DueSql, new { now }, commandTimeout: 0) is > 0 and var due)
        {
            if (clock.Elapsed > SettledWithin) throw new LoadException($"{due:N0} promises and hand-offs are due and stay so");
            await Task.Delay(Between, cancellation);
        }
    }

    private static DbConnection Open(RegisterPlace place)
    {
        if (place.Engine == RegisterPlace.Postgres) return new NpgsqlConnection(place.ConnectionString);
        Batteries_V2.Init();
        return new SqliteConnection($"{place.ConnectionString};Mode=ReadOnly;Pooling=False");
    }
}
