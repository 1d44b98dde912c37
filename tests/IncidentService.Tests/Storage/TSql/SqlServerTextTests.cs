using IncidentService.Storage.Dialects;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>
/// T-SQL that no change issues: what administrators run, and what a copy asks of the schema. Microsoft's parser takes it.
/// </summary>
public sealed class SqlServerTextTests
{
    [Theory]
    [InlineData("logins.sql")]
    [InlineData("roles.sql")]
    public void The_scripts_for_administrators_can_be_parsed(string script) =>
        Assert.NotEmpty(StatementCheck.Parse(File.ReadAllText(Repository.File("deploy", "sqlserver", script))));

    [Fact]
    public void The_query_for_columns_can_be_parsed() => Assert.Single(StatementCheck.Parse(new SqlServer().Columns));
}
