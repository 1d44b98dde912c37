using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Http;

/// <summary>A key lists its places, and a request chooses among them. A single place needs no header.</summary>
public abstract class OriginTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_key_with_a_single_channel_location_and_team_needs_no_headers()
    {
        using var client = await Client("phone", "store-1", "sales");

        Assert.Equal(("phone", "store-1", "sales"), await Open(client));
    }

    [Fact]
    public async Task A_write_with_a_key_of_several_channels_must_choose_one_and_a_read_need_not()
    {
        using var client = await Client("phone chat", "*", "*");

        (await client.Post("/v1/incidents", new { })).ExpectProblem(HttpStatusCode.BadRequest, "channel-required");
        Assert.Equal(("chat", null, null), await Open(client, ("X-Channel", "chat")));
        Assert.Equal("phone", (await Open(client, ("X-Channel", " Phone "))).Channel);
        (await client.Get("/v1/incidents")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_request_may_choose_one_of_the_listed_locations_and_teams_or_any_if_all_are_allowed()
    {
        using var several = await Client("store", "store-1 store-2", "floor till");
        using var any = await Client("store", "*", "*");

        Assert.Equal(("store", null, null), await Open(several));
        Assert.Equal(("store", "store-2", "till"), await Open(several, ("X-Location", "STORE-2"), ("X-Team", "till")));
        Assert.Equal(("store", "store-99", "anyone"), await Open(any, ("X-Location", "store-99"), ("X-Team", "anyone")));
    }

    [Theory]
    [InlineData("X-Channel", "email")]
    [InlineData("X-Location", "store-3")]
    [InlineData("X-Team", "legal")]
    public async Task A_channel_location_or_team_that_the_key_does_not_list_is_refused(string header, string value)
    {
        using var client = await Client("store", "store-1", "floor");

        (await client.Post("/v1/incidents", new { }, (header, value))).ExpectProblem(HttpStatusCode.Forbidden, "place-not-allowed");
    }

    [Theory]
    [InlineData("X-Channel", "a b")]
    [InlineData("X-Channel", "")]
    [InlineData("X-Location", "störe")]
    [InlineData("X-Team", "*")]
    [InlineData("X-Agent", "Jo\tPark")]
    public async Task An_invalid_header_is_refused_by_its_name(string header, string value)
    {
        var problem = (await fixture.Till.Post("/v1/incidents", new { }, (header, value)))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(header, problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task A_header_given_twice_is_refused()
    {
        foreach (var header in new[] { "X-Channel", "X-Agent" })
        {
            var (status, text) = await RawHttp.Send(
                fixture.Service.Address, fixture.Phone.Key, "POST /v1/incidents", "Content-Type: application/json", "Content-Length: 2",
                $"{header}: phone", $"{header}: chat", "", "{}");
            Assert.Equal(400, status);
            Assert.Contains(header, text);
        }
    }

    [Fact]
    public async Task The_agent_is_recorded_as_asserted()
    {
        var card = (await fixture.Phone.Post("/v1/incidents", new { }, ("X-Agent", " Jörg Park "))).Expect(HttpStatusCode.Created);

        Assert.Equal("Jörg Park", card["timeline"]![0]!["agent"]!.ToString());
    }

    private async Task<ApiClient> Client(string channels, string locations, string teams) =>
        new(fixture.Service.Address, await fixture.Service.Key(channels, ["read", "write"], locations, teams));

    private static async Task<(string Channel, string? Location, string? Team)> Open(ApiClient client, params (string, string)[] headers)
    {
        var card = (await client.Post("/v1/incidents", new { }, headers)).Expect(HttpStatusCode.Created);
        return (card["channel"]!.ToString(), card["location"]?.ToString(), card["team"]?.ToString());
    }
}
