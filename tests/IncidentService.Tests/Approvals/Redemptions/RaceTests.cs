using System.Net;
using IncidentNumbers;
using IncidentService.Approvals.Redemptions;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Keys.Limiting;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Approvals.Redemptions;

/// <summary>Under any number of concurrent tills, at one program or two over one file, redemptions never exceed the grant.</summary>
public abstract class RaceTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const int Tills = 200;
    private RunningService one = null!;
    private RunningService other = null!;
    private ApiClient desk = null!;
    private ApiClient[] tills = [];

    public async ValueTask InitializeAsync()
    {
        one = await Start();
        other = await Start(beside: one);
        desk = await one.Client("email", "read", "write", "approve");
        var key = await one.Key("store", ["redeem"]);
        tills = [new ApiClient(one.Address, key), new ApiClient(other.Address, key)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in tills.Append(desk)) client.Dispose();
        await other.DisposeAsync();
        await one.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Of_two_hundred_concurrent_tills_one_redeems_and_the_others_are_refused_with_its_name(int programs)
    {
        for (var round = 0; round < 5; round++)
        {
            var approval = await desk.Grant(new { type = "price-match", item = "DCD791", money = Usd("129.99") });

            var answers = await Task.WhenAll(
                Enumerable.Range(0, Tills)
                    .Select(till => tills[till % programs].Redeem(approval, $"T-{till}", null, ("X-Location", $"store-{till}"))));

            answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.Conflict);
            var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            var lost = answers.Where(answer => answer != won).ToList();
            Assert.Equal(Tills - 1, lost.Count);
            Assert.All(lost, answer => Assert.Equal(
                won["redeemedBy"]!.ToJsonString(),
                answer.ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted")["redeemedBy"]!.ToJsonString()));
            Assert.Equal(1, (int)(await desk.Now(approval))["used"]!);
        }
        one.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task One_transaction_sent_concurrently_is_redeemed_once_with_identical_answers()
    {
        var approval = await desk.Grant(new { type = "waiver", uses = 1000 });

        var answers = await Task.WhenAll(Enumerable.Range(0, Tills).Select(till => tills[till % 2].Redeem(approval, "T-1")));

        answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.OK);
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(Tills - 1, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(1, (int)(await desk.Now(approval))["used"]!);
    }

    [Fact]
    public async Task Concurrent_partial_redemptions_add_up_to_the_grant()
    {
        var approval = await desk.Grant(new { type = "refund", money = Usd("10.00"), partial = true });

        var answers = await Task.WhenAll(
            Enumerable.Range(0, Tills).Select(till => tills[till % 2].Redeem(approval, $"T-{till}", new { money = Usd("0.30") })));

        answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(33, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.ExpectProblem(HttpStatusCode.UnprocessableEntity, "does-not-fit"));
        Assert.Equal("9.90", (await desk.Now(approval))["usedMoney"]!["amount"]!.ToString());
    }

    [Fact]
    public async Task A_reversal_that_races_its_redemption_leaves_nothing_redeemed()
    {
        for (var round = 0; round < 20; round++)
        {
            var approval = await desk.Grant(new { type = "waiver", uses = 2 });
            (await tills[0].Redeem(approval, "T-0")).Expect(HttpStatusCode.Created);

            var sent = Enumerable.Range(0, 16)
                .Select(
                    caller => caller % 4 == 0 ? tills[caller / 4 % 2].Redeem(approval, "T-1") : tills[caller % 2].Reverse(approval, "T-1"));
            var answers = await Task.WhenAll(sent);

            Assert.All(answers.Where((_, caller) => caller % 4 != 0), answer => answer.Expect(HttpStatusCode.OK));
            Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.Created), 0, 1);
            Assert.Equal(1, (int)(await desk.Now(approval))["used"]!);
            (await tills[0].Redeem(approval, "T-1")).ExpectProblem(HttpStatusCode.Conflict, "redemption-reversed");
            (await tills[0].Redeem(approval, "T-2")).Expect(HttpStatusCode.Created);
            (await tills[0].Redeem(approval, "T-3")).ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted");
        }
    }

    [Fact]
    public async Task After_a_concurrent_revocation_only_completed_redemptions_count()
    {
        var approval = await desk.Grant(new { type = "waiver", uses = 1000 });

        var racing = Enumerable.Range(0, Tills).Select(till => tills[till % 2].Redeem(approval, $"T-{till}")).ToList();
        var revoked = (await desk.Revoke(approval)).Expect(HttpStatusCode.OK);
        var answers = await Task.WhenAll(racing);

        answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.Conflict);
        var redeemed = answers.Count(answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(Tills - redeemed, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        Assert.Equal((redeemed, redeemed), ((int)revoked["used"]!, (int)(await desk.Now(approval))["used"]!));
    }

    [Fact]
    public async Task The_update_statement_itself_never_exceeds_the_grant()
    {
        foreach (
            var grant in new object[]
            {
                new { type = "waiver", money = Usd("5") },
                new { type = "waiver", money = Usd("5"), partial = true }
            })
        {
            var number = await desk.Open();
            await desk.Grant(number, grant);

            await Assert.ThrowsAsync<ConcurrencyConflictException>(() => RedeemTwice(IncidentNumber.FromValue(long.Parse(number))));

            Assert.Equal(0, (int)(await desk.Now($"/v1/incidents/{number}/approvals/1"))["used"]!);
        }
    }

    [Fact]
    public async Task The_daily_maximum_holds_under_concurrent_grants()
    {
        var limits = new GrantLimits(PerGrant: 50_0000, PerDay: 100_0000, "USD");
        var key = await one.Key("email", ["approve"], grants: limits);
        using var here = new ApiClient(one.Address, key);
        using var there = new ApiClient(other.Address, key);
        var numbers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => desk.Open()));

        var answers = await Task.WhenAll(numbers.Select((number, index) =>
            (index % 2 == 0 ? here : there).Post($"/v1/incidents/{number}/approvals", new { type = "waiver", money = Usd("7.00") })));

        Assert.Equal(14, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.ExpectProblem(HttpStatusCode.Forbidden, "day-maximum-reached"));
        Assert.Equal(98_0000, one.Register.Scalar<long>("SELECT total FROM grant_days"));
        Assert.Equal(14, one.Register.Count("approvals"));
    }

    /// <summary>Redeems with an approval that was read before another redemption.</summary>
    private Task<HttpReply> RedeemTwice(IncidentNumber number) => one.Change(async transaction =>
        {
            var incident = (await transaction.LockIncident(number))!;
            var stale = (await transaction.FindApproval(incident.Id, 1))!;
            var till = new Origin(7, "store", null, null, null);
            foreach (var id in new[] { "T-1", "T-2" })
                transaction.SaveRedemption(
                    stale, new RedemptionInput(id, null, null, null).CreateRedemption(stale, till, transaction.Now));
            return HttpReply.Empty(204);
        },
        CancellationToken.None);
}
