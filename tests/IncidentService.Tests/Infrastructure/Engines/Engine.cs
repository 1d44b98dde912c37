using System.Data.Common;
using Dapper;

namespace IncidentService.Tests.Infrastructure;

/// <summary>A database engine that the suites run on.</summary>
public abstract class Engine
{
    public static readonly Engine Sqlite = new SqliteEngine();
    public static readonly Engine Postgres = new PostgresEngine();
    public static readonly Engine SqlServer = new SqlServerEngine();

    /// <summary>Why nothing can be tried on it here; null where it can.</summary>
    public virtual string? Missing => null;

    /// <summary>A place for a register, of which nobody else knows. With the schema or without it, but empty.</summary>
    internal abstract Task<TestDatabase> CreateDatabase();
}

/// <summary>Where one register is, and how to look into it behind the service's back.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>What configuration has to say so that a service finds it.</summary>
    public abstract Dictionary<string, string?> Settings { get; }

    /// <summary>The register's file, of the engine that has one.</summary>
    public virtual string File => throw new NotSupportedException("This engine keeps no file of its own");

    public abstract DbConnection Open();

    /// <summary>All tables of the register.</summary>
    public abstract string Tables { get; }

    /// <summary>Takes all rows away, but for what the migrations wrote.</summary>
    protected async Task Empty()
    {
        await using var connection = Open();
        foreach (
            var table in (await connection.QueryAsync<string>(Tables)).Where(table => table is not ("migrations" or "leases")).ToList())
            await connection.ExecuteAsync($"DELETE FROM {table}");
        await connection.ExecuteAsync(
            "DELETE FROM leases WHERE name NOT IN ('sweeps', 'numbering'); UPDATE leases SET holder = 0, fence = 0, expires_at = 0");
    }

    /// <summary>Takes the schema away.</summary>
    public async Task Clear()
    {
        await using var connection = Open();
        foreach (var table in await connection.QueryAsync<string>(Tables)) await connection.ExecuteAsync($"DROP TABLE {table}");
    }

    public abstract ValueTask DisposeAsync();
}
