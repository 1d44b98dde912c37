using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Timeline;

namespace IncidentService.Tests.Events;

public abstract class FeedTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task An_event_is_a_cloud_event_of_facts_and_links()
    {
        var number = await fixture.Email.Open(
            new { subject = "Price match for a drill", category = "price-match", handoff = new { to = new { channel = "phone" }, reason = "Has to be ordered" } });

        var events = await EventsOf(number);

        var handoff = events.Single(item => item["type"]!.ToString() == "org.incidentservice.handoff.requested");
        Assert.Equal("1.0", handoff["specversion"]!.ToString());
        Assert.Equal($"{number}-2", handoff["id"]!.ToString());
        Assert.Equal(number, handoff["subject"]!.ToString());
        Assert.Equal("email", handoff["channel"]!.ToString());
        Assert.Equal("phone", handoff["data"]!["facts"]!["to"]!.ToString());
        Assert.Equal($"/v1/incidents/{number}/handoffs/1", handoff["data"]!["links"]!["handoff"]!.ToString());
        (await fixture.Email.Get(handoff["data"]!["links"]!["line"]!.ToString())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_event_contains_texts_or_the_identity_of_the_customer()
    {
        var number = await fixture.Email.Open(new
        {
            subject = "Waldmann bit the drill",
            contacts = new[] { new { kind = "email", value = "feed.anna@example.com" } },
            message = new { direction = "in", text = "My dog Waldmann bit it" },
        });
        await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Waldmann again" });

        var events = await EventsOf(number);

        Assert.Equal(3, events.Count);
        Assert.All(events, item => Assert.DoesNotContain("Waldmann", item.ToJsonString(), StringComparison.OrdinalIgnoreCase));
        Assert.All(events, item => Assert.DoesNotContain("feed.anna", item.ToJsonString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Pages_hold_every_event_once_in_the_order_of_their_positions()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => desk.Open(new { message = new { direction = "in", text = "Hello" } })));

        service.Register.ExpectWholeFeed();
        var positions = (await ReadAll(desk, "limit=7")).Select(item => long.Parse(item["position"]!.ToString())).ToList();

        Assert.Equal(Enumerable.Range(1, 80).Select(position => (long)position), positions);
    }

    [Fact]
    public async Task A_reader_at_the_end_of_the_feed_continues_when_events_arrive()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        await desk.Open();
        service.Register.ExpectWholeFeed();
        var end = (await desk.Get("/v1/events")).Expect(HttpStatusCode.OK);
        Assert.False(end["more"]!.GetValue<bool>());
        var nothing = (await desk.Get($"/v1/events?after={end["next"]}")).Expect(HttpStatusCode.OK);
        Assert.Empty(nothing["items"]!.AsArray());
        var number = await desk.Open();
        service.Register.ExpectWholeFeed();

        var more = (await desk.Get($"/v1/events?after={nothing["next"]}")).Expect(HttpStatusCode.OK);

        Assert.Equal($"{number}-1", Assert.Single(more["items"]!.AsArray())!["id"]!.ToString());
    }

    [Fact]
    public async Task A_reader_gets_only_the_types_and_the_channel_of_its_filter()
    {
        await using var service = await Start();
        using var email = await service.Client("email");
        using var phone = await service.Client("phone");
        var number = await email.Open(new { message = new { direction = "in", text = "Hello" } });
        await phone.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Called" });

        service.Register.ExpectWholeFeed();
        var noted = await ReadAll(phone, "types=note.added,org.incidentservice.incident.opened");
        var fromPhone = await ReadAll(phone, "channel=phone");

        Assert.Equal(
            ["org.incidentservice.incident.opened", "org.incidentservice.note.added"], noted.Select(item => item["type"]!.ToString()));
        Assert.Equal([$"{number}-3"], fromPhone.Select(item => item["id"]!.ToString()));
    }

    [Theory]
    [InlineData("types=nothing.happened")]
    [InlineData("types=note.added,")]
    [InlineData("channel=fax")]
    [InlineData("limit=201")]
    public async Task A_filter_that_could_match_nothing_is_refused(string query) =>
        (await fixture.Email.Get("/v1/events?" + query)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task A_cursor_of_another_filter_or_of_a_longer_feed_is_refused()
    {
        await using var service = await Start();
        using var desk = await service.Client("email");
        await desk.Open();
        await fixture.Email.Open();
        await fixture.Email.Open();
        fixture.Service.Register.ExpectWholeFeed();
        var next = (await fixture.Email.Get("/v1/events")).Expect(HttpStatusCode.OK)["next"]!.ToString();

        (await fixture.Email.Get($"/v1/events?channel=email&after={next}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        (await desk.Get($"/v1/events?after={next}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        (await desk.Get("/v1/events?after=x")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
    }

    [Fact]
    public void A_filter_accepts_every_type_of_the_timeline() =>
        Assert.Equal(EventTypes.All.Count, EventTypes.All.Distinct().Count(type => type.Contains('.', StringComparison.Ordinal)));

    private async Task<List<JsonNode>> EventsOf(string number)
    {
        fixture.Service.Register.ExpectWholeFeed();
        return [.. (await ReadAll(fixture.Email, "limit=200")).Where(item => item["subject"]!.ToString() == number)];
    }

    private static async Task<List<JsonNode>> ReadAll(ApiClient desk, string query)
    {
        var (items, next, more) = (new List<JsonNode>(), "", true);
        for (var page = 0; more; page++)
        {
            Assert.True(page < 1_000);
            var answer = (await desk.Get($"/v1/events?{query}&after={next}")).Expect(HttpStatusCode.OK);
            items.AddRange(answer["items"]!.AsArray().Select(item => item!));
            (next, more) = (answer["next"]!.ToString(), answer["more"]!.GetValue<bool>());
        }
        return items;
    }
}
