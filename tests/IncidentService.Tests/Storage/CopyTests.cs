using System.Net;
using Dapper;
using IncidentService.CommandLine.Support;
using IncidentService.Common.Outcomes;
using IncidentService.Storage.Copying;
using IncidentService.Storage.Dialects;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>Copies a register from a SQLite file to this engine.</summary>
public abstract class CopyTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const int ManyWords = 12_000; // more than one transaction copies
    private RunningService source = null!;
    private RunningService target = null!;

    public async ValueTask InitializeAsync() => (source, target) = (await RunningService.Start(), await Start());

    /// <summary>Restores the target, so that its next user finds it like all others.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!await target.Store.IsCurrent()) Run(target, "DELETE FROM migrations WHERE number = 2147483647; DROP TABLE copying");
        await target.DisposeAsync();
        await source.DisposeAsync();
    }

    [Fact]
    public async Task A_copy_answers_like_its_source_and_accepts_new_changes()
    {
        var key = await source.Key("email", ["read", "write", "approve"]);
        using var desk = new ApiClient(source.Address, key);
        var number = await Fill(desk);
        var card = (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK).ToJsonString();

        await Copy(source);

        using var moved = new ApiClient(target.Address, key);
        Assert.Equal(card, (await moved.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK).ToJsonString());
        Assert.Equal(
            "reference",
            (await moved.Post("/v1/lookups", new { quoted = "Ticket-𝟜8211" })).Expect(HttpStatusCode.OK)["outcome"]!.ToString());
        await moved.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text = "Still waiting" });
        target.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Every_table_is_copied_with_all_its_rows()
    {
        using var desk = await source.Client("email", "read", "write", "approve");
        await Fill(desk);

        var copied = await Copy(source);

        var own = new[] { "migrations", "leases", "commits", "cards", "card_formats" };
        Assert.Equal(
            target.Register.List<string>(target.Tables).Except(own).Order(StringComparer.Ordinal), copied.Select(table => table.Name));
        Assert.All(copied, table => Assert.Equal(source.Register.Count(table.Name), target.Register.Count(table.Name)));
        Assert.Equal(copied.Single(table => table.Name == "events").Checksum.Rows, source.Register.Count("events"));
        Assert.Equal(Times(source), Times(target));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)] // in the middle of the words
    [InlineData(20)]
    public async Task An_interrupted_copy_cannot_be_served_and_is_resumed(int after)
    {
        using (var desk = await source.Client("email", "read", "write", "approve")) await Fill(desk);
        PlantWords();

        await Assert.ThrowsAsync<IOException>(() => Copy(source, BreakingOff(after)));

        Assert.False(await target.Store.IsCurrent());
        Assert.Contains("run copy again", Assert.Throws<StoreUnavailableException>(() => target.Store.Migrate(target.Clock)).Message);
        var first = -1L;
        await Copy(source, (what, done, _) => first = first < 0 ? done : first);
        Assert.True(first > 1, "It began anew");
        Assert.True(await target.Store.IsCurrent());
        Assert.Equal(source.Register.Count("words"), target.Register.Count("words"));
    }

    [Fact]
    public async Task A_target_that_already_holds_a_register_is_refused_and_unchanged()
    {
        await source.Key("email", ["read"]);
        await target.Key("email", ["read"]);
        var before = target.Rows.Count();

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Copy(source));

        Assert.Contains("holds a register already: there are rows in api_keys", refused.Message);
        Assert.Equal(before, target.Rows.Count());
        Assert.True(await target.Store.IsCurrent());
    }

    [Fact]
    public async Task The_unfinished_copy_of_another_register_is_refused()
    {
        await using var other = await RunningService.Start();
        PlantWords();
        await Assert.ThrowsAsync<IOException>(() => Copy(source, BreakingOff(1)));
        Run(other, "UPDATE migrations SET applied_at = applied_at + 1");

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Copy(other));

        Assert.Contains("unfinished copy of another register", refused.Message);
    }

    [Fact]
    public async Task A_source_that_changes_during_the_copy_is_detected()
    {
        PlantWords();

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Copy(source, (what, done, total) =>
        {
            if (what == "Copying" && done == total) Run(source, "UPDATE words SET word = 'changed' WHERE word = 'word 8'");
        }));

        Assert.Contains("differ in words: one of them was written to meanwhile", refused.Message);
        Assert.False(await target.Store.IsCurrent());
    }

    [Fact]
    public async Task A_copy_disposes_its_commands()
    {
        await using var old = RegisterArgument.Open("--from", source.Name);
        await using var empty = RegisterArgument.Open("--to", target.Name);
        var file = (SqliteFile)old.Side.Database;
        var reader = file.RentReader();
        file.ReturnReader(reader);
        await source.SealAudit();

        await new RegisterCopy(old.Side, empty.Side, TimeProvider.System, (_, _, _) => { }).Run(CancellationToken.None);

        Assert.Same(reader, file.RentReader()); // one with a command in use would have been closed
    }

    private async Task<IReadOnlyList<CopiedTable>> Copy(RunningService from, Action<string, long, long>? report = null)
    {
        await from.SealAudit(); // or the background would, between the copy and its verification
        await using var old = RegisterArgument.Open("--from", from.Name);
        await using var empty = RegisterArgument.Open("--to", target.Name);
        return await new RegisterCopy(old.Side, empty.Side, TimeProvider.System, report ?? ((_, _, _) => { })).Run(CancellationToken.None);
    }

    private static Action<string, long, long> BreakingOff(int after) => (_, _, _) =>
    {
        if (after-- == 1) throw new IOException("The power is gone");
    };

    /// <summary>Rows in most tables, with characters that engines sort differently.</summary>
    private static async Task<string> Fill(ApiClient desk)
    {
        var number = await desk.Open(new
        {
            subject = "Žluťoučký 🧱 tiles",
            contacts = new[] { new { kind = "email", value = "Anna@example.com" }, new { kind = "handle", value = "x:@anna" } },
            references =
                new[] { new { system = "zendesk", value = "Ticket-𝟜8211" }, new { system = "order", value = "W-\uFF21\U00020000" } },
            message = new { direction = "in", text = "𠀀 豈 the shade is wrong\nand two pallets are short" },
            promises = new[] { new { text = "A call", dueAt = "2099-01-01T00:00:00Z" } },
        });
        (await desk.Post($"/v1/incidents/{number}/approvals", new { type = "refund", money = new { amount = "129.99", currency = "USD" } }))
            .Expect(HttpStatusCode.Created);
        (await desk.Post($"/v1/incidents/{number}/handoffs", new { to = new { channel = "phone" }, reason = "Has to be called" }))
            .Expect(HttpStatusCode.Created);
        (await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "Sorry" }, ("Idempotency-Key", "once")))
            .Expect(HttpStatusCode.Created);
        await desk.Post("/v1/lookups", new { quoted = "CAS-4458812" });
        return number;
    }

    /// <summary>Keys beyond U+FFFF and just below, which UTF-8 and UTF-16 sort differently.</summary>
    private void PlantWords() => Run(
        source,
        $"""
        INSERT INTO words (word, incident_id)
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ManyWords})
        SELECT CASE i % 3 WHEN 0 THEN char(65281) WHEN 1 THEN char(128512) ELSE 'word ' END || i, i FROM n
        """);

    /// <summary>Bypasses the service.</summary>
    private static void Run(RunningService service, string sql)
    {
        using var connection = service.Register.Open();
        connection.Execute(sql);
    }

    private static List<(long, long?)> Times(RunningService service) =>
        service.Register.List<(long, long?)>("SELECT id, response_micros FROM incidents ORDER BY id");
}
