using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>SQL Server, or Babelfish, would refuse this.</summary>
internal sealed class NoTSqlException(string fault) : Exception(fault);

/// <summary>
/// Holds statements against Microsoft's own parser, the schema that the migrations make, and the parameters that come with them. What it
/// does not know it refuses. This part says which statements there are; the others follow queries and names.
/// </summary>
internal sealed partial class StatementCheck : TSqlFragmentVisitor
{
    private readonly Schema schema;
    private readonly IReadOnlyCollection<string> parameters;

    private StatementCheck(Schema schema, IReadOnlyCollection<string> parameters) => (this.schema, this.parameters) = (schema, parameters);

    /// <summary>The first thing that is wrong with these statements; null where nothing is.</summary>
    public static string? Fault(string text, IReadOnlyCollection<string> parameters)
    {
        try
        {
            if (parameters.Distinct(StringComparer.OrdinalIgnoreCase).Count() < parameters.Count)
                throw new NoTSqlException("Two parameters differ in case alone");
            foreach (var statement in Parse(text)) new StatementCheck(Schema.Migrated, parameters).Check(statement);
            return null;
        }
        catch (NoTSqlException fault)
        {
            return $"{fault.Message}: {text}";
        }
    }

    public static IEnumerable<TSqlStatement> Parse(string text)
    {
        using var reader = new StringReader(text);
        var script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        if (errors is [var first, ..]) throw new NoTSqlException($"{first.Message} (line {first.Line}, column {first.Column})");
        script.Accept(new NewerThan2022());
        return script.Batches.SelectMany(batch => batch.Statements);
    }

    /// <summary>A statement of the migrations, held against what those before it have made.</summary>
    public static void Check(TSqlStatement statement, Schema schema) => new StatementCheck(schema, []).Check(statement);

    private void Check(TSqlStatement statement)
    {
        switch (statement)
        {
            case SelectStatement { Into: null } or InsertStatement or UpdateStatement or DeleteStatement:
            case BeginTransactionStatement or CommitTransactionStatement or RollbackTransactionStatement or ExecuteStatement:
                statement.Accept(this);
                break;
            case IfStatement choice:
                choice.Predicate.Accept(this);
                Check(choice.ThenStatement);
                if (choice.ElseStatement is { } otherwise) Check(otherwise);
                break;
            case ThrowStatement { ErrorNumber: not VariableReference, Message: not VariableReference, State: not VariableReference }:
                break;
            case CreateTableStatement made:
                schema.Find(made.SchemaObjectName);
                break;
            case DropTableStatement dropped:
                foreach (var table in dropped.Objects) schema.Find(table);
                break;
            default:
                throw new NoTSqlException($"{statement.GetType().Name} is none of the statements that a repository issues");
        }
    }

    public override void ExplicitVisit(SelectStatement node)
    {
        AddCommon(node.WithCtesAndXmlNamespaces);
        Columns(node.QueryExpression);
    }

    public override void ExplicitVisit(InsertSpecification node)
    {
        var table = TargetOf(node);
        var written = node.Columns.Select(column => table.Writable(NameIn(column))).ToList();
        if (written.Count == 0) throw new NoTSqlException($"INSERT into {table.Name} does not name its columns");
        if (table.Columns.FirstOrDefault(column => column.MustBeGiven && !written.Contains(column)) is { } missing)
            throw new NoTSqlException($"INSERT gives {table.Name}.{missing.Name} no value");
        foreach (var given in WidthsOf(node.InsertSource))
        {
            if (given != written.Count)
                throw new NoTSqlException($"INSERT into {table.Name} names {written.Count} columns and gives {given}");
        }
        VisitOutput(node, table);
    }

    private IEnumerable<int> WidthsOf(InsertSource source)
    {
        if (source is SelectInsertSource { Select: var query }) return [Columns(query).Count];
        if (source is not ValuesInsertSource { IsDefaultValues: false } values)
            throw new NoTSqlException("INSERT neither from VALUES nor from SELECT");
        values.AcceptChildren(this);
        return values.RowValues.Select(row => row.ColumnValues.Count);
    }

    public override void ExplicitVisit(UpdateSpecification node)
    {
        var table = TargetOf(node);
        Within(SourcesOf(node, table), () =>
        {
            foreach (var clause in node.SetClauses)
            {
                if (clause is not AssignmentSetClause { Column: { } column, Variable: null } assignment)
                    throw new NoTSqlException("SET of something that is no column");
                table.Writable(NameIn(column));
                assignment.NewValue.Accept(this);
            }
            node.WhereClause?.Accept(this);
        });
        VisitOutput(node, table);
    }

    public override void ExplicitVisit(DeleteSpecification node)
    {
        var table = TargetOf(node);
        Within(SourcesOf(node, table), () => node.WhereClause?.Accept(this));
        VisitOutput(node, table);
    }

    /// <summary>A table by its name; never what a query makes, which Babelfish does not write through.</summary>
    private Table TargetOf(DataModificationSpecification node) => node.Target is NamedTableReference { Alias: null } named
        ? schema.Find(named.SchemaObject)
        : throw new NoTSqlException("What is written is no table");

    private Scope SourcesOf(UpdateDeleteSpecificationBase node, Table table)
    {
        var sources = new Scope(null);
        sources.Add(table.Name, table.Names);
        foreach (var source in node.FromClause?.TableReferences ?? []) Bind(source, sources);
        return sources;
    }

    private void VisitOutput(DataModificationSpecification node, Table table)
    {
        if (node.OutputIntoClause is not null) throw new NoTSqlException("OUTPUT INTO");
        var written = new Scope(null);
        if (node is not DeleteSpecification) written.Add("inserted", table.Names);
        if (node is not InsertSpecification) written.Add("deleted", table.Names);
        Within(written, () => node.OutputClause?.Accept(this));
    }
}
