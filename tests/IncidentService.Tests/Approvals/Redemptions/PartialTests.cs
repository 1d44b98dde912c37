using System.Globalization;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Approvals.Redemptions;

/// <summary>Partial redemptions add up to the granted amount exactly, never to more.</summary>
public abstract class PartialTests(ServiceFixture fixture) : Suite(fixture)
{
    private const int Sequences = 40;
    private const int Granted = 100_000;

    /// <summary>
    /// One step: a till redeems an amount in thousandths (0: the rest) under one of a few transactions, or reverses it.
    /// </summary>
    private sealed record Step(bool Reverses, int Transaction, int Amount);

    private static readonly Gen<Step> Steps =
        from reverses in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        from transaction in Gen.Choose(1, 8)
        from amount in Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(1, 60_000)))
        select new Step(reverses, transaction, amount);

    [Fact]
    public async Task A_partial_approval_is_redeemed_in_parts_until_nothing_is_left()
    {
        var approval = await fixture.Email.Grant(new { type = "refund", item = "DCD791", quantity = 3, money = Kwd("20"), partial = true });

        (await fixture.Till.Redeem(approval, "T-1", new { quantity = 2, money = Kwd("7.999") })).Expect(HttpStatusCode.Created);
        var tooMuch = (await fixture.Till.Redeem(approval, "T-2", new { money = Kwd("12.002") }))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "does-not-fit");
        (await fixture.Till.Redeem(approval, "T-2", new { quantity = 4 }))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "does-not-fit");
        var rest = (await fixture.Till.Redeem(approval, "T-2")).Expect(HttpStatusCode.Created);
        var over = await fixture.Till.Redeem(approval, "T-3", new { money = Kwd("0.001") });

        Assert.Equal("12.001", tooMuch["left"]!["amount"]!.ToString());
        Assert.Equal(("12.001", 3), (rest["money"]!["amount"]!.ToString(), (int)rest["quantity"]!));
        Assert.Equal(rest.ToJsonString(), (await fixture.Till.Redeem(approval, "T-2")).Expect(HttpStatusCode.OK).ToJsonString());
        Assert.Equal("T-2", over.ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted")["redeemedBy"]!["transaction"]!.ToString());
        Assert.Equal("20.00", (await fixture.Till.Now(approval))["usedMoney"]!["amount"]!.ToString());
    }

    [Fact]
    public async Task A_partial_approval_may_limit_the_number_of_redemptions()
    {
        var approval = await fixture.Email.Grant(new { type = "discount", money = Usd("20"), partial = true, uses = 2 });

        (await fixture.Till.Redeem(approval, "T-1", new { money = Usd("1") })).Expect(HttpStatusCode.Created);
        (await fixture.Till.Redeem(approval, "T-2", new { money = Usd("1") })).Expect(HttpStatusCode.Created);

        (await fixture.Till.Redeem(approval, "T-3", new { money = Usd("1") })).ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted");
    }

    [Fact]
    public void Any_sequence_of_redemptions_and_reversals_adds_up_and_never_exceeds_the_grant() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Sequences),
        Prop.ForAll(Gen.ListOf(Steps, 25).ToArbitrary(), steps => Task.Run(() => AddsUp(steps)).GetAwaiter().GetResult()));

    /// <summary>Runs the steps against the service and against a model of a few lines.</summary>
    private async Task<bool> AddsUp(IEnumerable<Step> steps)
    {
        var approval = await fixture.Email.Grant(new { type = "refund", money = Kwd(Written(Granted)), partial = true });
        var (standing, reversed) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        foreach (var step in steps)
        {
            var answer = step.Reverses
                ? await fixture.Till.Reverse(approval, $"T-{step.Transaction}")
                : await fixture.Till.Redeem(
                    approval, $"T-{step.Transaction}", step.Amount == 0 ? new { } : new { money = Kwd(Written(step.Amount)) });
            if ((int)answer.Status != Expected(step, standing, reversed)) return false;
            var used = Read((await fixture.Till.Now(approval))["usedMoney"]!["amount"]!.ToString());
            if (used > Granted || used != standing.Values.Sum()) return false;
        }
        return true;
    }

    private static int Expected(Step step, Dictionary<int, int> standing, Dictionary<int, int> reversed)
    {
        if (step.Reverses)
        {
            if (!reversed.ContainsKey(step.Transaction)) reversed[step.Transaction] = standing.GetValueOrDefault(step.Transaction);
            standing.Remove(step.Transaction);
            return 200;
        }
        if (reversed.TryGetValue(step.Transaction, out var was)) return was == 0 || step.Amount == 0 || step.Amount == was ? 409 : 422;
        if (standing.TryGetValue(step.Transaction, out var amount)) return step.Amount == 0 || step.Amount == amount ? 200 : 422;
        var left = Granted - standing.Values.Sum();
        if (left == 0) return 409;
        if (step.Amount > left) return 422;
        standing[step.Transaction] = step.Amount == 0 ? left : step.Amount;
        return 201;
    }

    private static string Written(int thousandths) => (thousandths / 1_000m).ToString("0.000", CultureInfo.InvariantCulture);

    private static int Read(string amount) => (int)(decimal.Parse(amount, CultureInfo.InvariantCulture) * 1_000);
}
