using IncidentService.Audit;
using IncidentService.Audit.Recording;
using IncidentService.Common;

namespace IncidentService.Tests.Audit;

public sealed class CombinedEntriesTests
{
    [Theory]
    [InlineData(AuditKinds.Read)]
    [InlineData(AuditKinds.Refusal)]
    public void Equal_entries_at_different_times_become_one_with_the_first_time_and_a_count(string kind)
    {
        var combined = AuditRecorder.Combine([Entry(kind, 1), Entry(kind, 2), Entry(kind, 3) with { Agent = "Kim" }, Entry(kind, 4)]);

        Assert.Equal([Entry(kind, 1) with { Times = 3 }, Entry(kind, 3) with { Agent = "Kim" }], combined);
    }

    [Fact]
    public void Changes_stay_separate_entries()
    {
        AuditEntry[] changes = [Entry(AuditKinds.Change, 1), Entry(AuditKinds.Change, 2)];

        Assert.Equal(changes, AuditRecorder.Combine(changes));
    }

    private static AuditEntry Entry(string kind, long at) => new() { Kind = kind, Operation = "getIncident", OccurredAt = new Instant(at) };
}
