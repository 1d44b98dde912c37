using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.NumberBlocks;

/// <summary>Two tills open reserved numbers at once, at one program or at two over one file.</summary>
public abstract class RaceTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const int Callers = 32;
    private RunningService one = null!;
    private RunningService other = null!;
    private string key = "";
    private ApiClient till = null!;

    public async ValueTask InitializeAsync()
    {
        one = await Start();
        other = await Start(beside: one);
        key = await one.Key("store", ["read", "write"]);
        till = new ApiClient(one.Address, key);
    }

    public async ValueTask DisposeAsync()
    {
        till.Dispose();
        await other.DisposeAsync();
        await one.DisposeAsync();
    }

    [Fact]
    public async Task Concurrent_requests_open_a_number_once_and_all_get_the_same_answer()
    {
        using var race = new Race(Callers, (one.Address, key), (other.Address, key));

        foreach (var number in await till.Reserve(10))
        {
            var finishes = await race.Run(HttpMethod.Put, "/v1/incidents/" + number, """{ "subject": "The line was down" }""");

            finishes.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.OK);
            Assert.Single(finishes, finish => finish.Status == HttpStatusCode.Created);
            Assert.Equal(Callers - 1, finishes.Count(finish => finish.Status == HttpStatusCode.OK));
            Assert.Single(finishes.Select(finish => (finish.Text, finish.ETag)).Distinct());
        }
        Assert.Equal(10, one.Register.Count("incidents"));
        one.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Concurrently_reserved_blocks_share_no_number()
    {
        const int Blocks = 8;
        using var race = new Race(Blocks, (one.Address, key), (other.Address, key));

        var finishes = await race.Run(HttpMethod.Post, "/v1/number-blocks", """{ "size": 1000 }""");

        Assert.All(finishes, finish => Assert.Equal(HttpStatusCode.Created, finish.Status));
        Assert.Equal(Blocks * 1000, one.Register.Scalar<long>("SELECT count(*) FROM numbers WHERE block_id IS NOT NULL"));
        Assert.Equal(
            Blocks,
            one.Register.Scalar<long>("SELECT count(*) FROM (SELECT block_id FROM numbers GROUP BY block_id HAVING count(*) = 1000) b"));
    }
}
