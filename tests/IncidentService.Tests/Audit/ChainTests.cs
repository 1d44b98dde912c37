using System.Net;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Sessions;

namespace IncidentService.Tests.Audit;

/// <summary>The chain of the audit trail is sealed once and in order by concurrent replicas, and every alteration is detected.</summary>
public abstract class ChainTests(Engine engine) : Suite(engine)
{
    private const int Callers = 6;
    private const int Rounds = 10;

    private const string Entry3Differs = "entry 3 was altered, or does not follow from the one before it";

    /// <summary>Alterations made directly in the database, and the entries that verify reports.</summary>
    public static TheoryData<string, string> Damages => new()
    {
        { "UPDATE audit_entries SET agent = 'Somebody else' WHERE sequence = 3", Entry3Differs },
        { "UPDATE audit_entries SET number = 1 WHERE sequence = 3", Entry3Differs },
        { "UPDATE audit_entries SET occurred_at = 9223372036854775807 WHERE sequence = 3", Entry3Differs },
        {
            "UPDATE audit_entries SET hash = (SELECT x.hash FROM audit_entries x WHERE x.sequence = 2) WHERE sequence = 3",
            Entry3Differs + "; entry 4 was altered"
        },
        { "DELETE FROM audit_entries WHERE sequence = 4", "entry 4 is missing" },
        { "DELETE FROM audit_entries WHERE sequence BETWEEN 4 AND 5", "entries 4 to 5 are missing" },
        { "DELETE FROM audit_entries WHERE sequence = 1", "entry 1 is missing" },
        {
            "DELETE FROM audit_entries WHERE sequence = 3; UPDATE audit_entries SET sequence = -(sequence - 1) WHERE sequence > 3; "
                + "UPDATE audit_entries SET sequence = -sequence WHERE sequence < 0",
            Entry3Differs
        },
        {
            "UPDATE audit_entries SET sequence = -1 WHERE sequence = 3; UPDATE audit_entries SET sequence = 3 WHERE sequence = 4; "
                + "UPDATE audit_entries SET sequence = 4 WHERE sequence = -1",
            Entry3Differs
        },
        {
            "INSERT INTO audit_entries (id, occurred_at, kind, operation, status, times, key_id, agent_verified, sequence, hash) "
                + "SELECT 7, occurred_at, kind, operation, status, times, key_id, agent_verified, 9, hash "
                + "FROM audit_entries WHERE sequence = 3",
            "entry 9 was altered"
        },
        {
            "INSERT INTO audit_entries (id, occurred_at, kind, operation, status, times, key_id, agent_verified, sequence, hash) "
                + "SELECT 7, occurred_at, kind, operation, status, times, key_id, agent_verified, -5, hash "
                + "FROM audit_entries WHERE sequence = 3",
            "entry -5 is none: the first one is 1"
        },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Verify_reports_which_entry_of_the_table_was_altered(string damage, string fault)
    {
        await using var service = await Started(entries: 8);
        var whole = await service.VerifyAudit();
        Assert.Equal((8L, 0L), (whole.Entries, whole.Violations));

        var chain = await service.VerifyTampered(damage);

        Assert.False(chain.Holds);
        Assert.Contains(fault, string.Join("; ", chain.Faults), StringComparison.Ordinal);
        Assert.Empty((await service.VerifyAudit()).Faults);
    }

    /// <summary>What somebody leaves who takes the end of the chain, or makes all of it anew.</summary>
    [Theory]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 8", "the chain ends at 7, and entry 8 was noted before")]
    [InlineData("DELETE FROM audit_entries WHERE sequence > 5", "the chain ends at 5, and entry 8 was noted before")]
    [InlineData("DELETE FROM audit_entries", "the chain ends at 0, and entry 8 was noted before")]
    [InlineData(
        "UPDATE audit_entries SET hash = (SELECT x.hash FROM audit_entries x WHERE x.sequence = 7) WHERE sequence = 8",
        "entry 8 is not the one that was noted")]
    public async Task An_end_that_is_not_the_one_which_was_noted_is_found_out(string damage, string fault)
    {
        await using var service = await Started(entries: 8);
        var noted = await service.Store.Read(session => session.FindAuditHead());

        var chain = await service.VerifyTampered(damage, noted);

        Assert.Contains(fault, string.Join("; ", chain.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_refuses_updates_and_deletes_of_sealed_and_unsealed_entries()
    {
        await using var service = await Started(entries: 3);
        foreach (var statement in new[]
        {
            "UPDATE audit_entries SET agent = 'x' WHERE sequence = 1",
            "UPDATE audit_entries SET sequence = NULL, hash = NULL WHERE sequence = 3",
            "DELETE FROM audit_entries", "DELETE FROM audit_entries WHERE sequence = 3",
        })
            Assert.Contains("append-only", (await service.ExpectRefused(statement)).Message, StringComparison.Ordinal);
        await service.Seed(
            "INSERT INTO audit_entries (id, occurred_at, kind, operation, status, times, key_id, agent_verified) "
            + "SELECT 7, occurred_at, kind, operation, status, times, key_id, agent_verified FROM audit_entries WHERE sequence = 1");
        foreach (var change in new[] { "UPDATE audit_entries SET operation = 'x'", "DELETE FROM audit_entries" })
            Assert.Contains("append-only", (await service.ExpectRefused(change + " WHERE id = 7")).Message, StringComparison.Ordinal);
        Assert.Empty((await service.VerifyAudit()).Faults);
    }

    [Fact]
    public async Task Sqlite_refuses_REPLACE_which_would_delete_an_entry_without_firing_a_trigger()
    {
        Assert.SkipUnless(Engine.IsSqlite, "Only SQLite has REPLACE.");
        await using var service = await Started(entries: 3);
        const string Copied = "occurred_at, kind, operation, status, times, key_id, agent_verified";
        await service.Seed($"INSERT INTO audit_entries (id, {Copied}) SELECT 7, {Copied} FROM audit_entries WHERE sequence = 1");
        foreach (var statement in new[]
        {
            $"REPLACE INTO audit_entries (id, {Copied}) SELECT 7, {Copied} FROM audit_entries WHERE sequence = 2",
            $"REPLACE INTO audit_entries (id, {Copied}) SELECT id, {Copied} FROM audit_entries WHERE sequence = 2",
            $"REPLACE INTO audit_entries (id, {Copied}, sequence, hash) SELECT 8, {Copied}, 2, hash FROM audit_entries WHERE sequence = 2",
            "UPDATE OR REPLACE audit_entries SET sequence = 2, hash = x'00' WHERE id = 7",
        })
            Assert.Contains("append-only", (await service.ExpectRefused(statement)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Concurrent_requests_at_two_sealing_replicas_give_one_chain_with_each_entry_once()
    {
        await using var first = await Start();
        await using var second = await Start(beside: first);
        second.Clock.Advance(TimeSpan.FromHours(1)); // so that each takes the lease from the other at any time
        using var here = await first.Client("email");
        using var there = new ApiClient(second.Address, here.Key);

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => caller % 2 == 0 ? Work(here, first) : Work(there, second)));
        await Task.WhenAll(first.SealAudit(), second.SealAudit());
        await second.SealAudit();

        var chain = await second.VerifyAudit();
        Assert.Empty(chain.Faults);
        Assert.Equal(0, Count("sequence IS NULL"));
        Assert.Equal(Callers * Rounds, Count("kind = 'change' AND operation = 'openIncident'"));
        Assert.Equal(Callers * Rounds, Count("kind = 'read' AND operation = 'getIncident'"));
        Assert.Equal(Callers * Rounds, first.Register.Scalar<long>("SELECT sum(times) FROM audit_entries WHERE kind = 'refusal'"));
        Assert.Equal(chain.Entries, first.Register.Count("audit_entries"));

        long Count(string condition) => first.Register.Scalar<long>("SELECT count(*) FROM audit_entries WHERE " + condition);
    }

    [Fact]
    public async Task A_refused_change_is_recorded_as_a_refusal_and_not_as_a_change()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        var number = await desk.Open();

        (await desk.Patch("/v1/incidents/" + number, new { subject = "x" }, ("If-Match", "\"1.1\"")))
            .Expect(HttpStatusCode.PreconditionFailed);
        await service.SealAudit();

        Assert.Equal(["refusal"], service.Register.List<string>("SELECT kind FROM audit_entries WHERE operation = 'patchIncident'"));
    }

    [Fact]
    public async Task If_configured_a_card_is_returned_only_after_its_audit_entry_is_durable()
    {
        await using var service = await Start(new() { ["Audit:Reads"] = "before-answer" });
        using var desk = await service.Client("email");
        var number = await desk.Open();

        for (var time = 1; time <= 5; time++)
        {
            (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
            Assert.Equal(time, Reads(service, "getIncident"));
        }
        var key = ("Idempotency-Key", "once");
        var opened = (await desk.Post("/v1/incidents", new { subject = "A drill" }, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(0, Reads(service, "openIncident"));
        var replayed = (await desk.Post("/v1/incidents", new { subject = "A drill" }, key)).Expect(HttpStatusCode.Created);
        Assert.Equal((opened["number"]!.ToString(), 1), (replayed["number"]!.ToString(), Reads(service, "openIncident")));
    }

    [Fact]
    public async Task Reads_are_sealed_when_they_are_written_and_each_is_counted()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        var number = await desk.Open();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.Get("/v1/incidents/" + number)));
        Assert.True(await service.WriteAudit());

        Assert.Equal(20, service.Register.Scalar<long>("SELECT sum(times) FROM audit_entries WHERE kind = 'read' AND sequence IS NOT NULL"));
        await service.SealAudit();
        Assert.Empty((await service.VerifyAudit()).Faults);
    }

    [Fact]
    public async Task The_end_of_a_session_is_recorded_before_the_response()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        using var browser = await Browser.SignIn(service.Address, desk.Key);

        (await browser.SignOut()).Expect(HttpStatusCode.NoContent);

        Assert.Equal(
            ["beginSession", "endSession"],
            service.Register.List<string>("SELECT operation FROM audit_entries WHERE kind = 'change' ORDER BY operation"));
    }

    [Fact]
    public async Task With_reads_turned_off_only_refused_reads_are_recorded()
    {
        await using var service = await Start(new() { ["Audit:Reads"] = "off" });
        using var desk = await service.Client("email");
        (await desk.Get("/v1/incidents/" + await desk.Open())).Expect(HttpStatusCode.OK);
        (await desk.Get("/v1/keys")).Expect(HttpStatusCode.Forbidden);
        await service.SealAudit();

        Assert.Equal(["change", "refusal"], service.Register.List<string>("SELECT kind FROM audit_entries ORDER BY kind"));
    }

    private static long Reads(RunningService service, string operation) =>
        service.Register.Scalar<long>($"SELECT count(*) FROM audit_entries WHERE kind = 'read' AND operation = '{operation}'");

    private async Task<RunningService> Started(int entries)
    {
        var service = await Start();
        using var desk = await service.Client("email");
        for (var entry = 0; entry < entries; entry++) await desk.Open();
        await service.SealAudit();
        return service;
    }

    private static async Task Work(ApiClient desk, RunningService replica)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var number = await desk.Open();
            (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
            (await desk.Get("/v1/keys")).Expect(HttpStatusCode.Forbidden);
            await replica.SealAudit();
        }
    }
}
