using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using IncidentService.Background;
using IncidentService.Common;
using IncidentService.Promises.Overdue;
using IncidentService.Storage;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Promises.Overdue;

/// <summary>A promise that is not kept in time becomes overdue once, and stays on the card until somebody accounts for it.</summary>
public abstract class OverdueTests(Engine engine) : Suite(engine), IAsyncLifetime
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

    [Fact]
    public async Task A_promise_becomes_overdue_at_its_due_time_without_a_request()
    {
        service.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMicroseconds(1));
        await service.SweepNow();
        Assert.Equal("open", (await desk.ReadPromise(number, 1))["state"]!.ToString());

        service.Clock.Advance(TimeSpan.FromSeconds(1));

        await Eventually.IsTrue(() => service.Register.Scalar<string>("SELECT state FROM promises") == "overdue", "the promise is overdue");
        var promise = await desk.ReadPromise(number, 1);
        Assert.Equal(service.In(TimeSpan.Zero), promise["overdueAt"]!.ToString());
        Assert.Equal("1", await desk.OnCard(number));
        var line = (await desk.Get("/v1/incidents/" + number))["timeline"]!.AsArray()[^1]!;
        Assert.Equal("promise.overdue", line["type"]!.ToString());
        Assert.Equal((number, "1"), (line["facts"]!["number"]!.ToString(), line["facts"]!["promise"]!.ToString()));
        Assert.Null(line["channel"] ?? line["agent"]);
    }

    [Fact]
    public async Task Several_sweeps_report_an_overdue_promise_once()
    {
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var count = 0; count < 5; count++)
        {
            await service.SweepNow();
            service.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(["promise.made", "promise.overdue"], await desk.PromiseEvents(number));
        service.Register.ExpectWholeFeed();
    }

    [Theory]
    [InlineData("kept", null, true)]
    [InlineData("withdrawn", null, true)]
    [InlineData("broken", "We forgot", true)]
    [InlineData("broken", null, false)]
    public async Task An_overdue_promise_stays_on_the_card_until_somebody_accounts_for_it(string outcome, string? note, bool answered)
    {
        service.Clock.Advance(TimeSpan.FromHours(2));
        await service.SweepNow();
        var overdueAt = (await desk.ReadPromise(number, 1))["overdueAt"]!.ToString();

        var settled = (await desk.Settle(number, 1, outcome, note)).Expect(HttpStatusCode.OK);

        Assert.Equal((outcome, overdueAt), (settled["state"]!.ToString(), settled["overdueAt"]!.ToString()));
        Assert.Equal(answered ? "" : "1", await desk.OnCard(number));
    }

    [Fact]
    public async Task A_promise_settled_in_time_never_becomes_overdue()
    {
        (await desk.Settle(number, 1, "broken")).Expect(HttpStatusCode.OK);
        service.Clock.Advance(TimeSpan.FromDays(1));
        await service.SweepNow();

        var promise = await desk.ReadPromise(number, 1);
        Assert.Equal("broken", promise["state"]!.ToString());
        Assert.Null(promise["overdueAt"]);
    }

    [Fact]
    public async Task An_overdue_promise_stops_the_quiet_period_of_a_resolved_incident()
    {
        var closesAt = service.Clock.GetUtcNow().AddDays(7).ToUnixTimeMilliseconds() * 1000;
        await service.Seed("UPDATE incidents SET state = 'resolved', closes_at = @closesAt", new { closesAt });

        service.Clock.Advance(TimeSpan.FromHours(1));
        await service.SweepNow();

        Assert.Null((await desk.Get("/v1/incidents/" + number))["closesAt"]);
    }

    [Fact]
    public async Task A_promise_of_a_merged_incident_becomes_overdue_in_the_timeline_of_the_survivor_under_its_own_number()
    {
        var survivor = await desk.Open();
        await service.Merge(number, survivor);

        service.Clock.Advance(TimeSpan.FromHours(1));
        await service.SweepNow();

        Assert.Equal("overdue", (await desk.ReadPromise(number, 1))["state"]!.ToString());
        var line = (await desk.Get("/v1/incidents/" + survivor))["timeline"]!.AsArray()[^1]!;
        Assert.Equal(
            (survivor, "promise.overdue", number),
            (line["number"]!.ToString(), line["type"]!.ToString(), line["facts"]!["number"]!.ToString()));
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task After_a_week_without_sweeps_all_due_promises_are_marked_in_the_order_of_their_due_times()
    {
        const int Promises = 500;
        var numbers = new List<string>();
        for (var count = 0; count < 50; count++) numbers.Add(await desk.Open());
        await Parallel.ForEachAsync(Enumerable.Range(0, Promises), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (index, _) =>
            await desk.Promise(numbers[index % numbers.Count], service.In(TimeSpan.FromMinutes(61 + (index * 7919 % Promises)))));

        service.Clock.Advance(TimeSpan.FromDays(7));
        await Eventually.IsTrue(
            () =>
            {
                service.Clock.Advance(TimeSpan.FromSeconds(1));
                return service.Register.Scalar<long>("SELECT count(*) FROM promises WHERE state = 'open'") == 0;
            },
            "all are overdue");

        service.Register.ExpectWholeFeed();
        var due = service.Register.List<(long Incident, int Ordinal)>(
            "SELECT incident_id, ordinal FROM promises ORDER BY due_at, incident_id, ordinal");
        var marked = EventsOfType("promise.overdue");
        Assert.Equal(due.Order(), marked.Order());
        // a single writer keeps the order; servers mark the items of a page concurrently
        if (Engine.IsSqlite) Assert.Equal(due, marked);
    }

    [Fact]
    public async Task Two_programs_on_one_file_mark_each_promise_once()
    {
        await using var other = await Start(beside: service);
        await Task.WhenAll(
            Enumerable.Range(0, 100).Select(count => desk.Promise(number, service.In(TimeSpan.FromMinutes(1 + (count / 5))))));

        for (var minute = 0; minute < 60; minute++)
        {
            service.Clock.Advance(TimeSpan.FromMinutes(1)); // each time the lease has expired, and the first program takes it
            other.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(service.SweepNow(), other.SweepNow());
        }

        await Eventually.IsTrue(
            () => service.Register.Scalar<long>("SELECT count(*) FROM promises WHERE state = 'open'") == 0, "all are overdue");
        Assert.Equal(Enumerable.Range(1, 101), EventsOfType("promise.overdue").Select(promise => promise.Ordinal).Order());
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task A_sweeper_that_lost_its_lease_marks_nothing()
    {
        var sweep = new PromiseSweep(service.Store);
        var stalled = (await service.Store.TakeLease(Sweeper.LeaseName, 1, CancellationToken.None))!;
        var hour = TimeSpan.FromHours(1);
        var until = Instant.Now(service.Clock).Plus(hour + Leases.Duration);
        await service.Seed("UPDATE leases SET holder = 2, fence = fence + 1, expires_at = @until", new { until });
        service.Clock.Advance(hour);
        var due = Assert.Single(await sweep.ListDue(Instant.Now(service.Clock), 10));

        Assert.False(
            await service.Store.Change(stalled, transaction => sweep.Process(service.Clockwork(transaction), due), CancellationToken.None));
        Assert.Equal("open", (await desk.ReadPromise(number, 1))["state"]!.ToString());

        var next = stalled with { Holder = 2, Fence = stalled.Fence + 1 };
        Assert.True(
            await service.Store.Change(next, transaction => sweep.Process(service.Clockwork(transaction), due), CancellationToken.None));
        Assert.Equal("overdue", (await desk.ReadPromise(number, 1))["state"]!.ToString());
    }

    [Fact]
    public async Task If_settling_races_the_sweep_either_order_is_consistent()
    {
        for (var promise = 2; promise < 22; promise++)
        {
            await desk.Promise(number, service.In(TimeSpan.FromMinutes(1)));
            service.Clock.Advance(TimeSpan.FromMinutes(1));
            var settling = desk.Settle(number, promise, "kept");
            await Task.WhenAll(settling, service.SweepNow());
            (await settling).Expect(HttpStatusCode.OK);
            Assert.Equal("kept", (await desk.ReadPromise(number, promise))["state"]!.ToString());
        }

        Assert.Equal(Enumerable.Range(2, 20), EventsOfType("promise.kept").Select(promise => promise.Ordinal).Order());
        var overdue = EventsOfType("promise.overdue").Select(promise => promise.Ordinal);
        Assert.Equal(service.Register.List<int>("SELECT ordinal FROM promises WHERE overdue_at IS NOT NULL").Order(), overdue.Order());
        service.Register.ExpectWholeFeed();
    }

    /// <summary>The promises that events of this type concern, in the order of the feed.</summary>
    private List<(long Incident, int Ordinal)> EventsOfType(string type) =>
        [.. service.Register.List<(long Incident, string Facts)>($"SELECT incident_id, facts FROM events WHERE type = '{type}' ORDER BY position")
            .Select(line => (line.Incident, (int)JsonNode.Parse(line.Facts)!["promise"]!))];
}
