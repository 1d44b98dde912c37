using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Approvals;

/// <summary>An approval keeps its number and ordinal for ever, wherever its incident lives on.</summary>
public abstract class MergedTests(Desks desks) : Suite(desks)
{
    [Fact]
    public async Task An_approval_of_a_merged_incident_is_redeemed_under_its_own_number_and_the_survivor_tells_of_it()
    {
        var (merged, survivor) = (await desks.Email.Open(), await desks.Email.Open());
        await desks.Email.Grant(merged, new { type = "waiver", item = "theirs" });
        await desks.Email.Grant(survivor, new { type = "waiver", item = "ours" });
        await desks.Service.Merge(merged, survivor);
        var approval = $"/v1/incidents/{merged}/approvals/1";

        var redeemed = await desks.Till.Redeem(approval, "T-1");

        Assert.Equal((merged, "theirs"), (redeemed.Expect(HttpStatusCode.Created)["number"]!.ToString(), redeemed["item"]!.ToString()));
        Assert.Equal(approval + "/redemptions/T-1", redeemed.Location);
        Assert.Equal(redeemed.Text, (await desks.Till.Get(redeemed.Location!)).Text);
        Assert.Equal((1, 0), ((int)(await desks.Till.Now(approval))["used"]!, (int)(await desks.Till.Now($"/v1/incidents/{survivor}/approvals/1"))["used"]!));
        var lines = (await desks.Phone.Get($"/v1/incidents/{survivor}/timeline")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(
            (survivor, "approval.redeemed", merged),
            (lines[^1]!["number"]!.ToString(), lines[^1]!["type"]!.ToString(), lines[^1]!["facts"]!["number"]!.ToString()));
        (await desks.Till.Reverse(approval, "T-1")).Expect(HttpStatusCode.OK);
        (await desks.Email.Revoke(approval)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_list_holds_those_of_all_and_a_new_one_belongs_to_the_survivor()
    {
        var (merged, survivor) = (await desks.Email.Open(), await desks.Email.Open());
        await desks.Email.Grant(merged, new { type = "waiver" });
        await desks.Service.Merge(merged, survivor);

        Assert.Equal($"/v1/incidents/{survivor}/approvals/1", await desks.Email.Grant(merged, new { type = "refund", item = "DCD791" }));

        var items = (await desks.Till.Get($"/v1/incidents/{merged}/approvals")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(new[] { merged, survivor }.Order(), items.Select(item => item!["number"]!.ToString()).Order());
    }
}
