using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine.Registers;

/// <summary>backup, verify and restore, against a service that runs and against damaged files.</summary>
public sealed class BackupCommandTests : RegisterCommandSuite
{
    [Fact]
    public async Task A_backup_during_writes_is_consistent_contains_all_acknowledged_changes_and_can_be_restored()
    {
        var key = await ServiceProcess.Prepare(Register);
        List<string> before = [], after = [];
        JsonNode made;
        await using (var service = await ServiceProcess.Start(Register))
        {
            using var desk = new ApiClient(service.Address, key);
            for (var count = 0; count < 20; count++) before.Add(await desk.Open());
            using var end = new CancellationTokenSource();
            var writing = Write(desk, after, end.Token);
            var run = await Run("backup", "saved.db", "--json");
            made = JsonNode.Parse(run.Expect(0))!;
            Assert.Contains("Verifying: ", run.Errors);
            await end.CancelAsync();
            await writing;
            var busy = await Run("restore", "saved.db", "--replace");
            Assert.Equal(1, busy.ExitCode);
            Assert.Contains("in use", busy.Errors);
        }
        Assert.Equal(Digest(Beside("saved.db")), made["sha256"]!.ToString());
        Assert.Contains("register at", (await Run("restore", "saved.db")).ExpectOneLine(1));

        var restored = JsonNode.Parse((await Run("restore", "saved.db", "--replace", "--json")).Expect(0))!;

        Assert.True(File.Exists(restored["movedTo"]!.ToString()));
        Assert.Contains("rules hold in", (await Run("verify")).Expect(0));
        await using var again = await ServiceProcess.Start(Register);
        using var reader = new ApiClient(again.Address, key);
        foreach (var number in before) (await reader.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        await reader.Open();
        Assert.NotEmpty(after);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupted_backup_leaves_nothing_behind(string signal)
    {
        await Migrate();
        using (var register = RegisterInspector.OpenFile(Register).Open())
        {
            using var filler = register.CreateCommand(); // pages to copy, so that the signal comes first
            filler.CommandText = "CREATE TABLE filler AS SELECT zeroblob(100000000) AS page";
            filler.ExecuteNonQuery();
        }
        using var backup = Process.Start(ServiceProcess.Program(Register, ["backup", "saved.db"]))!;
        await Eventually.IsTrue(() => backup.HasExited || Files.Contains("saved.db.partial"), "the copy begins");

        using (var sent = Process.Start("/bin/sh", ["-c", $"kill -{signal} {backup.Id}"])) await sent.WaitForExitAsync();
        await backup.WaitForExitAsync().WaitAsync(Eventually.Timeout);

        Assert.Equal((1, false), (backup.ExitCode, Files.Contains("saved.db")));
        Assert.DoesNotContain(Files, file => file.Contains("partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_reports_errors_as_text_and_as_JSON()
    {
        var key = await ServiceProcess.Prepare(Register);
        await using (var service = await ServiceProcess.Start(Register))
        {
            using var desk = new ApiClient(service.Address, key);
            await desk.Open();
        }
        Assert.Equal(true, (bool?)JsonNode.Parse((await Run("verify", "--json")).Expect(0))!["holds"]);
        using (var register = RegisterInspector.OpenFile(Register).Open())
        {
            using var damage = register.CreateCommand();
            damage.CommandText = "UPDATE incidents SET last_sequence = 7";
            damage.ExecuteNonQuery();
        }

        var (told, document) = ((await Run("verify")).Expect(3), JsonNode.Parse((await Run("verify", "--json")).Expect(3))!);

        Assert.Contains("BROKEN  timeline: ", told);
        var broken = document["rules"]!.AsArray().Single(rule => (long)rule!["violations"]! > 0)!;
        Assert.Equal("timeline", broken["name"]!.ToString());
        Assert.Equal(12, broken["examples"]![0]!.ToString().Length);
        Assert.Contains("no backup was made", (await Run("backup", "saved.db")).Errors);
        Assert.DoesNotContain("saved.db", Files);
    }

    [Theory]
    [InlineData("notes.txt", "not a database")]
    [InlineData("nowhere.db", "There is no file")]
    [InlineData("other.db", "is no register")]
    public async Task A_file_that_is_not_a_backup_is_not_restored_and_the_register_is_unchanged(string file, string why)
    {
        await Migrate();
        await File.WriteAllTextAsync(Beside("notes.txt"), string.Concat(Enumerable.Repeat("Minutes of the meeting. ", 400)));
        using (var other = RegisterInspector.OpenFile(Beside("other.db")).Open())
        {
            using var table = other.CreateCommand();
            table.CommandText = "CREATE TABLE notes (text TEXT)";
            table.ExecuteNonQuery();
        }
        var before = Digest(Register);

        var run = await Run("restore", file, "--replace");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(why, run.Errors);
        Assert.Contains(file, run.Errors);
        Assert.Equal(before, Digest(Register));
        Assert.DoesNotContain("incidents.db.partial", Files);
    }

    [Fact]
    public async Task A_backup_does_not_overwrite_an_existing_file()
    {
        await Migrate();
        await File.WriteAllTextAsync(Beside("saved.db"), "something else");

        Assert.Contains("already", (await Run("backup", "saved.db")).ExpectOneLine(1));

        Assert.Equal("something else", await File.ReadAllTextAsync(Beside("saved.db")));
    }

    private static async Task Write(ApiClient desk, List<string> numbers, CancellationToken end)
    {
        while (!end.IsCancellationRequested) numbers.Add(await desk.Open());
    }

    private static string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
