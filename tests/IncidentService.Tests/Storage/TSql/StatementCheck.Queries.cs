using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>Queries: which columns each one has, and what may stand in it.</summary>
internal sealed partial class StatementCheck
{
    /// <summary>The queries that WITH names.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> common = new(StringComparer.Ordinal);

    public override void ExplicitVisit(QuerySpecification node) => Columns(node);

    public override void ExplicitVisit(BinaryQueryExpression node) => Columns(node);

    public override void ExplicitVisit(ScalarSubquery node)
    {
        if (Columns(node.QueryExpression).Count != 1) throw new NoTSqlException("A query that stands for a value has several columns");
    }

    /// <summary>An EXISTS asks for no value: its query may have any columns.</summary>
    public override void ExplicitVisit(ExistsPredicate node) => Columns(node.Subquery.QueryExpression);

    private void AddCommon(WithCtesAndXmlNamespaces? with)
    {
        foreach (var query in with?.CommonTableExpressions ?? [])
            common.Add(query.ExpressionName.Value, Named(query.QueryExpression, query.ExpressionName.Value));
    }

    /// <summary>The columns of a query that is a table to another one: each has a name, and no two have the same.</summary>
    private List<string> Named(QueryExpression query, string name)
    {
        var columns = Columns(query);
        var nameless = columns.IndexOf(null);
        if (nameless >= 0) throw new NoTSqlException($"Column {nameless + 1} of {name} has no name");
        if (columns.GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new NoTSqlException($"{name} has two columns {twice.Key}");
        return columns!;
    }

    /// <summary>Checks a query; null stands for a column without a name.</summary>
    private List<string?> Columns(QueryExpression query) => query switch
    {
        QuerySpecification select => Columns(select),
        BinaryQueryExpression union => Columns(union),
        QueryParenthesisExpression parenthesis => Columns(parenthesis.QueryExpression),
        _ => throw new NoTSqlException($"{query.GetType().Name} is no query that this check knows"),
    };

    private List<string?> Columns(BinaryQueryExpression union)
    {
        var columns = Columns(union.FirstQueryExpression);
        if (Columns(union.SecondQueryExpression).Count != columns.Count)
            throw new NoTSqlException("The two sides of a UNION have not the same number of columns");
        foreach (var element in union.OrderByClause?.OrderByElements ?? [])
        {
            if (!columns.Contains(BareName(element.Expression)))
                throw new NoTSqlException("ORDER BY of a UNION by something that is none of its columns");
        }
        VisitOffset(union);
        return columns;
    }

    private List<string?> Columns(QuerySpecification select)
    {
        var sources = new Scope(scope);
        foreach (var source in select.FromClause?.TableReferences ?? []) Bind(source, sources);
        var columns = select.SelectElements.SelectMany(element => ColumnsOf(element, sources)).ToList();
        Within(sources, () =>
        {
            foreach (var element in select.SelectElements) element.Accept(this);
            select.TopRowFilter?.Accept(this);
            select.WhereClause?.Accept(this);
            select.GroupByClause?.Accept(this);
            select.HavingClause?.Accept(this);
            foreach (var element in select.OrderByClause?.OrderByElements ?? []) VisitOrder(element.Expression, select, columns);
        });
        VisitOffset(select);
        return columns;
    }

    private static IEnumerable<string?> ColumnsOf(SelectElement element, Scope sources) => element switch
    {
        SelectStarExpression star => sources.All(star.Qualifier?.Identifiers[^1].Value),
        SelectScalarExpression { ColumnName: { } name } => [name.Value],
        SelectScalarExpression { Expression: ColumnReferenceExpression { MultiPartIdentifier: { } name } } => [name.Identifiers[^1].Value],
        SelectScalarExpression => [null],
        _ => throw new NoTSqlException($"{element.GetType().Name} is nothing to select"),
    };

    /// <summary>
    /// By a column of the answer, which has to be bare, or by an expression over the sources, which DISTINCT forbids unless it is selected.
    /// </summary>
    private void VisitOrder(ScalarExpression expression, QuerySpecification select, List<string?> columns)
    {
        if (BareName(expression) is { } name && columns.Contains(name)) return;
        expression.Accept(this);
        if (select.UniqueRowFilter != UniqueRowFilter.Distinct) return;
        var selected = select.SelectElements.OfType<SelectScalarExpression>().Select(element => TextOf(element.Expression));
        if (!selected.Contains(TextOf(expression)))
            throw new NoTSqlException($"ORDER BY {TextOf(expression)}, which SELECT DISTINCT does not select");
    }

    /// <summary>OFFSET and FETCH see no column of any query around them.</summary>
    private void VisitOffset(QueryExpression query) => Within(null, () => query.OffsetClause?.Accept(this));

    private static string? BareName(ScalarExpression expression) =>
        expression is ColumnReferenceExpression { MultiPartIdentifier.Identifiers: [var name] } ? name.Value : null;

    private static string TextOf(TSqlFragment fragment) => string.Concat(
        fragment.ScriptTokenStream.Take((fragment.FirstTokenIndex)..(fragment.LastTokenIndex + 1)).Select(token => token.Text));
}
