using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Approvals;

/// <summary>An approval keeps its number and ordinal when its incident is merged.</summary>
public abstract class MergedApprovalTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task An_approval_of_a_merged_incident_is_redeemed_under_its_own_number_and_recorded_on_the_survivor()
    {
        var (merged, survivor) = (await fixture.Email.Open(), await fixture.Email.Open());
        await fixture.Email.Grant(merged, new { type = "waiver", item = "theirs" });
        await fixture.Email.Grant(survivor, new { type = "waiver", item = "ours" });
        await fixture.Service.Merge(merged, survivor);
        var approval = $"/v1/incidents/{merged}/approvals/1";

        var redeemed = await fixture.Till.Redeem(approval, "T-1");

        Assert.Equal((merged, "theirs"), (redeemed.Expect(HttpStatusCode.Created)["number"]!.ToString(), redeemed["item"]!.ToString()));
        Assert.Equal(approval + "/redemptions/T-1", redeemed.Location);
        Assert.Equal(redeemed.Text, (await fixture.Till.Get(redeemed.Location!)).Text);
        Assert.Equal(
            (1, 0),
            (
                (int)(await fixture.Till.Now(approval))["used"]!,
                (int)(await fixture.Till.Now($"/v1/incidents/{survivor}/approvals/1"))["used"]!));
        var lines = (await fixture.Phone.Get($"/v1/incidents/{survivor}/timeline")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(
            (survivor, "approval.redeemed", merged),
            (lines[^1]!["number"]!.ToString(), lines[^1]!["type"]!.ToString(), lines[^1]!["facts"]!["number"]!.ToString()));
        (await fixture.Till.Reverse(approval, "T-1")).Expect(HttpStatusCode.OK);
        (await fixture.Email.Revoke(approval)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_list_has_the_approvals_of_all_merged_incidents_and_a_new_one_belongs_to_the_survivor()
    {
        var (merged, survivor) = (await fixture.Email.Open(), await fixture.Email.Open());
        await fixture.Email.Grant(merged, new { type = "waiver" });
        await fixture.Service.Merge(merged, survivor);

        Assert.Equal($"/v1/incidents/{survivor}/approvals/1", await fixture.Email.Grant(merged, new { type = "refund", item = "DCD791" }));

        var items = (await fixture.Till.Get($"/v1/incidents/{merged}/approvals")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(new[] { merged, survivor }.Order(), items.Select(item => item!["number"]!.ToString()).Order());
    }
}
