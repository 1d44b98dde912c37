using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Approvals;

/// <summary>A reversal frees exactly what it reverses, once; one that arrives first blocks what comes late.</summary>
public abstract class ReversalTests(Desks desks) : Suite(desks)
{
    [Fact]
    public async Task What_is_reversed_can_be_redeemed_again_by_another_transaction_alone()
    {
        var approval = await desks.Email.Grant(new { type = "refund", money = Usd("20") });
        await desks.Till.Redeem(approval, "T-1");

        var reversed = (await desks.Till.Reverse(approval, "T-1", new { reason = "Card declined" })).Expect(HttpStatusCode.OK);

        Assert.Equal(("store", "store"), (reversed["redeemedBy"]!["channel"]!.ToString(), reversed["reversedBy"]!["channel"]!.ToString()));
        var problem = (await desks.Till.Redeem(approval, "T-1")).ExpectProblem(HttpStatusCode.Conflict, "redemption-reversed");
        Assert.NotNull(problem["reversedBy"]);
        (await desks.Till.Redeem(approval, "T-2")).Expect(HttpStatusCode.Created);
        (await desks.Till.Redeem(approval, "T-3")).ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted");
        var line = (await desks.Phone.Get(approval[..approval.IndexOf("/approvals", StringComparison.Ordinal)])).Expect(HttpStatusCode.OK)["timeline"]!.AsArray()[^2]!;
        Assert.Equal(("approval.redemption-reversed", "Card declined"), (line["type"]!.ToString(), line["text"]!.ToString()));
        Assert.Equal(("T-1", "20.00"), (line["facts"]!["transaction"]!.ToString(), line["facts"]!["money"]!["amount"]!.ToString()));
    }

    [Fact]
    public async Task A_repeated_reversal_gets_the_same_answer_and_frees_nothing_more()
    {
        var approval = await desks.Email.Grant(new { type = "refund", money = Usd("20"), uses = 3 });
        foreach (var transaction in new[] { "T-1", "T-2", "T-3" }) (await desks.Till.Redeem(approval, transaction)).Expect(HttpStatusCode.Created);

        var first = await desks.Till.Reverse(approval, "T-1");
        var again = await desks.Admin.Reverse(approval, "T-1", new { reason = "Again" });

        Assert.Equal((first.Text, first.ETag), (again.Text, again.ETag));
        Assert.Equal(2, (int)(await desks.Till.Now(approval))["used"]!);
        (await desks.Till.Redeem(approval, "T-4")).Expect(HttpStatusCode.Created);
        (await desks.Till.Redeem(approval, "T-5")).ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted");
    }

    [Fact]
    public async Task One_that_arrives_first_blocks_its_redemption_and_no_other()
    {
        var approval = await desks.Email.Grant(new { type = "refund", money = Usd("20") });

        var blocked = await desks.Till.Reverse(approval, "T-1");

        Assert.Null(blocked.Expect(HttpStatusCode.OK)["redeemedBy"]);
        Assert.NotNull(blocked["reversedBy"]);
        Assert.Equal(blocked.Text, (await desks.Till.Reverse(approval, "T-1")).Text);
        Assert.Equal(blocked.Text, (await desks.Till.Get(approval + "/redemptions/T-1")).Text);
        (await desks.Till.Redeem(approval, "T-1")).ExpectProblem(HttpStatusCode.Conflict, "redemption-reversed");
        Assert.Equal(0, (int)(await desks.Till.Now(approval))["used"]!);
        (await desks.Till.Redeem(approval, "T-2")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_is_reversed_of_a_revoked_approval_stays_unusable()
    {
        var approval = await desks.Email.Grant(new { type = "waiver" });
        await desks.Till.Redeem(approval, "T-1");
        await desks.Email.Revoke(approval);

        (await desks.Till.Reverse(approval, "T-1")).Expect(HttpStatusCode.OK);

        (await desks.Till.Redeem(approval, "T-2")).ExpectProblem(HttpStatusCode.Conflict, "approval-revoked");
    }
}
