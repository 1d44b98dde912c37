using System.Text.Json.Nodes;
using Dapper;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

/// <summary>The audit trail on the command line, of a register that is served meanwhile.</summary>
public sealed class AuditCommandTests : IAsyncLifetime
{
    private RunningService service = null!;
    private string number = "";

    /// <summary>An incident that was opened and read: two entries.</summary>
    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start();
        using var desk = await service.Client("email");
        number = await desk.Open();
        await desk.Get("/v1/incidents/" + number);
        await service.SealAudit();
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_complete_chain_is_verified_against_a_recorded_head()
    {
        var head = (await Run("head")).Expect(0).Trim();
        var verified = JsonNode.Parse((await Run("verify", "--json", "--head", head)).Expect(0))!;

        Assert.Equal($"{await service.Store.Read(session => session.FindAuditHead())}", head);
        Assert.Equal(head, $"{verified["head"]!["sequence"]}:{verified["head"]!["hash"]}");
        Assert.Equal(("true", "2"), (verified["holds"]!.ToString(), verified["entries"]!.ToString()));
    }

    [Fact]
    public async Task An_altered_entry_and_a_truncated_chain_exit_with_code_3()
    {
        var head = await service.Store.Read(session => session.FindAuditHead());
        using (var connection = service.Register.Open())
        {
            connection.Execute(service.DropAuditTriggers);
            connection.Execute("UPDATE audit_entries SET agent = 'Somebody else' WHERE sequence = 1");
            connection.Execute("DELETE FROM audit_entries WHERE sequence = 2");
        }

        var output = (await Run("verify", "--head", $"{head}")).Expect(3);

        Assert.Contains("BROKEN  entry 1 was altered", output);
        Assert.Contains("BROKEN  the chain ends at 1, and entry 2 was noted before", output);
        Assert.Contains("--head", (await Run("verify", "--head", "12")).ExpectOneLine(2));
    }

    [Fact]
    public async Task Entries_are_listed_by_incident_and_exported_in_the_order_of_the_chain()
    {
        var listed = Lines(await Run("list", "--incident", number));
        var exported = Lines(await Run("export")).Select(line => JsonNode.Parse(line)!).ToList();

        var items = JsonNode.Parse((await Run("list", "--incident", number, "--json")).Expect(0))!["items"]!.AsArray();

        Assert.Equal(2, listed.Length);
        Assert.Equal(["getIncident", "openIncident"], items.Select(entry => entry!["operation"]!.ToString()));
        Assert.Contains("openIncident  201", listed[1]);
        Assert.Contains("from 127.0.0.1", listed[1]);
        Assert.Equal(["1", "2"], exported.Select(entry => entry["sequence"]!.ToString()));
        Assert.Equal(exported[0]["hash"]!.ToString(), exported[1]["previous"]!.ToString());
        Assert.Contains("--incident", (await Run("list", "--incident", "12")).ExpectOneLine(2));
    }

    [Fact]
    public async Task Changes_on_the_command_line_are_recorded_with_the_operating_system_user()
    {
        (await CommandRun.Run(service.File, "keys", "add", "--name", "Till", "--channel", "store", "--scopes", "read", "--quiet")).Expect(0);

        Assert.Equal(
            Environment.UserName, service.Register.Scalar<string>("SELECT agent FROM audit_entries WHERE operation = 'keys add'"));
    }

    [Fact]
    public async Task Pruned_entries_go_into_an_archive_that_is_verified_with_the_remaining_chain()
    {
        var head = await service.Store.Read(session => session.FindAuditHead());
        var archive = service.File + ".archive";

        var output = (await Run("prune", "--archive", archive, "--before", Now())).Expect(0);

        Assert.Contains("1 entries removed.", output);
        Assert.Contains("The chain continues from 1:", output);
        Assert.Contains("openIncident", Assert.Single(await File.ReadAllLinesAsync(archive)), StringComparison.Ordinal);
        await service.SealAudit();
        Assert.Contains("Pruned up to: 1:", (await Run("verify", "--archive", archive, "--head", $"{head}")).Expect(0));
        var left = Lines(await Run("export")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["2", "3"], left.Select(entry => entry["sequence"]!.ToString()));
        Assert.Equal(JsonNode.Parse(await File.ReadAllTextAsync(archive))!["hash"]!.ToString(), left[0]["previous"]!.ToString());

        await File.WriteAllTextAsync(archive, (await File.ReadAllTextAsync(archive)).Replace("openIncident", "getIncident"));
        Assert.Contains("line 1 was altered", (await Run("verify", "--archive", archive)).Expect(3));
        Assert.Contains("--before", (await Run("prune", "--discard", "--before", Later(TimeSpan.FromHours(1)))).ExpectOneLine(2));
    }

    [Fact]
    public async Task Only_entries_beyond_the_configured_age_are_pruned_and_only_with_an_archive_path()
    {
        var keeping = ServiceProcess.Program(service.File, "audit", "prune", "--discard", "--before", Now());
        keeping.Environment["Audit__KeepDays"] = "36500";
        Assert.Contains("--before must be", (await CommandRun.Run(keeping)).ExpectOneLine(2));
        var younger = ServiceProcess.Program(service.File, "audit", "prune", "--discard");
        younger.Environment["Audit__KeepDays"] = "36500";
        Assert.Contains("0 entries removed.", (await CommandRun.Run(younger)).Expect(0));
        Assert.Contains("Audit:KeepDays is not set", (await Run("prune", "--discard")).ExpectOneLine(2));
        Assert.Contains("--archive", (await Run("prune", "--before", Now())).ExpectOneLine(2));
    }

    private static string Now() => Later(TimeSpan.Zero);

    private static string Later(TimeSpan wait) => DateTimeOffset.UtcNow.Add(wait).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private static string[] Lines(CommandRun run) => run.Expect(0).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<CommandRun> Run(params string[] arguments) => CommandRun.Run(service.File, ["audit", .. arguments]);
}
