using System.Net;
using IncidentService.Storage.Verifying;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Faults;

/// <summary>The clock of the machine is corrected by hours and days.</summary>
public abstract class ClockStepTests(Engine engine) : Suite(engine)
{
    [Fact]
    public async Task A_clock_that_steps_back_and_forward_loses_no_data_and_every_list_can_be_continued()
    {
        await using var service = await Start();
        using var desk = await service.Client("email", "read", "write");
        var numbers = new List<string>();
        var feed = (await desk.Get("/v1/events")).Expect(HttpStatusCode.OK)["next"]!.ToString();
        TimeSpan[] steps = [TimeSpan.Zero, TimeSpan.FromHours(-3), TimeSpan.FromDays(2), TimeSpan.FromDays(-2), TimeSpan.FromSeconds(-1)];
        foreach (var step in steps)
        {
            service.Clock.Advance(step);
            numbers.Add(await Open(desk, service));
            (await desk.Post($"/v1/incidents/{numbers[0]}/timeline", new { direction = "internal", text = "Looked again" }))
                .Expect(HttpStatusCode.Created);
            await service.SweepNow();
        }

        await Eventually.IsTrue(
            () => service.Register.Scalar<long>("SELECT count(*) FROM events WHERE position IS NULL") == 0, "all events have their place");
        var told = (await desk.Get($"/v1/events?limit=200&after={feed}")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(service.Register.Count("events"), told.Count);
        Assert.Equal(numbers.Order(), (await desk.Get("/v1/incidents")).Numbers().Order());
        foreach (var number in numbers) (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        var lines = (await desk.Get($"/v1/incidents/{numbers[0]}/timeline")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(line => (int)line!["sequence"]!));
        Assert.All(
            await new RegisterVerification(service.Store, (_, _, _) => { }).Run(),
            rule => Assert.True(rule.Holds, $"{rule.Name}: {string.Join(", ", rule.Examples)}"));
    }

    private static Task<string> Open(ApiClient desk, RunningService service) => desk.Open(new
    {
        subject = "Price match for a drill",
        promises = new[] { new { text = "We call back", dueAt = service.Clock.GetUtcNow().AddHours(1) } },
    });
}
