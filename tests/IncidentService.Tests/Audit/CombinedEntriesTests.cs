using IncidentService.Audit;
using IncidentService.Audit.Recording;
using IncidentService.Common;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IncidentService.Tests.Audit;

public sealed class CombinedEntriesTests
{
    [Theory]
    [InlineData(AuditKinds.Read)]
    [InlineData(AuditKinds.Refusal)]
    public void Equal_entries_at_different_times_become_one_with_the_first_time_and_a_count(string kind)
    {
        var combined = Combine([Entry(kind, 1), Entry(kind, 2), Entry(kind, 3) with { Agent = "Kim" }, Entry(kind, 4)]);

        Assert.Equal([Entry(kind, 1) with { Times = 3 }, Entry(kind, 3) with { Agent = "Kim" }], combined);
    }

    [Fact]
    public void Changes_stay_separate_entries()
    {
        AuditEntry[] changes = [Entry(AuditKinds.Change, 1), Entry(AuditKinds.Change, 2)];

        Assert.Equal(changes, Combine(changes));
    }

    [Fact]
    public async Task Equal_reads_become_one_entry_even_if_more_others_lie_between_than_one_transaction_writes()
    {
        const int Cards = 1_200;
        await using var service = await RunningService.Start(services: collection => collection.RemoveAll<IHostedService>());

        for (var time = 0; time < 3; time++)
        {
            for (var card = 1; card <= Cards; card++) service.Audit.Record(Entry(AuditKinds.Read, 0) with { Number = card });
        }
        Assert.True(await service.WriteAudit());

        Assert.Equal(Cards, service.Register.Scalar<long>("SELECT count(*) FROM audit_entries WHERE operation = 'getIncident'"));
        Assert.Equal(3 * Cards, service.Register.Scalar<long>("SELECT sum(times) FROM audit_entries WHERE operation = 'getIncident'"));
    }

    private static IEnumerable<AuditEntry> Combine(IEnumerable<AuditEntry> entries) =>
        AuditRecorder.Combine(entries, entry => entry).Select(one => one.Entry);

    private static AuditEntry Entry(string kind, long at) => new() { Kind = kind, Operation = "getIncident", OccurredAt = new Instant(at) };
}
