using IncidentService.Storage.Copying;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>A column of SQL Server. Bytes is null if it is too long for an index.</summary>
internal sealed record Column(string Name, int? Bytes, bool IsNullable, bool IsComputed, bool HasDefault)
{
    public bool MustBeGiven => !IsNullable && !IsComputed && !HasDefault;
}

internal sealed class Table(string name)
{
    private readonly List<Column> columns = [];

    public string Name => name;
    public IReadOnlyList<Column> Columns => columns;
    public IReadOnlyList<string> Names => [.. columns.Select(column => column.Name)];

    public void Add(Column column)
    {
        if (Names.Contains(column.Name)) throw new NoTSqlException($"{name} has two columns {column.Name}");
        columns.Add(column);
    }

    public Column Find(string column) =>
        columns.Find(known => known.Name == column) ?? throw new NoTSqlException($"{name} has no column {column}");

    public Column Writable(string column) =>
        Find(column) is { IsComputed: false } found
            ? found
            : throw new NoTSqlException($"{name}.{column} is computed, and nobody writes it");
}

/// <summary>
/// The tables that the migrations for SQL Server make, read off their text. Names are compared as they stand: a database may tell case.
/// </summary>
internal sealed class Schema
{
    private static readonly Lazy<Schema> OfMigrations = new(
        () => Of([Migrator.MigrationsTable, CopyProgress.Definition, .. Migrator.Statements(new SqlServer())]));

    private static readonly Dictionary<string, IReadOnlyList<string>> OfTheServer = new(StringComparer.Ordinal)
    {
        ["columns"] = ["object_id", "name", "column_id", "is_computed"],
        ["databases"] = ["database_id", "snapshot_isolation_state"],
        ["index_columns"] = ["object_id", "index_id", "column_id", "key_ordinal"],
        ["indexes"] = ["object_id", "index_id", "is_primary_key"],
        ["tables"] = ["name", "object_id", "schema_id"],
    };

    private readonly Dictionary<string, Table> tables = new(StringComparer.Ordinal);
    private readonly HashSet<string> indexes = new(StringComparer.Ordinal);
    private readonly HashSet<string> triggers = new(StringComparer.Ordinal);

    /// <exception cref="NoTSqlException">SQL Server would refuse a migration.</exception>
    public static Schema Migrated => OfMigrations.Value;

    public IEnumerable<Table> Tables => tables.Values;

    /// <summary>Follows statements as the migrations have them, each by itself.</summary>
    public static Schema Of(IEnumerable<string> statements)
    {
        var schema = new Schema();
        foreach (var statement in statements.SelectMany(StatementCheck.Parse)) schema.Follow(statement);
        return schema;
    }

    public Table Find(SchemaObjectName name) => name switch
    {
        { Identifiers: [var table] } =>
            tables.GetValueOrDefault(table.Value) ?? throw new NoTSqlException($"There is no table {table.Value}"),
        { Identifiers: [{ Value: "sys" }, var view] } when OfTheServer.TryGetValue(view.Value, out var columns) =>
            TableOf(view.Value, columns),
        _ => throw new NoTSqlException($"There is no table {string.Join('.', name.Identifiers.Select(part => part.Value))}"),
    };

    private static Table TableOf(string name, IReadOnlyList<string> columns)
    {
        var table = new Table(name);
        foreach (var column in columns) table.Add(new Column(column, null, IsNullable: false, IsComputed: true, HasDefault: false));
        return table;
    }

    private void Follow(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement create:
                var made = new Table(create.SchemaObjectName.BaseIdentifier.Value);
                if (!tables.TryAdd(made.Name, made)) throw new NoTSqlException($"Two tables are named {made.Name}");
                SchemaRules.Define(made, create.Definition);
                break;
            case AlterTableAddTableElementStatement alter:
                SchemaRules.Define(Find(alter.SchemaObjectName), alter.Definition);
                break;
            case DropTableStatement drop:
                foreach (var name in drop.Objects) tables.Remove(Find(name).Name);
                break;
            case CreateIndexStatement index:
                if (!indexes.Add($"{index.OnName.BaseIdentifier.Value}.{index.Name.Value}"))
                    throw new NoTSqlException($"Two indexes are named {index.Name.Value}");
                SchemaRules.Expect(index, Find(index.OnName));
                break;
            case DropIndexStatement drop:
                foreach (var index in drop.DropIndexClauses.Cast<DropIndexClause>())
                {
                    if (!indexes.Remove($"{index.Object.BaseIdentifier.Value}.{index.Index.Value}"))
                        throw new NoTSqlException($"No index is named {index.Index.Value}");
                }
                break;
            case CreateTriggerStatement trigger:
                Find(trigger.TriggerObject.Name);
                if (!triggers.Add(trigger.Name.BaseIdentifier.Value))
                    throw new NoTSqlException($"Two triggers are named {trigger.Name.BaseIdentifier.Value}");
                break;
            case DropTriggerStatement drop:
                foreach (var trigger in drop.Objects)
                {
                    if (!triggers.Remove(trigger.BaseIdentifier.Value))
                        throw new NoTSqlException($"No trigger is named {trigger.BaseIdentifier.Value}");
                }
                break;
            case InsertStatement or UpdateStatement or DeleteStatement:
                StatementCheck.Check(statement, this);
                break;
            default:
                throw new NoTSqlException($"{statement.GetType().Name} is none of the statements that migrations have");
        }
    }
}
