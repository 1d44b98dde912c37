using System.Net;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Storage;
using static IncidentService.Tests.Tracking.CustomerCalls;

namespace IncidentService.Tests.Tracking;

/// <summary>A wrong number and a wrong contact cost the same.</summary>
public sealed class CostTests(CountedPostgres counted) : IClassFixture<CountedPostgres>
{
    [Fact]
    public async Task Every_wrong_number_and_contact_runs_the_same_statement_in_one_round_trip()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        var (email, merged) = (NewEmail(), await counted.Desk.OpenFor(NewEmail()));
        var number = await counted.Desk.OpenFor(email);
        (await counted.Desk.Post($"/v1/incidents/{merged}/merge", new { into = number })).Expect(HttpStatusCode.OK);

        var costs = new List<Cost>();
        foreach (var typed in new[] { number, merged, IncidentNumber.Mint().ToString() })
        {
            costs.Add(await counted.Measure(async () => (await counted.Desk.OpenView(typed, NewEmail()))
                .ExpectProblem(HttpStatusCode.NotFound, "tracking-not-found")));
        }

        Assert.All(costs, cost => Assert.Equal((1, 1), (cost.RoundTrips, cost.Statements.Count)));
        Assert.Single(costs.Select(cost => cost.Statements[0]).Distinct());
    }
}
