using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Lookup.Recording;

/// <summary>Every lookup is recorded; the misses form the work list for improvements.</summary>
public abstract class RecordingTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task Every_lookup_is_recorded_with_channel_agent_and_outcome()
    {
        var number = await fixture.Email.Open();
        var found = (await fixture.Phone.Post("/v1/lookups", new { quoted = number }, ("X-Agent", "Jo Park"), ("X-Location", "store-12")))
            .Expect(HttpStatusCode.OK);

        var recorded = (await fixture.Email.Get("/v1/lookups/" + found["id"])).Expect(HttpStatusCode.OK);

        Assert.Equal(("phone", "store-12", "Jo Park"), (Text(recorded, "channel"), Text(recorded, "location"), Text(recorded, "agent")));
        Assert.Equal(("exact", number), (Text(recorded, "outcome"), Text(recorded, "number")));
        Assert.InRange((long)recorded["micros"]!, 1, 60_000_000);
        Assert.True(fixture.Service.Rows.Scalar<long>(
            "SELECT count(*) FROM lookups l JOIN api_keys k ON k.id = l.key_id WHERE l.id = @id AND k.channels = 'phone'",
            new { id = Convert.ToInt64(found["id"]!.ToString(), 16) }) == 1);
    }

    [Fact]
    public async Task A_miss_stores_the_quoted_text_and_a_hit_does_not()
    {
        var order = "order " + Guid.NewGuid().ToString("N")[..8] + "5512";
        var miss = await fixture.Phone.LookUp(order);
        var hit = await fixture.Phone.LookUp(await fixture.Email.Open());

        Assert.Equal(order, (await Recorded(miss))["quoted"]!.ToString());
        Assert.Null((await Recorded(hit))["quoted"]);
        Assert.Equal(0, fixture.Service.Rows.Scalar<long>(
            "SELECT count(*) FROM texts WHERE owner_id = @id", new { id = Convert.ToInt64(hit["id"]!.ToString(), 16) }));
    }

    [Fact]
    public async Task A_card_number_quoted_in_a_miss_is_masked_before_it_is_stored()
    {
        var miss = await fixture.Phone.LookUp("I paid with 4111 1111-1111 1111 on Monday");

        Assert.Equal("I paid with •••• ••••-•••• 1111 on Monday", (await Recorded(miss))["quoted"]!.ToString());
        Assert.DoesNotContain("4111", (await Recorded(miss))["shape"]!.ToString());
    }

    [Fact]
    public async Task Misses_are_listed_newest_first_by_outcome_channel_shape_and_whether_answered()
    {
        var first = await fixture.Phone.LookUp("ZQX-123456");
        var second = await fixture.Till.LookUp("zqx-654321");
        var number = await fixture.Email.Open();
        await fixture.Phone.LookUp(number);
        (await fixture.Email.Answer(first, number)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            [second["id"]!.ToString(), first["id"]!.ToString()], Ids(await fixture.Email.Get("/v1/lookups?outcome=none&shape=ZQX-999999")));
        Assert.Equal([first["id"]!.ToString()], Ids(await fixture.Email.Get("/v1/lookups?shape=ZQX-999999&channel=phone")));
        Assert.Equal([second["id"]!.ToString()], Ids(await fixture.Email.Get("/v1/lookups?shape=ZQX-999999&answered=false")));
        Assert.Equal([first["id"]!.ToString()], Ids(await fixture.Email.Get("/v1/lookups?shape=ZQX-999999&answered=true")));
    }

    [Fact]
    public async Task The_pages_of_the_list_hold_each_lookup_once()
    {
        var asked = new List<string>();
        for (var index = 0; index < 7; index++) asked.Add((await fixture.Phone.LookUp($"PGX{index}-{index}2345"))["id"]!.ToString());
        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = (await fixture.Email.Get("/v1/lookups?outcome=none&limit=3" + (next is null ? "" : "&cursor=" + next)))
                .Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.ToString()));
            next = page["next"]?.ToString();
        }
        while (next is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(asked.Except(seen));
    }

    [Theory]
    [InlineData("CAS-1234567", "CAS-9999999")]
    [InlineData("my case is cas-1234567, please", "CAS-9999999")]
    [InlineData("anna.berg@example.com", "(email)")]
    [InlineData("I lost the number", "(words)")]
    [InlineData("AnnaBergmann1234", "A…9999")]
    [InlineData("R/2026/001234", "R/9999/999999")]
    public async Task The_shape_of_a_miss_reveals_the_system_but_not_the_customer(string quoted, string shape) =>
        Assert.Equal(shape, (await Recorded(await fixture.Phone.LookUp(quoted)))["shape"]!.ToString());

    [Fact]
    public async Task Misses_are_counted_by_shape_to_reveal_a_missing_system()
    {
        var misses = new List<JsonNode>();
        for (var index = 0; index < 3; index++) misses.Add(await fixture.Till.LookUp($"WMS/77{index}11"));
        (await fixture.Email.Answer(misses[0], await fixture.Email.Open())).Expect(HttpStatusCode.OK);

        var shapes = (await fixture.Email.Get("/v1/lookups/shapes?channel=store")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

        var shape = Assert.Single(shapes, item => item!["shape"]!.ToString() == "WMS/99999")!;
        Assert.Equal((3, 2), ((int)shape["count"]!, (int)shape["unanswered"]!));
    }

    private static string? Text(JsonNode node, string name) => node[name]?.ToString();

    private static IEnumerable<string> Ids(Answer answer) =>
        answer.Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => item!["id"]!.ToString());

    private async Task<JsonNode> Recorded(JsonNode lookup) =>
        (await fixture.Email.Get("/v1/lookups/" + lookup["id"])).Expect(HttpStatusCode.OK);
}
