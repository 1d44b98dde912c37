using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>Names: of tables, columns, parameters and functions.</summary>
internal sealed partial class StatementCheck
{
    /// <summary>Those that SQL Server 2019 and Babelfish both have, and that are called so on SQLite and PostgreSQL too.</summary>
    private static readonly string[] Functions =
        ["abs", "avg", "count", "lag", "lead", "lower", "max", "min", "rank", "replace", "round", "row_number", "sum", "trim", "upper"];

    /// <summary>What the dialect of SQL Server asks besides.</summary>
    private static readonly string[] ItsOwnFunctions = ["DB_ID", "APPLOCK_MODE", "OBJECT_ID", "SCHEMA_ID"];

    private Scope? scope;

    public override void ExplicitVisit(ColumnReferenceExpression node)
    {
        if (node.ColumnType == ColumnType.Wildcard) return; // count(*)
        if (node.ColumnType != ColumnType.Regular) throw new NoTSqlException($"A {node.ColumnType} column");
        switch (node.MultiPartIdentifier.Identifiers)
        {
            case [var column]:
                ExpectOne(column.Value);
                break;
            case [var source, var column]:
                var columns = scope?.Find(source.Value)
                    ?? throw new NoTSqlException($"{source.Value}.{column.Value}: there is no {source.Value} here");
                if (!columns.Contains(column.Value)) throw new NoTSqlException($"{source.Value} has no column {column.Value}");
                break;
            default:
                throw new NoTSqlException("A column's name has more than two parts");
        }
    }

    public override void ExplicitVisit(VariableReference node)
    {
        if (!parameters.Contains(node.Name[1..], StringComparer.OrdinalIgnoreCase))
            throw new NoTSqlException($"Nobody supplies {node.Name}");
    }

    /// <summary>The name that a procedure gives its parameter is none of ours.</summary>
    public override void ExplicitVisit(ExecuteParameter node) => node.ParameterValue.Accept(this);

    public override void ExplicitVisit(FunctionCall node)
    {
        if (!Functions.Contains(node.FunctionName.Value) && !ItsOwnFunctions.Contains(node.FunctionName.Value))
            throw new NoTSqlException($"{node.FunctionName.Value} is none of the functions that all engines have");
        node.AcceptChildren(this);
    }

    private void Bind(TableReference source, Scope sources)
    {
        switch (source)
        {
            case NamedTableReference { SchemaObject: var name, TableHints.Count: 0 } table:
                var own = name.BaseIdentifier.Value;
                sources.Add(
                    table.Alias?.Value ?? own,
                    name.SchemaIdentifier is null && common.TryGetValue(own, out var known) ? known : schema.Find(name).Names);
                break;
            case QueryDerivedTable { Columns.Count: 0, Alias.Value: var alias } derived:
                sources.Add(alias, Named(derived.QueryExpression, alias));
                break;
            case OpenJsonTableReference { SchemaDeclarationItems.Count: 0 } json:
                json.Variable.Accept(this);
                sources.Add(json.Alias.Value, ["key", "value", "type"]);
                break;
            case JoinTableReference join and (QualifiedJoin or UnqualifiedJoin { UnqualifiedJoinType: UnqualifiedJoinType.CrossJoin }):
                Bind(join.FirstTableReference, sources);
                Bind(join.SecondTableReference, sources);
                if (join is QualifiedJoin { SearchCondition: var condition }) Within(sources, () => condition.Accept(this));
                break;
            default:
                throw new NoTSqlException($"{source.GetType().Name} is no source of rows that this check knows");
        }
    }

    private void ExpectOne(string column)
    {
        for (var around = scope; around is not null; around = around.Outer)
        {
            var holders = around.HoldersOf(column);
            if (holders == 1) return;
            if (holders > 1) throw new NoTSqlException($"Column {column} is in several tables");
        }
        throw new NoTSqlException($"There is no column {column} here");
    }

    private static string NameIn(ColumnReferenceExpression column) => column.MultiPartIdentifier.Identifiers is [var name]
        ? name.Value
        : throw new NoTSqlException("A column that is written is named with its table");

    private void Within(Scope? inner, Action visit)
    {
        var outer = scope;
        scope = inner;
        visit();
        scope = outer;
    }

    /// <summary>The sources of one query, and those of the query around it.</summary>
    private sealed class Scope(Scope? outer)
    {
        private readonly Dictionary<string, IReadOnlyList<string>> sources = new(StringComparer.Ordinal);

        public Scope? Outer => outer;

        public void Add(string name, IReadOnlyList<string> columns)
        {
            if (!sources.TryAdd(name, columns)) throw new NoTSqlException($"Two sources of one query are named {name}");
        }

        public IReadOnlyList<string>? Find(string name) => sources.GetValueOrDefault(name) ?? outer?.Find(name);

        public int HoldersOf(string column) => sources.Values.Count(columns => columns.Contains(column));

        public IEnumerable<string?> All(string? name) => name is null
            ? sources.Values.SelectMany(columns => columns)
            : Find(name) ?? throw new NoTSqlException($"{name}.*: there is no {name} here");
    }
}
