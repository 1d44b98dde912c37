using System.Data.Common;
using IncidentService.Storage;
using IncidentService.Storage.Dialects;
using IncidentService.Tests.Infrastructure;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.TransactSql.ScriptDom;

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

    /// <summary>Each by its name: see deploy/sqlserver/roles.sql. A migration that adds a column has to add it there.</summary>
    [Fact]
    public void The_serving_user_may_change_of_audit_entries_their_place_in_the_chain_alone()
    {
        var statements = StatementCheck.Parse(File.ReadAllText(Repository.File("deploy", "sqlserver", "roles.sql")));
        var rights = new RightsToUpdate("audit_entries");
        foreach (var statement in statements) statement.Accept(rights);

        Assert.Equal(["hash", "sequence"], rights.Granted.Order());
        var others = Schema.Migrated.Tables.Single(table => table.Name == "audit_entries").Names.Except(["hash", "sequence"]);
        Assert.Equal(others.Order(), rights.Denied.Order());
    }

    /// <summary>As Directory.Build.props says for all programs; SlowReaderTests fails on SQL Server otherwise.</summary>
    [Theory]
    [InlineData("Switch.Microsoft.Data.SqlClient.UseCompatibilityAsyncBehaviour")]
    [InlineData("Switch.Microsoft.Data.SqlClient.UseCompatibilityProcessSni")]
    public void The_driver_does_not_read_by_its_older_way_which_loses_its_place_in_long_values(string older)
    {
        Assert.True(AppContext.TryGetSwitch(older, out var isOn));
        Assert.False(isOn);
    }

    [Fact]
    public void The_query_for_columns_can_be_parsed() => Assert.Single(StatementCheck.Parse(new SqlServer().Columns));

    [Fact]
    public void Queries_at_one_moment_can_be_parsed() =>
        Assert.Equal(7, StatementCheck.Parse(new SqlServer().AtOneMoment("SELECT 1 AS one; SELECT 2 AS two")!).Count());

    [Fact]
    public async Task The_writes_of_a_change_are_one_text_that_begins_and_commits()
    {
        await using var connection = new ServerConnection(new SqlConnection());
        await using var batch = new SqlServer().CreateBatch(connection);
        await batch.Add(new PendingWrite(
            "UPDATE incidents SET version = @Version WHERE id = @Id AND version = @Version - 1", new { Id = 1L, Version = 2L },
            MustAffectOne: true));
        await batch.Add(new PendingWrite(
            "DELETE FROM words WHERE incident_id = @id AND word IN @words; DELETE FROM texts WHERE owner_id = @id",
            new { id = 1L, words = new[] { "one", "two" } }, MustAffectOne: false));

        await using var command = Assert.Single(((BatchText)batch).CreateCommands());

        Assert.Equal(8, StatementCheck.Parse(command.CommandText).Count());
        Assert.Contains("WHERE id = @Id_1 AND version = @Version_1 - 1; IF @@ROWCOUNT <> 1 THROW", command.CommandText);
        Assert.Contains("word IN (@words1_2,@words2_2)", command.CommandText);
        var names = command.Parameters.Cast<DbParameter>().Select(parameter => parameter.ParameterName);
        Assert.Equal(["@Id_1", "@Version_1", "@id_2", "@words1_2", "@words2_2"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Writes_with_more_parameters_than_a_text_may_have_are_several_texts_in_one_transaction()
    {
        await using var connection = new ServerConnection(new SqlConnection());
        await using var batch = new SqlServer().CreateBatch(connection);
        var rows = Enumerable.Range(1, BatchText.MostParameters).Select(id => new { id, word = "word" });
        await batch.Add(new PendingWrite(
            "INSERT INTO words (word, incident_id) VALUES (@word, @id)", rows.ToList(), MustAffectOne: false));

        var commands = ((BatchText)batch).CreateCommands();

        Assert.Equal(2, commands.Count);
        Assert.All(commands, command => Assert.InRange(command.Parameters.Count, 1, BatchText.MostParameters));
        Assert.DoesNotContain(commands, command => command.CommandText.Contains("COMMIT", StringComparison.Ordinal));
    }

    /// <summary>The columns of a table that a script grants or denies to be updated.</summary>
    private sealed class RightsToUpdate(string table) : TSqlFragmentVisitor
    {
        public List<string> Granted { get; } = [];
        public List<string> Denied { get; } = [];

        public override void Visit(GrantStatement node) => Granted.AddRange(ColumnsOf(node));

        public override void Visit(DenyStatement node) => Denied.AddRange(ColumnsOf(node));

        private IEnumerable<string> ColumnsOf(SecurityStatement node) =>
            node.SecurityTargetObject?.ObjectName.MultiPartIdentifier.Identifiers[^1].Value == table
                ? from permission in node.Permissions
                  where permission.Identifiers is [{ Value: "UPDATE" }]
                  from column in permission.Columns
                  select column.Value
                : [];
    }
}
