using System.Data.Common;
using Dapper;
using IncidentService.Incidents.Cards;

namespace IncidentService.Tests.Infrastructure;

/// <summary>A database engine that the suites run on.</summary>
public abstract class Engine
{
    public static readonly Engine Sqlite = new SqliteEngine(isDeployed: false);
    public static readonly Engine DeployedSqlite = new SqliteEngine(isDeployed: true);
    public static readonly Engine Postgres = new PostgresEngine();
    public static readonly Engine SqlServer = new SqlServerEngine();

    public bool IsSqlite => this is SqliteEngine;

    /// <summary>Why the engine is not available here; null if it is.</summary>
    public virtual string? Missing => null;

    /// <summary>Creates an empty database for one register, with or without the schema.</summary>
    internal abstract Task<TestDatabase> CreateDatabase();
}

/// <summary>The database of one register, and direct access to it.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>The settings with which a service finds the database.</summary>
    public abstract Dictionary<string, string?> Settings { get; }

    /// <summary>The register's file, for SQLite.</summary>
    public virtual string File => throw new NotSupportedException("This engine keeps no file of its own");

    public abstract DbConnection Open();

    /// <summary>All tables of the register.</summary>
    public abstract string Tables { get; }

    /// <summary>Turns the audit trail's protection off or on, as only the owner of its table can.</summary>
    public virtual string SetAuditTriggers(bool on) => throw new NotSupportedException("Nobody tampers with this register");

    /// <summary>Deletes all rows, except those that migrations wrote.</summary>
    protected async Task Empty()
    {
        await using var connection = Open();
        await connection.ExecuteAsync(SetAuditTriggers(on: false));
        var tables = await connection.QueryAsync<string>(Tables);
        foreach (var table in tables.Where(table => table is not ("migrations" or "leases")).ToList())
            await connection.ExecuteAsync($"DELETE FROM {table}");
        await connection.ExecuteAsync($"INSERT INTO card_formats (format, filled_to) VALUES ({RenderedCard.Format}, 0)");
        await connection.ExecuteAsync(
            "DELETE FROM leases WHERE name NOT IN ('sweeps', 'numbering', 'audit', 'cards'); "
            + "UPDATE leases SET holder = 0, fence = 0, expires_at = 0");
        await connection.ExecuteAsync(SetAuditTriggers(on: true));
    }

    /// <summary>Drops the schema.</summary>
    public async Task Clear()
    {
        await using var connection = Open();
        foreach (var table in await connection.QueryAsync<string>(Tables)) await connection.ExecuteAsync($"DROP TABLE {table}");
    }

    public abstract ValueTask DisposeAsync();
}
