using System.Net;
using IncidentService.Tests.Approvals;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Keys;

/// <summary>A key that may write but not read sees the state after its change, never texts or contacts.</summary>
public abstract class WriteOnlyTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task Settling_a_promise_does_not_reveal_its_text()
    {
        using var writer = await fixture.Service.Client("phone", "write");
        var number = await fixture.Email.Open(
            new { promises = new[] { new { text = "Said in confidence", dueAt = "2026-11-22T09:30:00Z" } } });

        var settled = await writer.Put($"/v1/incidents/{number}/promises/1/outcome", new { outcome = "kept" });
        var again = await writer.Put($"/v1/incidents/{number}/promises/1/outcome", new { outcome = "kept" });

        Assert.Equal("kept", settled.Expect(HttpStatusCode.OK)["state"]!.ToString());
        Assert.Null(settled["text"]);
        Assert.Equal(settled.Text, again.Text);
    }

    [Fact]
    public async Task Revoking_an_approval_does_not_reveal_its_conditions()
    {
        using var approver = await fixture.Service.Client("phone", "approve");
        var approval = await fixture.Email.Grant(new { type = "waiver", note = "Said in confidence" });

        var revoked = await approver.Revoke(approval);

        Assert.NotNull(revoked.Expect(HttpStatusCode.OK)["revokedAt"]);
        Assert.Null(revoked["note"]);
        Assert.Equal("Said in confidence", (await fixture.Till.Now(approval))["note"]!.ToString());
    }
}
