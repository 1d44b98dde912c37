using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Mapping;

namespace IncidentService.Storage.Migrations;

/// <summary>Applies all numbered scripts that the register lacks, in one transaction and under a lock.</summary>
internal static partial class Migrator
{
    /// <summary>
    /// Recorded as a migration while a copy into this register is unfinished, so that no program accepts the database as a register.
    /// </summary>
    public const int Unfinished = int.MaxValue;

    static Migrator() => TypeHandlers.Register();

    internal const string MigrationsTable =
        "CREATE TABLE migrations (number bigint NOT NULL PRIMARY KEY, name varchar(100) NOT NULL, applied_at bigint NOT NULL)";

    private sealed record Script(int Number, string Name, string Sql);

    /// <summary>Returns the scripts applied now; none if the schema was up to date. Tests stop at an older schema.</summary>
    /// <exception cref="StoreUnavailableException">The schema is newer than this program knows.</exception>
    public static IReadOnlyList<string> Migrate(DbConnection connection, SqlDialect dialect, TimeProvider clock, int upTo = int.MaxValue)
    {
        IReadOnlyList<string> applied = [];
        RunExclusively(connection, dialect, () =>
        {
            applied = ApplyMissing(connection, dialect, clock, upTo);
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();
        return applied;
    }

    /// <summary>Writes in one transaction, while no other program does.</summary>
    public static async Task RunExclusively(DbConnection connection, SqlDialect dialect, Func<Task> write)
    {
        await connection.ExecuteAsync(dialect.BeginMigration); // takes the lock: a second program waits here
        try
        {
            await write();
            await connection.ExecuteAsync(dialect.EndMigration("COMMIT"));
        }
        catch
        {
            await RollBack(connection, dialect);
            throw;
        }
    }

    /// <summary>True if a program like this one has made the database, whatever its version.</summary>
    public static bool HasSchema(DbConnection connection, SqlDialect dialect) =>
        connection.ExecuteScalar<long>(dialect.CountMigrationsTable) == 1;

    public static RegisterSchema FindSchema(DbConnection connection, SqlDialect dialect)
    {
        if (!HasSchema(connection, dialect)) return RegisterSchema.None;
        var last = LastApplied(connection);
        if (last == Unfinished) return RegisterSchema.Unfinished;
        return last.CompareTo(Scripts(dialect)[^1].Number) switch
        {
            < 0 => RegisterSchema.Older,
            0 => RegisterSchema.Current,
            _ => RegisterSchema.Newer,
        };
    }

    /// <summary>
    /// The statements of all scripts, in order. Each statement runs on its own, because SQL Server resolves the names of a whole batch
    /// before it runs any of it.
    /// </summary>
    public static IReadOnlyList<string> Statements(SqlDialect dialect) => [.. Scripts(dialect).SelectMany(Statements)];

    /// <summary>Ignores errors of the rollback, so that the original error is reported: some errors have rolled back already.</summary>
    private static async Task RollBack(DbConnection connection, SqlDialect dialect)
    {
        try
        {
            await connection.ExecuteAsync(dialect.EndMigration("ROLLBACK"));
        }
        catch (DbException)
        {
            // The connection is closed next, which undoes what is left.
        }
    }

    private static List<string> ApplyMissing(DbConnection connection, SqlDialect dialect, TimeProvider clock, int upTo)
    {
        if (connection.ExecuteScalar<long>(dialect.CountMigrationsTable) == 0) connection.Execute(MigrationsTable);
        var scripts = Scripts(dialect);
        var last = LastApplied(connection);
        if (last == Unfinished)
            throw new StoreUnavailableException("A copy into this register is not finished: run copy again, or empty it.");
        if (last > scripts[^1].Number)
            throw new StoreUnavailableException(
                $"The register has schema {last}, this program knows up to {scripts[^1].Number}: run the newer program.");
        var applied = new List<string>();
        foreach (var script in scripts.Where(script => script.Number > last && script.Number <= upTo))
        {
            foreach (var statement in Statements(script)) connection.Execute(statement);
            connection.Execute(
                "INSERT INTO migrations (number, name, applied_at) VALUES (@Number, @Name, @now)",
                new { script.Number, script.Name, now = Instant.Now(clock) });
            applied.Add(script.Name);
        }
        return applied;
    }

    private static int LastApplied(DbConnection connection) => connection.ExecuteScalar<int?>("SELECT max(number) FROM migrations") ?? 0;

    private static IEnumerable<string> Statements(Script script) =>
        EndOfStatement().Split(script.Sql).Where(statement => !string.IsNullOrWhiteSpace(statement));

    private static List<Script> Scripts(SqlDialect dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.Contains($".Migrations.{dialect.Name}.", StringComparison.Ordinal))
            .Select(name => LoadScript(assembly, name))
            .OrderBy(script => script.Number)];
    }

    private static Script LoadScript(Assembly assembly, string resource)
    {
        var name = resource[(resource.LastIndexOf('.', resource.Length - 5) + 1)..^4];
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Script(int.Parse(name.Split('_')[0]), name, reader.ReadToEnd());
    }

    /// <summary>A semicolon at the end of a line; a comment may follow it.</summary>
    [GeneratedRegex(@";[ \t]*(--[^\n]*)?\r?(\n|\z)", RegexOptions.ExplicitCapture)]
    private static partial Regex EndOfStatement();
}
