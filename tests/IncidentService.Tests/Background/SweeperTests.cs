using Dapper;
using IncidentService.Background;
using IncidentService.Storage;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Background;

/// <summary>Due items are processed automatically and once, by one of several programs, even if other items fail.</summary>
public sealed class SweeperTests
{
    [Fact]
    public async Task Due_items_are_marked_within_a_second()
    {
        var sweep = new ListedSweep(3);
        await using var service = await ListedSweep.Start(sweep);

        service.Clock.Advance(TimeSpan.FromSeconds(1));

        await Eventually.IsTrue(() => sweep.Marked.Count == 3, "three items marked");
    }

    [Fact]
    public async Task All_due_items_are_marked_in_one_run_in_order()
    {
        var sweep = new ListedSweep(750);
        await using var service = await ListedSweep.Start(sweep);

        await service.SweepNow();

        Assert.Equal(Enumerable.Range(1, 750), sweep.Marked);
    }

    [Fact]
    public async Task A_service_with_nothing_due_writes_nothing()
    {
        await using var service = await ListedSweep.Start(new ListedSweep(0));
        using var watching = service.Register.Open();
        var commits = Commits();

        for (var second = 0; second < 60; second++)
        {
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            await service.SweepNow();
        }

        Assert.Equal(commits, Commits());

        long Commits() => watching.ExecuteScalar<long>("PRAGMA data_version"); // increases with each commit of another connection
    }

    [Fact]
    public async Task A_failing_item_stops_no_other_and_is_retried_with_growing_delays()
    {
        var tries = 0;
        var sweep = new ListedSweep(5);
        await using var service = await ListedSweep.Start(sweep);
        sweep.Before = (_, item) => Fail(item.Ordinal == 2);

        await service.SweepNow();
        var afterTheFirst = tries;
        await service.SweepNow();

        Assert.Equal([1, 3, 4, 5], sweep.Marked);
        Assert.Equal(afterTheFirst, tries);
        for (var seconds = 5; seconds <= 3600; seconds += 5)
        {
            service.Clock.Advance(TimeSpan.FromSeconds(5));
            await service.SweepNow();
        }
        Assert.InRange(tries - afterTheFirst, 12, 20); // after 5, 15, 35, 75, 155, 315 seconds, and then every five minutes or so

        void Fail(bool fails)
        {
            if (!fails) return;
            tries++;
            throw new InvalidOperationException("Poison");
        }
    }

    [Fact]
    public async Task A_failed_item_is_marked_as_soon_as_possible()
    {
        var sweep = new ListedSweep(1) { Before = (_, _) => throw new InvalidOperationException("Poison") };
        await using var service = await ListedSweep.Start(sweep);
        await service.SweepNow();
        Assert.Empty(sweep.Marked);

        sweep.Before = (_, _) => { };
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        await service.SweepNow();

        Assert.Single(sweep.Marked);
    }

    [Fact]
    public async Task More_failing_items_than_one_batch_do_not_block_the_others()
    {
        var sweep = new ListedSweep(250);
        await using var service = await ListedSweep.Start(sweep);
        sweep.Before = (_, item) => Assert.Equal(250, item.Ordinal);

        await service.SweepNow();

        Assert.Equal([250], sweep.Marked);
    }

    [Fact]
    public async Task An_item_that_stays_due_after_marking_is_not_marked_endlessly()
    {
        var sweep = new ListedSweep(1) { StaysDue = true };
        await using var service = await ListedSweep.Start(sweep);

        for (var count = 0; count < 10; count++) await service.SweepNow();

        Assert.Single(sweep.Marked);
    }

    [Fact]
    public async Task A_sweep_that_fails_to_read_stops_no_other()
    {
        var (broken, sound) = (new ListedSweep(1) { CannotRead = true }, new ListedSweep(1));
        await using var service = await ListedSweep.Start(broken, sound);

        await service.SweepNow();

        Assert.Single(sound.Marked);
    }

    [Fact]
    public async Task Of_two_programs_on_one_file_one_sweeps_until_its_lease_expires()
    {
        var (here, there) = (new ListedSweep(1), new ListedSweep(1));
        await using var one = await ListedSweep.Start(here);
        await using var other = await ListedSweep.StartOn(one, there);

        await one.SweepNow();
        await other.SweepNow();
        Assert.Equal((1, 0), (here.Marked.Count, there.Marked.Count));

        other.Clock.Advance(Leases.Duration);
        await other.SweepNow();
        Assert.Single(there.Marked);
        Assert.Equal(2, one.Register.Scalar<long>("SELECT fence FROM leases WHERE name = 'sweeps'"));
    }

    [Fact]
    public async Task A_sweep_that_loses_its_lease_marks_no_more()
    {
        var sweep = new ListedSweep(5);
        await using var service = await ListedSweep.Start(sweep);
        sweep.Before = (transaction, item) =>
        {
            if (item.Ordinal == 2) transaction.Connection.Execute("UPDATE leases SET holder = 99, fence = fence + 1");
        };

        await service.SweepNow();

        Assert.Equal([1, 2], sweep.Marked);
        Assert.Equal(99, service.Register.Scalar<long>("SELECT holder FROM leases WHERE name = 'sweeps'"));
    }

    [Fact]
    public async Task A_stalled_former_holder_changes_nothing()
    {
        await using var service = await RunningService.Start();
        var stalled = await Take(service, 1);
        Assert.Null(await Take(service, 2));
        service.Clock.Advance(Leases.Duration);
        var next = await Take(service, 2);

        Assert.False(
            await service.Store.Change(stalled!, _ => throw new InvalidOperationException("Not to be reached"), CancellationToken.None));
        Assert.True(await service.Store.Change(next!, _ => Task.CompletedTask, CancellationToken.None));
        Assert.Equal((1, 2), (stalled!.Fence, next!.Fence));
    }

    [Fact]
    public async Task A_lease_lasts_as_long_as_its_holder_works()
    {
        await using var service = await RunningService.Start();
        var lease = await Take(service, 1);
        for (var count = 0; count < 3; count++)
        {
            service.Clock.Advance(Leases.Duration - TimeSpan.FromSeconds(1));
            Assert.True(await service.Store.Change(lease!, _ => Task.CompletedTask, CancellationToken.None));
        }

        Assert.Null(await Take(service, 2));
        service.Clock.Advance(Leases.Duration);
        Assert.Equal(lease, await Take(service, 1));
    }

    [Fact]
    public async Task A_lease_from_before_the_clock_was_set_back_blocks_nobody()
    {
        await using var service = await RunningService.Start();
        await Take(service, 1);

        service.Clock.Advance(TimeSpan.FromHours(-1));

        Assert.Equal(2, (await Take(service, 2))?.Fence);
    }

    private static Task<Lease?> Take(RunningService service, long holder) =>
        service.Store.TakeLease(Sweeper.LeaseName, holder, CancellationToken.None);
}
