using System.Collections.Concurrent;
using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Approvals.Redemptions;

/// <summary>
/// Kills the program between redeeming and answering. After the restart it knows what was redeemed, and nothing is honoured twice.
/// </summary>
public sealed class CrashTests : IDisposable
{
    private const int Tills = 16;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

    private string Register => Path.Combine(folder.FullName, "incidents.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task After_SIGKILL_a_repeated_redemption_gets_its_first_answer_and_no_more_is_redeemed_than_granted()
    {
        await ServiceProcess.Prepare(Register);
        var (desk, till) = (await Key("email", "read,write,approve"), await Key("store", "redeem"));
        for (var round = 1; round <= 3; round++)
        {
            var (sent, answered) = (new ConcurrentDictionary<string, bool>(), new ConcurrentDictionary<string, Answer>());
            string many, once;
            await using (var service = await ServiceProcess.Start(Register))
            {
                using var email = new ApiClient(service.Address, desk);
                (many, once) = (
                    await email.Grant(new { type = "refund", money = Usd("1000"), partial = true }),
                    await email.Grant(new { type = "waiver" }));
                var racing = Enumerable
                    .Range(0, Tills)
                    .Select(index => RedeemUntilItDies(service, till, many, once, $"{index}", sent, answered))
                    .ToList();
                await Eventually.IsTrue(() => answered.Count >= 100, "redemptions");
                await service.Kill();
                await Task.WhenAll(racing);
            }

            await using var restarted = await ServiceProcess.Start(Register);
            using var store = new ApiClient(restarted.Address, till);
            foreach (var transaction in sent.Keys)
            {
                var again = await store.Redeem(many, transaction, new { money = Usd("0.01") });
                if (answered.TryGetValue(transaction, out var first))
                    Assert.Equal((HttpStatusCode.OK, first.Text), (again.Status, again.Text));
                else Assert.True(again.Status is HttpStatusCode.OK or HttpStatusCode.Created, again.Text);
            }
            var used = await store.Now(many);
            Assert.Equal((sent.Count, $"{sent.Count / 100m:0.00}"), ((int)used["used"]!, used["usedMoney"]!["amount"]!.ToString()));
            await ExpectRedeemedOnce(store, once, answered.Values);
            RegisterInspector.OpenFile(Register).ExpectWholeFeed();
        }
    }

    private async Task<string> Key(string channel, string scopes)
    {
        var added = await CommandRun.Run(Register, "keys", "add", "--name", channel, "--channel", channel, "--scopes", scopes, "--quiet");
        return added.Expect(0).Trim();
    }

    /// <summary>
    /// Redeems the large approval with one transaction after another. Each transaction also tries the approval that suffices for one.
    /// </summary>
    private static async Task RedeemUntilItDies(
        ServiceProcess service, string key, string many, string once, string name, ConcurrentDictionary<string, bool> sent,
        ConcurrentDictionary<string, Answer> answered)
    {
        using var till = new ApiClient(service.Address, key);
        try
        {
            for (var index = 0; index < 10_000; index++)
            {
                var transaction = $"{name}-{index}";
                var racing = till.Redeem(once, transaction);
                sent[transaction] = true;
                var answer = await till.Redeem(many, transaction, new { money = Usd("0.01") });
                answer.Expect(HttpStatusCode.Created);
                answered[transaction] = answer;
                if ((await racing).Status == HttpStatusCode.Created) answered["once " + transaction] = await racing;
            }
        }
        catch (HttpRequestException)
        {
            // The connection died with the program. Only a repeated request shows whether the last one was redeemed.
        }
    }

    private static async Task ExpectRedeemedOnce(ApiClient till, string once, IEnumerable<Answer> answered)
    {
        Assert.Equal(1, (int)(await till.Now(once))["used"]!);
        var problem = (await till.Redeem(once, "late")).ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted");
        var winner = problem["redeemedBy"]!["transaction"]!.ToString();
        var again = await till.Redeem(once, winner);
        again.Expect(HttpStatusCode.OK);
        Assert.All(
            answered.Where(answer => answer.Location!.StartsWith(once, StringComparison.Ordinal)),
            answer => Assert.Equal(again.Text, answer.Text));
    }
}
