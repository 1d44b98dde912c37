using System.Net;
using IncidentNumbers;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Storage.TSql;
using IncidentService.Timeline;

namespace IncidentService.Tests.Storage;

/// <summary>
/// The first attempt of a change reads without a lock where a server takes a round trip to begin: as on SQL Server, whose place a SQLite
/// file takes. Another change comes between each time.
/// </summary>
public sealed class ReadVersionTests : IAsyncLifetime
{
    private RunningService service = null!;
    private ApiClient desk = null!;
    private string number = "";
    private int attempts;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start(statements: new Statements(asServer: true));
        desk = await service.Client("email");
        number = await desk.Open();
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_change_of_an_incident_that_has_changed_since_it_was_read_is_run_again()
    {
        var reply = await Change(async transaction =>
        {
            var incident = await Read(transaction);
            await ComeBetween();
            incident.Append(EventTypes.NoteAdded, new(1, "email", null, null, null), transaction.Now, null, "Ours");
            return HttpReply.Empty(204);
        });

        Assert.Equal((204, 2), (reply.Status, attempts));
        Assert.Equal(3, (int)(await desk.Get("/v1/incidents/" + number))["version"]!);
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task A_change_that_only_read_the_incident_and_writes_something_else_is_run_again()
    {
        await Change(async transaction =>
        {
            var incident = await Read(transaction);
            await ComeBetween();
            transaction.AddSecret("seen", [(byte)incident.Version]);
            return HttpReply.Empty(204);
        });

        Assert.Equal(2, attempts);
        Assert.Equal(1, service.Register.Scalar<long>("SELECT count(*) FROM secrets WHERE name = 'seen' AND value = x'02'"));
    }

    [Fact]
    public async Task A_write_that_returns_its_row_count_fails_if_the_incident_has_changed_since_it_was_read()
    {
        await Change(async transaction =>
        {
            await Read(transaction);
            await ComeBetween();
            await transaction.Execute(
                "UPDATE incidents SET disputes = disputes + 1 WHERE number = @number", new { number = long.Parse(number) });
            return HttpReply.Empty(204);
        });

        Assert.Equal(2, attempts);
        Assert.Equal(1, service.Register.Scalar<long>("SELECT disputes FROM incidents"));
    }

    [Fact]
    public async Task A_change_is_refused_only_for_a_state_that_is_still_current_at_its_end()
    {
        var reply = await Change(async transaction =>
        {
            var incident = await Read(transaction);
            await ComeBetween();
            if (incident.Version == 1) return Problem.From(Problems.Conflict);
            return HttpReply.Empty(204);
        });

        Assert.Equal((204, 2), (reply.Status, attempts));
    }

    [Fact]
    public async Task A_change_that_reads_an_incident_twice_and_finds_another_version_is_run_again()
    {
        await Change(async transaction =>
        {
            var first = await Read(transaction);
            await ComeBetween();
            Assert.Equal(first.Version, (await Read(transaction)).Version);
            return HttpReply.Empty(204);
        });

        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task The_survivor_of_a_merged_number_is_read_under_the_survivors_lock()
    {
        var survivor = await desk.Open();
        await service.Merge(number, survivor);
        var unlocked = true;

        await Change(async transaction =>
        {
            attempts++;
            Assert.Equal(survivor, (await Read(transaction)).Number.ToString());
            unlocked = await transaction.ReadsUnlocked();
            return HttpReply.Empty(204);
        });

        Assert.Equal((false, 1), (unlocked, attempts));
    }

    [Fact]
    public async Task An_incident_in_use_by_another_change_of_the_replica_is_locked_at_once()
    {
        var unlocked = new List<bool>();

        await Change(async transaction =>
        {
            await Read(transaction);
            unlocked.Add(await transaction.ReadsUnlocked());
            await Change(async other =>
            {
                await Read(other);
                unlocked.Add(await other.ReadsUnlocked());
                return HttpReply.Empty(204);
            });
            return HttpReply.Empty(204);
        });
        await Change(async transaction =>
        {
            await Read(transaction);
            unlocked.Add(await transaction.ReadsUnlocked());
            return HttpReply.Empty(204);
        });

        Assert.Equal([true, false, true], unlocked);
    }

    private Task<HttpReply> Change(Func<Transaction, Task<HttpReply>> change) => service.Change(change, CancellationToken.None);

    private async Task<Incident> Read(Transaction transaction) => (await transaction.LockIncident(IncidentNumber.Parse(number)))!;

    /// <summary>Only in the first attempt; later attempts lock what they read.</summary>
    private async Task ComeBetween()
    {
        if (attempts++ > 0) return;
        (await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Theirs" }))
            .Expect(HttpStatusCode.Created);
    }
}
