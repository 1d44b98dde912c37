using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Approvals.Redemptions;

/// <summary>A reversal releases exactly what it reverses, once. A reversal that arrives before its redemption blocks it.</summary>
public abstract class ReversalTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_reversed_redemption_can_be_made_again_only_by_another_transaction()
    {
        var approval = await fixture.Email.Grant(new { type = "refund", money = Usd("20") });
        await fixture.Till.Redeem(approval, "T-1");

        var reversed = (await fixture.Till.Reverse(approval, "T-1", new { reason = "Card declined" })).Expect(HttpStatusCode.OK);

        Assert.Equal(("store", "store"), (reversed["redeemedBy"]!["channel"]!.ToString(), reversed["reversedBy"]!["channel"]!.ToString()));
        var problem = (await fixture.Till.Redeem(approval, "T-1")).ExpectProblem(HttpStatusCode.Conflict, "redemption-reversed");
        Assert.NotNull(problem["reversedBy"]);
        (await fixture.Till.Redeem(approval, "T-2")).Expect(HttpStatusCode.Created);
        (await fixture.Till.Redeem(approval, "T-3")).ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted");
        var line = (await fixture.Phone.Get(approval[..approval.IndexOf("/approvals", StringComparison.Ordinal)]))
            .Expect(HttpStatusCode.OK)["timeline"]!.AsArray()[^2]!;
        Assert.Equal(("approval.redemption-reversed", "Card declined"), (line["type"]!.ToString(), line["text"]!.ToString()));
        Assert.Equal(("T-1", "20.00"), (line["facts"]!["transaction"]!.ToString(), line["facts"]!["money"]!["amount"]!.ToString()));
    }

    [Fact]
    public async Task A_repeated_reversal_gets_the_same_answer_and_changes_nothing()
    {
        var approval = await fixture.Email.Grant(new { type = "refund", money = Usd("20"), uses = 3 });
        foreach (var transaction in new[] { "T-1", "T-2", "T-3" }) (await fixture.Till.Redeem(approval, transaction))
            .Expect(HttpStatusCode.Created);

        var first = await fixture.Till.Reverse(approval, "T-1");
        var again = await fixture.Admin.Reverse(approval, "T-1", new { reason = "Again" });

        Assert.Equal((first.Text, first.ETag), (again.Text, again.ETag));
        Assert.Equal(2, (int)(await fixture.Till.Now(approval))["used"]!);
        (await fixture.Till.Redeem(approval, "T-4")).Expect(HttpStatusCode.Created);
        (await fixture.Till.Redeem(approval, "T-5")).ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted");
    }

    [Fact]
    public async Task A_reversal_that_arrives_first_blocks_only_its_own_redemption()
    {
        var approval = await fixture.Email.Grant(new { type = "refund", money = Usd("20") });

        var blocked = await fixture.Till.Reverse(approval, "T-1");

        Assert.Null(blocked.Expect(HttpStatusCode.OK)["redeemedBy"]);
        Assert.NotNull(blocked["reversedBy"]);
        Assert.Equal(blocked.Text, (await fixture.Till.Reverse(approval, "T-1")).Text);
        Assert.Equal(blocked.Text, (await fixture.Till.Get(approval + "/redemptions/T-1")).Text);
        (await fixture.Till.Redeem(approval, "T-1")).ExpectProblem(HttpStatusCode.Conflict, "redemption-reversed");
        Assert.Equal(0, (int)(await fixture.Till.Now(approval))["used"]!);
        (await fixture.Till.Redeem(approval, "T-2")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_reversal_does_not_make_a_revoked_approval_usable()
    {
        var approval = await fixture.Email.Grant(new { type = "waiver" });
        await fixture.Till.Redeem(approval, "T-1");
        await fixture.Email.Revoke(approval);

        (await fixture.Till.Reverse(approval, "T-1")).Expect(HttpStatusCode.OK);

        (await fixture.Till.Redeem(approval, "T-2")).ExpectProblem(HttpStatusCode.Conflict, "approval-revoked");
    }
}
