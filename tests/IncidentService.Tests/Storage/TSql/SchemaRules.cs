using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>What SQL Server says to columns, keys and indexes beyond their grammar, and what Babelfish refuses among them.</summary>
internal static class SchemaRules
{
    private const int MostBytesOfClusteredKey = 900;
    private const int MostBytesOfIndexKey = 1_700;

    public static void Define(Table table, TableDefinition definition)
    {
        if (definition.Indexes.Count > 0) throw new NoTSqlException($"{table.Name} has an index within its definition");
        foreach (var column in definition.ColumnDefinitions)
        {
            if (column.Index is not null) throw new NoTSqlException($"{table.Name} has an index within its definition");
            table.Add(ColumnOf(column));
            if (column.Constraints.OfType<UniqueConstraintDefinition>().Any()) ExpectKey(table, [column.ColumnIdentifier.Value]);
        }
        foreach (var constraint in definition.TableConstraints)
        {
            if (constraint is not UniqueConstraintDefinition { IsPrimaryKey: true } key)
                throw new NoTSqlException($"{table.Name} has a constraint that is no primary key");
            ExpectKey(table, key.Columns.Select(column => NameOf(column.Column)));
        }
    }

    public static void Expect(CreateIndexStatement index, Table table)
    {
        var what = $"{table.Name}.{index.Name.Value}";
        ExpectBytes(
            what,
            index.Columns.Select(column => table.Find(NameOf(column.Column))),
            index.Clustered == true ? MostBytesOfClusteredKey : MostBytesOfIndexKey);
        foreach (var included in index.IncludeColumns) table.Find(NameOf(included));
        index.FilterPredicate?.Accept(new FilterRules(table));
    }

    private static void ExpectKey(Table table, IEnumerable<string> names)
    {
        var columns = names.Select(table.Find).ToList();
        if (columns.Find(column => column.IsNullable) is { } nullable)
            throw new NoTSqlException($"{table.Name}.{nullable.Name} is in the primary key, and may be NULL");
        ExpectBytes($"The primary key of {table.Name}", columns, MostBytesOfClusteredKey);
    }

    private static void ExpectBytes(string what, IEnumerable<Column> columns, int most)
    {
        var bytes = columns.Sum(column => column.Bytes ?? throw new NoTSqlException($"{what}: {column.Name} is too long for an index"));
        if (bytes > most) throw new NoTSqlException($"{what} may have {bytes} bytes, and {most} are the most");
    }

    private static Column ColumnOf(ColumnDefinition column)
    {
        var name = column.ColumnIdentifier.Value;
        var isComputed = column.ComputedColumnExpression is not null;
        var bytes = isComputed ? sizeof(long) : BytesOf(name, (SqlDataTypeReference)column.DataType); // they are differences of instants
        var isNullable = column.Constraints.OfType<NullableConstraintDefinition>().SingleOrDefault()?.Nullable ?? true;
        return new Column(name, bytes, isNullable, isComputed, HasDefault: column.DefaultConstraint is not null);
    }

    private static int? BytesOf(string name, SqlDataTypeReference type) => type switch
    {
        { SqlDataTypeOption: SqlDataTypeOption.BigInt } => sizeof(long),
        { SqlDataTypeOption: SqlDataTypeOption.Bit } => 1,
        { Parameters: [MaxLiteral] } => null,
        { SqlDataTypeOption: SqlDataTypeOption.NVarChar, Parameters: [IntegerLiteral length] } =>
            2 * int.Parse(length.Value, CultureInfo.InvariantCulture),
        { SqlDataTypeOption: SqlDataTypeOption.VarChar or SqlDataTypeOption.VarBinary, Parameters: [IntegerLiteral length] } =>
            int.Parse(length.Value, CultureInfo.InvariantCulture),
        _ => throw new NoTSqlException($"{name} is {type.SqlDataTypeOption}, of which this check knows no width"),
    };

    private static string NameOf(ColumnReferenceExpression column) => column.MultiPartIdentifier.Identifiers[^1].Value;

    /// <summary>
    /// The condition of an index: stored columns of its table, compared with what is written there, one condition and another.
    /// </summary>
    private sealed class FilterRules(Table table) : TSqlFragmentVisitor
    {
        public override void Visit(ColumnReferenceExpression node) => table.Writable(NameOf(node));

        public override void Visit(BooleanBinaryExpression node)
        {
            if (node.BinaryExpressionType == BooleanBinaryExpressionType.Or)
                throw new NoTSqlException($"An index of {table.Name} has OR in its condition");
        }

        public override void Visit(FunctionCall node) =>
            throw new NoTSqlException($"An index of {table.Name} has a function in its condition");
    }
}
