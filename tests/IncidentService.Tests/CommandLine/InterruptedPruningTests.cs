using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Audit;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

/// <summary>A pruning of several pages that is killed is continued by the same command, while the register is served.</summary>
public sealed class InterruptedPruningTests : IAsyncLifetime
{
    private const int Opened = 8;
    private const int Page = 10_000;
    private const int TornBytes = 100;

    private RunningService service = null!;
    private ApiClient desk = null!;
    private string number = "";

    private string Archive => service.File + ".archive";

    /// <summary>Eight entries, and as many as can be chosen of them five times.</summary>
    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start();
        desk = await service.Client("email");
        for (var entry = 0; entry < Opened; entry++) number = await desk.Open();
        await service.SealAudit();
        await service.Seed(
            """
            INSERT INTO audit_entries (id, occurred_at, kind, operation, status, times, key_id, agent_verified)
            SELECT row_number() OVER (ORDER BY a.id, b.id, c.id, d.id, e.id), a.occurred_at, a.kind, a.operation, a.status, a.times,
                a.key_id, a.agent_verified
            FROM audit_entries a CROSS JOIN audit_entries b CROSS JOIN audit_entries c CROSS JOIN audit_entries d
            CROSS JOIN audit_entries e
            """);
        await service.SealAudit();
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_pruning_that_was_killed_goes_on_and_the_archive_holds_every_entry_once()
    {
        var noted = await service.Store.Read(session => session.FindAuditHead());
        await KillBeforeItRemoves();
        Assert.Equal(0, (await Anchor()).Sequence);
        TearLastLine();
        await KillAfterItHasRemoved();

        Assert.InRange((await Anchor()).Sequence, Page, noted.Sequence);
        Assert.Empty((await service.VerifyAudit()).Faults);
        (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        await service.SealAudit();
        (await CommandRun.Run(Prune())).Expect(0);

        var anchor = await Anchor();
        Assert.InRange(anchor.Sequence, noted.Sequence, long.MaxValue);
        var archived = (await File.ReadAllLinesAsync(Archive)).Select(line => JsonNode.Parse(line)!["sequence"]!.ToString());
        Assert.Equal(Enumerable.Range(1, (int)anchor.Sequence).Select(place => $"{place}"), archived);
        await service.SealAudit();
        (await CommandRun.Run(service.File, "audit", "verify", "--archive", Archive, "--head", $"{noted}")).Expect(0);
    }

    [Fact]
    public async Task A_file_that_is_no_archive_of_this_register_is_refused_and_left_as_it_is()
    {
        (await CommandRun.Run(service.File, "audit", "export", "--file", Archive)).Expect(0);
        var exported = await File.ReadAllLinesAsync(Archive);
        string[] others =
        [
            "notes\n", "notes", string.Join('\n', exported[..9]).Replace("openIncident", "getIncident") + "\n",
            exported[0][..TornBytes],
        ];
        foreach (var other in others)
        {
            await File.WriteAllTextAsync(Archive, other);
            Assert.Contains("is there already", (await CommandRun.Run(Prune())).ExpectOneLine(1), StringComparison.Ordinal);
            Assert.Equal(other, await File.ReadAllTextAsync(Archive));
        }
        await File.WriteAllLinesAsync(Archive, exported[..9]);
        (await CommandRun.Run(service.File, "audit", "prune", "--discard", "--before", Now)).Expect(0);
        await service.SealAudit();
        Assert.Contains("does not end where", (await CommandRun.Run(Prune())).ExpectOneLine(1), StringComparison.Ordinal);
        Assert.Equal(exported[..9], await File.ReadAllLinesAsync(Archive));
    }

    /// <summary>The first page is in the archive, and the transaction that removes it waits for another one.</summary>
    private async Task KillBeforeItRemoves()
    {
        var exported = service.File + ".exported";
        (await CommandRun.Run(service.File, "audit", "export", "--file", exported)).Expect(0);
        var page = File.ReadLines(exported).Take(Page).Sum(line => Encoding.UTF8.GetByteCount(line) + 1L);
        await using var connection = service.Register.Open();
        await connection.ExecuteAsync("BEGIN IMMEDIATE");
        using var process = Process.Start(Prune())!;
        await Eventually.IsTrue(
            () => new FileInfo(Archive) is { Exists: true } archive && archive.Length == page, "a page in the archive");
        await Kill(process);
        await connection.ExecuteAsync("ROLLBACK");
    }

    private async Task KillAfterItHasRemoved()
    {
        using var process = Process.Start(Prune())!;
        await Eventually.IsTrue(async () => (await Anchor()).Sequence > 0, "a page that was removed");
        await Kill(process);
    }

    /// <summary>As a process that dies while it writes leaves it.</summary>
    private void TearLastLine()
    {
        using var archive = new FileStream(Archive, FileMode.Open, FileAccess.Write);
        archive.SetLength(archive.Length - TornBytes);
    }

    private static async Task Kill(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    private ProcessStartInfo Prune() =>
        ServiceProcess.Program(service.File, "audit", "prune", "--archive", Archive, "--before", Now);

    private static string Now => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private Task<IncidentService.Audit.AuditHead> Anchor() => service.Store.Read(session => session.FindAuditAnchor());
}
