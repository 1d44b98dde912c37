using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>
/// How long a duplicate waits for the request that it repeats, where a test can hold that one: behind the one writer of SQLite.
/// </summary>
public sealed class DuplicateWaitTests
{
    private const string Incidents = "/v1/incidents";
    private static readonly object Drill = new { subject = "Price match for a drill" };
    private static readonly TimeSpan Duplicate = TimeSpan.FromSeconds(5);
    // which its own timers wait, some of which are set only after it has started
    private static readonly TimeSpan OfTheService = TimeSpan.FromSeconds(1);
    private static readonly (string Name, string Value) Slow = ("Idempotency-Key", "slow");

    [Fact]
    public async Task A_duplicate_waits_for_the_first_request_and_gets_Retry_After_after_five_seconds()
    {
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email");
        Answer impatient;
        Task<Answer> first;
        await using (var blocked = new BlockedWriter(service))
        {
            first = desk.Post(Incidents, Drill, Slow);
            await blocked.Waiting(1);
            var second = desk.Post(Incidents, Drill, Slow);
            await Eventually.IsTrue(
                () => service.Clock.Waits.Any(wait => wait > OfTheService && wait <= Duplicate), "the second request waits for the first");
            service.Clock.Advance(Duplicate);
            impatient = await second;
        }

        impatient.ExpectProblem(HttpStatusCode.Conflict, "conflict");
        (await first).Expect(HttpStatusCode.Created);
        var again = await desk.Post(Incidents, Drill, Slow);
        Assert.Equal(((await first).Text, true), (again.Text, again.Headers.Contains("Idempotent-Replayed")));
    }

    /// <summary>Nobody sent it twice, so nobody is told to wait: the database lets one of them open the incident.</summary>
    [Fact]
    public async Task A_request_for_the_same_reference_waits_for_the_first_one_and_is_run_after_five_seconds()
    {
        const string Ticket = "/v1/references?system=zendesk&value=48211";
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email");
        Task<Answer> first, second;
        await using (var blocked = new BlockedWriter(service))
        {
            first = desk.Put(Ticket, Drill);
            await blocked.Waiting(1);
            second = desk.Put(Ticket, Drill);
            await Eventually.IsTrue(
                () => service.Clock.Waits.Any(wait => wait > OfTheService && wait <= Duplicate), "the second request waits for the first");
            Assert.Equal(1, service.Writer.Waiting);
            service.Clock.Advance(Duplicate);
            await blocked.Waiting(2);
        }

        (await first).Expect(HttpStatusCode.Created);
        (await second).Expect(HttpStatusCode.OK);
    }
}
