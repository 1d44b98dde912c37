using IncidentService.Common;
using IncidentService.Storage.Sql;
using IncidentService.Storage.Verifying;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Audit;

/// <summary>
/// Pruning keeps the last hash, from which the remaining chain is verified. Nothing else may delete entries.
/// </summary>
public abstract class PruningTests(Engine engine) : Suite(engine)
{
    private const int Pruned = 4;

    /// <summary>Entries 1 to 4 are pruned, 5 to 8 are there, 9 says who pruned.</summary>
    public static TheoryData<string, string> Damages => new()
    {
        { "UPDATE audit_entries SET agent = 'Somebody else' WHERE sequence = 5", "entry 5 was altered" },
        { "DELETE FROM audit_entries WHERE sequence = 5", "entry 5 is missing" },
        { "DELETE FROM audit_anchors", "entries 1 to 4 are missing" },
        { "UPDATE audit_anchors SET hash = (SELECT e.hash FROM audit_entries e WHERE e.sequence = 6)", "entry 5 was altered" },
        { "UPDATE audit_anchors SET sequence = 5", "no entry says who pruned up to entry 5" },
        { "DELETE FROM audit_entries WHERE sequence = 9", "no entry says who pruned up to entry 4" },
        {
            "INSERT INTO audit_entries (id, occurred_at, kind, operation, status, times, key_id, agent_verified, sequence, hash) "
                + "SELECT 7, occurred_at, kind, operation, status, times, key_id, agent_verified, 3, hash "
                + "FROM audit_entries WHERE sequence = 6",
            "entry 3 is none: all up to 4 were pruned"
        },
    };

    [Fact]
    public async Task After_pruning_the_chain_is_verified_from_the_last_pruned_entry()
    {
        await using var service = await Started();
        var noted = await service.Store.Read(session => session.FindAuditHead());

        Assert.Equal(Pruned, await Prune(service));
        Assert.Equal(0, await Prune(service));

        var chain = await service.VerifyAudit();
        Assert.Empty(chain.Faults);
        Assert.Equal((Pruned, 5L, 9L), (chain.Anchor.Sequence, chain.Entries, chain.Head.Sequence));
        Assert.Equal(1L, service.Register.Scalar<long>(
            "SELECT count(*) FROM audit_entries WHERE operation = 'audit prune' AND item = '4' AND times = 4"));
        var first = (await service.Store.Read(session => session.ListAudit(new(), 50)))[^1];
        Assert.Equal(5L, first.Entry.Sequence);
        Assert.Equal(chain.Anchor.Hash, first.Previous);
        var again = await service.Store.ReadSnapshot(session => new AuditVerification(session, _ => { }).Run(noted));
        Assert.True(again.Holds);
        var former = await service.Store.ReadSnapshot(
            session => new AuditVerification(session, _ => { }).Run(noted with { Sequence = 2 }));
        Assert.Contains("entry 2, which was noted, was pruned", Assert.Single(former.Faults));
    }

    [Fact]
    public async Task Pruning_keeps_the_last_entry_and_a_second_pruning_continues_from_the_first()
    {
        await using var service = await Started();
        await Prune(service);

        Assert.Equal(4, await service.PruneAudit(Instant.Now(service.Clock).Plus(TimeSpan.FromDays(1))));
        await service.SealAudit();

        var chain = await service.VerifyAudit();
        Assert.Empty(chain.Faults);
        Assert.Equal((8L, 2L, 10L), (chain.Anchor.Sequence, chain.Entries, chain.Head.Sequence));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_change_to_the_remaining_entries_or_to_the_anchor_is_detected(string damage, string fault)
    {
        await using var service = await Started();
        await Prune(service);

        var chain = await service.VerifyTampered(damage);

        Assert.Contains(fault, string.Join("; ", chain.Faults), StringComparison.Ordinal);
        Assert.Empty((await service.VerifyAudit()).Faults);
    }

    [Fact]
    public async Task The_database_refuses_an_anchor_without_an_entry_and_a_deletion_without_an_anchor()
    {
        await using var service = await Started();
        await Prune(service);

        foreach (var statement in new[]
        {
            "DELETE FROM audit_entries WHERE sequence = 5",
            "DELETE FROM audit_anchors",
            "UPDATE audit_anchors SET sequence = 7",
            "INSERT INTO audit_anchors (sequence, hash, pruned_at) SELECT 6, hash, 0 FROM audit_entries WHERE sequence = 6",
            "INSERT INTO audit_anchors (sequence, hash, pruned_at) SELECT 99, hash, 0 FROM audit_entries WHERE sequence = 6",
        })
            Assert.Contains("append-only", (await service.ExpectRefused(statement)).Message, StringComparison.Ordinal);
        Assert.Empty((await service.VerifyAudit()).Faults);
    }

    /// <summary>Eight entries, of which four are a day older.</summary>
    private async Task<RunningService> Started()
    {
        var service = await Start();
        using var desk = await service.Client("email");
        for (var entry = 0; entry < Pruned; entry++) await desk.Open();
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var entry = 0; entry < Pruned; entry++) await desk.Open();
        await service.SealAudit();
        return service;
    }

    private static async Task<int> Prune(RunningService service)
    {
        var count = await service.PruneAudit(Instant.Now(service.Clock).Plus(TimeSpan.FromHours(-12)));
        await service.SealAudit();
        return count;
    }
}
