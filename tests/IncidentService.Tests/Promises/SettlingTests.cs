using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Promises;

/// <summary>A promise gets one outcome. A promise broken without a note stays on the card until a note is added.</summary>
public abstract class SettlingTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private RunningService service = null!;
    private ApiClient desk = null!;
    private string number = "";

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        desk = await service.Client("email");
        number = await desk.Open();
        await desk.Promise(number, service.In(TimeSpan.FromHours(1)));
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Theory]
    [InlineData("kept", null)]
    [InlineData("kept", "Called back")]
    [InlineData("withdrawn", null)]
    [InlineData("broken", "Nobody was there")]
    public async Task A_promise_that_is_settled_and_accounted_for_leaves_the_card(string outcome, string? note)
    {
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        var now = service.In(TimeSpan.Zero);

        var settled = (await desk.Settle(number, 1, outcome, note)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            (outcome, now, now), (settled["state"]!.ToString(), settled["settledAt"]!.ToString(), settled["answeredAt"]!.ToString()));
        Assert.Equal(settled.ToJsonString(), (await desk.ReadPromise(number, 1)).ToJsonString());
        Assert.Empty(await desk.OnCard(number));
        var line = (await desk.Get("/v1/incidents/" + number))["timeline"]!.AsArray()[^1]!;
        Assert.Equal(("promise." + outcome, note), (line["type"]!.ToString(), line["text"]?.ToString()));
    }

    [Fact]
    public async Task A_promise_broken_without_a_note_stays_on_the_card_until_a_note_is_added()
    {
        var broken = (await desk.Settle(number, 1, "broken")).Expect(HttpStatusCode.OK);
        Assert.NotNull(broken["settledAt"]);
        Assert.Null(broken["answeredAt"]);
        Assert.Equal("1", await desk.OnCard(number));
        var unchanged = await desk.Settle(number, 1, "broken");

        service.Clock.Advance(TimeSpan.FromMinutes(5));
        var answered = (await desk.Settle(number, 1, "broken", "Nobody was there")).Expect(HttpStatusCode.OK);

        Assert.Equal(broken.ToJsonString(), unchanged.Text);
        Assert.Equal(broken["settledAt"]!.ToString(), answered["settledAt"]!.ToString());
        Assert.Equal(service.In(TimeSpan.Zero), answered["answeredAt"]!.ToString());
        Assert.Empty(await desk.OnCard(number));
        Assert.Equal(["promise.made", "promise.broken", "promise.answered"], await desk.PromiseEvents(number));
    }

    [Theory]
    [InlineData("kept")]
    [InlineData("broken")]
    [InlineData("withdrawn")]
    public async Task The_same_outcome_again_changes_nothing_and_another_is_refused(string outcome)
    {
        var first = await desk.Settle(number, 1, outcome, "The first note");
        var before = service.Rows.Count();

        var again = await desk.Settle(number, 1, outcome, "Another note");

        Assert.Equal((HttpStatusCode.OK, first.Text, first.ETag), (again.Status, again.Text, again.ETag));
        foreach (var other in new[] { "kept", "broken", "withdrawn" }.Where(other => other != outcome))
            Assert.Contains(
                outcome,
                (await desk.Settle(number, 1, other, "A note")).ExpectProblem(HttpStatusCode.Conflict, "promise-settled")["detail"]!
                    .ToString(),
                StringComparison.Ordinal);
        Assert.Equal(before, service.Rows.Count());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"outcome":"open"}""")]
    [InlineData("""{"outcome":"overdue"}""")]
    [InlineData("""{"outcome":"Kept"}""")]
    public async Task Any_other_outcome_is_refused(string body) =>
        (await desk.Put($"/v1/incidents/{number}/promises/1/outcome", body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task A_key_without_the_scope_read_does_not_see_the_text_of_a_promise()
    {
        using var writer = await service.Client("phone", "write");

        var settled = await writer.Settle(number, 1, "kept");

        Assert.Equal("kept", settled.Expect(HttpStatusCode.OK)["state"]!.ToString());
        Assert.Null(settled["text"]);
    }

    [Fact]
    public async Task An_outdated_if_match_is_refused()
    {
        var before = (await desk.Get("/v1/incidents/" + number)).ETag!;
        await desk.Promise(number, service.In(TimeSpan.FromHours(1)));

        var late = await desk.Put($"/v1/incidents/{number}/promises/1/outcome", new { outcome = "kept" }, ("If-Match", before));

        late.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.Equal("open", (await desk.ReadPromise(number, 1))["state"]!.ToString());
    }

    [Fact]
    public async Task Of_two_concurrent_outcomes_one_is_stored_and_the_other_is_refused()
    {
        for (var promise = 2; promise < 22; promise++)
        {
            await desk.Promise(number, service.In(TimeSpan.FromHours(1)));
            var answers = await Task.WhenAll(desk.Settle(number, promise, "kept"), desk.Settle(number, promise, "withdrawn"));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
        }
        service.Register.ExpectWholeFeed();
    }
}
