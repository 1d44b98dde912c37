using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>
/// What Microsoft's parser of SQL Server 2022 takes though that server does not: the operator || came with SQL Server 2025.
/// </summary>
internal sealed class NewerThan2022 : TSqlFragmentVisitor
{
    public override void Visit(BinaryExpression node) => Refuse(node.BinaryExpressionType == BinaryExpressionType.Concat);

    public override void Visit(AssignmentSetClause node) => Refuse(node.AssignmentKind == AssignmentKind.ConcatEquals);

    private static void Refuse(bool concatenates)
    {
        if (concatenates) throw new NoTSqlException("Incorrect syntax near ||, which SQL Server 2022 does not know");
    }
}
