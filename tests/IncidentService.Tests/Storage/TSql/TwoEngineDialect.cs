using System.Data;
using System.Data.Common;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>
/// What differs between SQLite and SQL Server, said for both at once: the first half is run, the second is checked. As the dialect of a
/// server it also does what only servers do, such as locking incidents, over a SQLite file.
/// </summary>
internal sealed class TwoEngineDialect(Statements statements, bool serves) : ServerDialect
{
    private static readonly Sqlite Here = new();
    private static readonly SqlServer There = new();

    public TwoEngineDialect(Statements statements) : this(statements, serves: true) { }

    /// <summary>The migrations that SQL Server has and SQLite has not.</summary>
    public static IEnumerable<string> ScriptsOfServers()
    {
        var assembly = typeof(Migrator).Assembly;
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.Contains($".{There.Name}.")
                || assembly.GetManifestResourceInfo(name.Replace($".{There.Name}.", $".{Here.Name}.")) is not null)
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }

    public override string Name => Here.Name;

    public override string Take => TwoEngineText.Of(Here.Take, There.Take);

    public override string ParameterAtSql(string place) => TwoEngineText.Of(Here.ParameterAtSql(place), There.ParameterAtSql(place));

    public override string Values => TwoEngineText.Of(Here.Values, There.Values);

    public override string InListSql(string parameter) => TwoEngineText.Of(Here.InListSql(parameter), There.InListSql(parameter));

    public override string? LockIncidents(string ids) =>
        serves ? TwoEngineText.Of($"SELECT id FROM incidents WHERE id IN ({ids})", There.LockIncidents(ids)) : Here.LockIncidents(ids);

    /// <summary>The writes go one by one, so that each is seen.</summary>
    public override bool LocksWhenWriting => serves;

    public override bool DeletesFormerCards => !serves;

    public override IsolationLevel FeedPositionIsolation => Here.FeedPositionIsolation;

    public override string BeginMigration => TwoEngineText.Of(Here.BeginMigration, There.BeginMigration);

    public override string EndMigration(string how) => TwoEngineText.Of(Here.EndMigration(how), There.EndMigration(how));

    public override string CountMigrationsTable => TwoEngineText.Of(Here.CountMigrationsTable, There.CountMigrationsTable);

    public override string Columns => TwoEngineText.Of(Here.Columns, There.Columns);

    public override string Prepare => TwoEngineText.Of("SELECT 1", There.Prepare);

    public override DbDataSource Connect(string connectionString) => new TwoEngineSource(connectionString, statements);

    public override bool IsConflict(DbException exception) =>
        Sqlite.IsConstraint(exception) || (exception is SqliteException sqlite && Sqlite.IsBusy(sqlite));

    public override bool IsTransient(DbException exception) => false;

    public override string Reason(DbException exception) => "SQLite fails: " + exception.Message;
}
