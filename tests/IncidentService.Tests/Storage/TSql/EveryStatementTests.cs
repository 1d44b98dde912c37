using System.Text.RegularExpressions;
using IncidentService.Storage.Copying;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>
/// A statement that the check cannot see fails here: the tour has to lead to every call in the compiled service that runs SQL, and to every
/// piece of SQL that stands in the store, whatever condition puts it into a statement. It is made the way servers are worked with: changes
/// side by side, locks, places in the feed given afterwards; SQLite stands in for the server, and is told its own half.
/// </summary>
public sealed partial class EveryStatementTests : IAsyncLifetime
{
    /// <summary>
    /// Those that SQL Server never meets, and those that only send what was checked: SqlServerTextTests look at their text.
    /// </summary>
    private static readonly Type[] OfOtherEngines =
    [
        typeof(Postgres), typeof(Sqlite), typeof(SqliteFile), typeof(SqliteWriter), typeof(SqliteBackup), typeof(SqliteDamage),
        typeof(PreparedConnection), typeof(BatchQuery<>), typeof(QueryByKeys<>), typeof(WriteBatch), typeof(BatchOfCommands),
        typeof(BatchText), typeof(CurrentCardSql), typeof(StatementText),
    ];

    /// <summary>
    /// What a copy says is made of the tables that it finds: CopyTests say it on SQL Server itself, SqlServerTextTests to its parser.
    /// </summary>
    private static readonly string Copying = typeof(RegisterCopy).Namespace!;

    private readonly Statements statements = new(asServer: true);
    private RunningService service = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start(StatementTour.Settings, statements: statements);
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Every_statement_that_the_repository_can_issue_on_SQL_Server_is_checked()
    {
        using var desk = await service.Client("email", "read", "write", "approve", "redeem", "report", "admin");
        using var phone = await service.Client("phone");

        await new StatementTour(service, statements, desk, phone).Make();

        var sites = CallSites.All().Where(site => !OfOtherEngines.Contains(site.Type) && site.Type.Namespace != Copying).ToList();
        Assert.True(sites.Count > 100, $"Only {sites.Count} calls that run SQL were found");
        Assert.Empty(sites.Where(site => !statements.WasSeen(site)).Select(site => site.ToString()));
        Assert.Empty(UnseenPieces());
    }

    [Fact]
    public async Task A_call_that_the_tour_misses_is_reported()
    {
        Assert.NotNull(await service.Store.Read(session => session.ListKeys()));

        var unseen = CallSites.All().Where(site => !statements.WasSeen(site)).Select(site => site.ToString()).ToList();

        Assert.DoesNotContain("KeySql.ListKeys calls Query", unseen);
        Assert.Contains("LookupSql.ListLookups calls Query", unseen);
        Assert.Contains("l.channel = @Channel", UnseenPieces());
    }

    [Fact]
    public async Task A_statement_that_SQL_Server_would_refuse_is_never_run()
    {
        var refused = await Assert.ThrowsAsync<NoTSqlException>(() => service.Seed("UPDATE incidents SET colour = 1"));

        Assert.StartsWith("incidents has no column colour", refused.Message);
        Assert.Throws<Xunit.Sdk.EmptyException>(statements.ExpectNoneRefused);
        statements.ForgetRefused();
    }

    /// <summary>Pieces of SQL in the store that were in no statement. Dapper has unfolded lists by the time that one is seen.</summary>
    private List<string> UnseenPieces()
    {
        var seen = string.Join(
            '\n', statements.Texts.Concat(statements.Texts.Select(text => text.Replace("IN (@", "IN @", StringComparison.Ordinal))));
        return [..
            from literal in CallSites.Literals()
            where literal.Type.Namespace!.StartsWith("IncidentService.Storage", StringComparison.Ordinal)
                && !OfOtherEngines.Contains(literal.Type)
            where literal.Type.Namespace != Copying && literal.Text != new SqlServer().Columns
            where Sql().IsMatch(literal.Text) && !seen.Contains(literal.Text, StringComparison.Ordinal)
            select literal.Text];
    }

    [GeneratedRegex(@"\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|BY|AND|OR|IN|NOT|NULL|JOIN|UNION|CASE|OFFSET|EXEC)\b|[=<>] @")]
    private static partial Regex Sql();
}
