using System.Net;
using IncidentNumbers;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;
using static IncidentService.Tests.NumberBlocks.NumberBlockCalls;

namespace IncidentService.Tests.NumberBlocks;

/// <summary>Blocks of reserved numbers: their owner, and who may see them.</summary>
public abstract class ReservingTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_block_has_the_requested_count_of_valid_numbers_which_no_other_block_has()
    {
        var blocks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fixture.Till.Reserve(1000)));

        Assert.All(blocks, block => Assert.Equal(1000, block.Length));
        Assert.Equal(8000, blocks.SelectMany(block => block).Distinct().Count());
        Assert.All(blocks[0], number => Assert.True(IncidentNumber.IsValid(long.Parse(number))));
    }

    [Fact]
    public async Task A_block_is_at_its_address_with_its_remaining_numbers()
    {
        var reserved = await fixture.Till.Post("/v1/number-blocks", new { size = 3 }, ("X-Location", "store-12"), ("X-Agent", "Kim"));
        var block = reserved.Expect(HttpStatusCode.Created);
        (await fixture.Till.OpenReserved(Held(block)[1])).Expect(HttpStatusCode.Created);

        var now = (await fixture.Till.Get(reserved.Location!)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ("store", "store-12", "Kim", 3, 0),
            ((string)block["channel"]!, (string)block["location"]!, (string)block["agent"]!, (int)block["size"]!, (int)block["opened"]!));
        Assert.Equal((1, (string)block["expiresAt"]!), ((int)now["opened"]!, (string)now["expiresAt"]!));
        Assert.Equal([Held(block)[0], Held(block)[2]], Held(now));
    }

    [Fact]
    public async Task Only_its_own_key_and_the_administrator_see_a_block()
    {
        using var other = await fixture.Service.Client("store");
        var address = (await fixture.Till.Post("/v1/number-blocks", new { size = 1 })).Location!;

        Assert.Contains(address, Addresses(await fixture.Till.Get("/v1/number-blocks")));
        Assert.Contains(address, Addresses(await fixture.Admin.Get("/v1/number-blocks?limit=200")));
        Assert.Empty(Addresses(await other.Get("/v1/number-blocks")));
        (await fixture.Admin.Get(address)).Expect(HttpStatusCode.OK);
        (await other.Get(address)).ExpectProblem(HttpStatusCode.NotFound, "number-block-unknown");
        foreach (var wrong in new[] { "1", "x", "-1", "99999999999999999999" })
            (await fixture.Till.Get("/v1/number-blocks/" + wrong)).ExpectProblem(HttpStatusCode.NotFound, "number-block-unknown");
    }

    [Fact]
    public async Task Blocks_are_listed_newest_first_page_by_page_without_their_numbers()
    {
        using var till = await fixture.Service.Client("store");
        var made = new List<string>();
        for (var round = 0; round < 5; round++) made.Insert(0, (await till.Post("/v1/number-blocks", new { size = 1 })).Location!);
        var listed = new List<string>();

        var page = (await till.Get("/v1/number-blocks?limit=2")).Expect(HttpStatusCode.OK);
        for (var pages = 0; pages < 2; pages++)
        {
            Assert.All(page["items"]!.AsArray(), block => Assert.Null(block!["numbers"]));
            listed.AddRange(page["items"]!.AsArray().Select(block => "/v1/number-blocks/" + block!["id"]));
            page = (await till.Get("/v1/number-blocks?limit=2&cursor=" + page["next"])).Expect(HttpStatusCode.OK);
        }
        listed.AddRange(page["items"]!.AsArray().Select(block => "/v1/number-blocks/" + block!["id"]));

        Assert.Equal(made, listed);
        Assert.Null(page["next"]);
    }

    [Fact]
    public async Task A_lookup_of_a_reserved_number_names_its_owner()
    {
        var number = (await fixture.Till.Reserve(1))[0];

        var lookup = await fixture.Phone.LookUp(number);

        Assert.Equal(
            ("reserved", "Test store", "store"),
            (lookup.Outcome(), lookup["reservedBy"]!.ToString(), lookup["reservedChannel"]!.ToString()));
        Assert.Empty(lookup["matches"]!.AsArray());
        (await fixture.Phone.Get("/v1/incidents/" + number)).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
    }

    [Fact]
    public async Task A_repeated_request_reserves_nothing_more()
    {
        var first = await fixture.Till.Post("/v1/number-blocks", new { size = 2 }, ("Idempotency-Key", "block-1"));
        var again = await fixture.Till.Post("/v1/number-blocks", new { size = 2 }, ("Idempotency-Key", "block-1"));

        Assert.Equal(
            (first.Expect(HttpStatusCode.Created).ToJsonString(), first.Location),
            (again.Expect(HttpStatusCode.Created).ToJsonString(), again.Location));
    }

    [Theory]
    [InlineData("""{"size":0}""", "size")]
    [InlineData("""{"size":1001}""", "size")]
    [InlineData("""{"size":-1}""", "size")]
    [InlineData("""{"size":1,"expiresAt":"2001-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"size":1,"expiresAt":"2099-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"size":1,"expiresAt":"tomorrow"}""", "expiresAt")]
    [InlineData("""{"size":1,"channel":"phone"}""", "channel")]
    public async Task A_block_of_no_or_too_many_numbers_or_of_no_time_is_refused(string body, string field)
    {
        var before = fixture.Service.Register.Count("number_blocks");

        var problem = (await fixture.Till.Post("/v1/number-blocks", body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
        Assert.Equal(before, fixture.Service.Register.Count("number_blocks"));
    }

    private static string[] Addresses(Answer page) =>
        [.. page.Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(block => "/v1/number-blocks/" + block!["id"])];
}
