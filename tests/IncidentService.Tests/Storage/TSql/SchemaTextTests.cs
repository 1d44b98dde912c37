using Dapper;
using IncidentService.Storage.Dialects;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>The migrations for SQL Server, read by its parser.</summary>
public sealed class SchemaTextTests(SqliteFixture desks) : IClassFixture<SqliteFixture>
{
    /// <summary>What only engines have that commit side by side, and what is there while a copy is made.</summary>
    private static readonly string[] OfServers = ["commits", "copying"];

    [Fact]
    public void The_migrations_make_the_same_tables_and_columns_as_on_SQLite()
    {
        using var connection = desks.Service.Register.Open();
        var here = connection.Query<(string Table, string Column)>(
            "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'");

        var there = Schema.Migrated.Tables.Where(table => !OfServers.Contains(table.Name))
            .SelectMany(table => table.Names.Select(column => (table.Name, column)));

        Assert.Equal(here.Order(), there.Order());
    }

    [Theory]
    [InlineData("CREATE TABLE t (a nvarchar(451) NOT NULL PRIMARY KEY)", "902 bytes, and 900 are the most")]
    [InlineData("CREATE TABLE t (a nvarchar(250) NOT NULL, b nvarchar(201) NOT NULL, PRIMARY KEY (a, b))", "902 bytes, and 900 are the most")]
    [InlineData("CREATE TABLE t (a bigint NULL PRIMARY KEY)", "in the primary key, and may be NULL")]
    [InlineData("CREATE TABLE t (a nvarchar(max) NOT NULL); CREATE INDEX i ON t (a)", "a is too long for an index")]
    [InlineData("CREATE TABLE t (a nvarchar(851) NOT NULL); CREATE INDEX i ON t (a)", "1702 bytes, and 1700 are the most")]
    [InlineData("CREATE TABLE t (a bigint NOT NULL); CREATE INDEX i ON t (b)", "t has no column b")]
    [InlineData("CREATE TABLE t (a bigint NOT NULL); CREATE INDEX i ON t (a) WHERE b IS NULL", "t has no column b")]
    [InlineData("CREATE TABLE t (a bigint NOT NULL); CREATE INDEX i ON t (a) WHERE a = 1 OR a = 2", "Incorrect syntax")]
    [InlineData("CREATE TABLE t (a bigint NOT NULL, b AS (a + 1)); CREATE INDEX i ON t (a) WHERE b > 1", "is computed")]
    [InlineData("CREATE TABLE t (a bigint NOT NULL, INDEX i (a))", "an index within its definition")]
    [InlineData("CREATE INDEX i ON t (a)", "There is no table t")]
    [InlineData("CREATE TABLE t (a text NOT NULL)", "of which this check knows no width")]
    [InlineData("CREATE TABLE t (a bigint NOT NULL); INSERT INTO t (b) VALUES (1)", "t has no column b")]
    [InlineData("ALTER TABLE t ADD COLUMN a bigint", "Incorrect syntax")]
    [InlineData("DROP TABLE t", "There is no table t")]
    [InlineData(
        "CREATE TABLE t (a bigint NOT NULL); ALTER TABLE t ALTER COLUMN a bigint NOT NULL", "none of the statements that migrations have")]
    public void A_migration_that_SQL_Server_would_refuse_is_reported(string script, string fault) =>
        Assert.Contains(fault, Assert.Throws<NoTSqlException>(() => Schema.Of([script])).Message);

    [Fact]
    public void The_statements_that_prepare_and_lock_a_database_are_TSql()
    {
        var dialect = new SqlServer();

        Assert.All(
            [dialect.Prepare, dialect.BeginMigration, dialect.EndMigration("COMMIT"), dialect.EndMigration("ROLLBACK"), dialect.CountMigrationsTable],
            text => Assert.Null(StatementCheck.Fault(text, [])));
    }
}
