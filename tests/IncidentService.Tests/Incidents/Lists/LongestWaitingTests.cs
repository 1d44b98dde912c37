using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Incidents.Lists;

/// <summary>
/// Incidents that wait on us longest come first, whatever the channel: nobody should have to shout in public to be served.
/// </summary>
public abstract class LongestWaitingTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string category = "c" + Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public async Task The_longest_waiting_incident_is_listed_first_regardless_of_its_channel()
    {
        var (email, phone, till) = (await Open(fixture.Email), await Open(fixture.Phone), await Open(fixture.Till));
        await AddMessage(email, "out");
        await AddMessage(email, "in");

        Assert.Equal([phone, till, email], await List("waitingOn=us&order=longest-waiting"));
        Assert.Equal([till, phone, email], await List("order=newest"));
        Assert.Equal([till, phone, email], await List("waitingOn=us"));
    }

    [Fact]
    public async Task Closed_merged_and_customer_side_incidents_are_left_out_even_without_a_filter()
    {
        var (waiting, answered, closed, merged) = (
            await Open(fixture.Email), await Open(fixture.Email), await Open(fixture.Email), await Open(fixture.Email));
        await AddMessage(answered, "out");
        await fixture.Service.Close(closed);
        await fixture.Service.Merge(merged, waiting);

        Assert.Equal([waiting], await List("order=longest-waiting"));
        Assert.Equal([waiting], (await fixture.Phone.Post("/v1/incidents/search", new { category, order = "longest-waiting" })).Numbers());
    }

    [Theory]
    [InlineData("order=longest-waiting&waitingOn=customer")]
    [InlineData("order=oldest")]
    public async Task An_invalid_order_is_refused(string query)
    {
        var problem = (await fixture.Phone.Get("/v1/incidents?" + query)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("order", problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task Pages_have_each_incident_once_while_others_are_opened_and_a_cursor_belongs_to_its_order()
    {
        var opened = new List<string>();
        for (var index = 0; index < 5; index++) opened.Add(await Open(fixture.Email, sameMoment: index == 2));
        var (seen, next) = (new List<string>(), (string?)null);
        do
        {
            var page = (await fixture.Phone.Get(
                $"/v1/incidents?category={category}&order=longest-waiting&limit=2" + (next is null ? "" : "&cursor=" + next)))
                .Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["number"]!.ToString()));
            next = page["next"]?.ToString();
            if (next is null) continue;
            (await fixture.Phone.Get($"/v1/incidents?category={category}&limit=2&cursor={next}"))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
            if (opened.Count < 7) opened.Add(await Open(fixture.Phone));
        }
        while (next is not null);

        Assert.Equal(opened, seen);
    }

    private async Task<string> Open(ApiClient client, bool sameMoment = false)
    {
        if (!sameMoment) fixture.Service.Clock.Advance(TimeSpan.FromSeconds(1));
        return await client.Open(new { category });
    }

    private async Task AddMessage(string number, string direction)
    {
        fixture.Service.Clock.Advance(TimeSpan.FromSeconds(1));
        (await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction, text = "Hello" })).Expect(HttpStatusCode.Created);
    }

    private async Task<string[]> List(string query) => (await fixture.Phone.Get($"/v1/incidents?category={category}&{query}")).Numbers();
}
