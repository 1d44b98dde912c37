using System.Net;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Storage;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Handoffs;

/// <summary>What is not accepted in time turns overdue, exactly once.</summary>
public sealed class OverdueTests(Desks desks) : IClassFixture<Desks>
{
    private readonly HandoffSweep sweep = new(desks.Service.Store);

    [Fact]
    public async Task It_turns_overdue_at_its_time_and_not_before()
    {
        var number = await HandedOver("phone");

        desks.Service.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain(await Due(), item => IsOf(number, item));
        desks.Service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Mark(Assert.Single(await Due(), item => IsOf(number, item)));

        var handoff = await desks.Email.Handoff(number);
        Assert.Equal(("open", handoff["dueAt"]!.ToString()), (handoff["state"]!.ToString(), handoff["overdueAt"]!.ToString()));
        var line = Assert.Single(await desks.Email.Lines(number, "handoff.overdue"));
        Assert.Equal((null, number, 1, "phone"), (line["channel"], line["facts"]!["number"]!.ToString(), (int)line["facts"]!["handoff"]!, line["facts"]!["to"]!.ToString()));
    }

    [Fact]
    public async Task It_turns_overdue_once_however_often_it_is_swept()
    {
        var number = await HandedOver("phone");
        desks.Service.Clock.Advance(TimeSpan.FromHours(1));
        var item = Assert.Single(await Due(), item => IsOf(number, item));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Mark(item)));

        Assert.DoesNotContain(await Due(), item => IsOf(number, item));
        Assert.Single(await desks.Email.Lines(number, "handoff.overdue"));
        desks.Service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task What_was_accepted_or_withdrawn_meanwhile_does_not_turn_overdue()
    {
        var (accepted, withdrawn) = (await HandedOver("phone"), await HandedOver("phone"));
        desks.Service.Clock.Advance(TimeSpan.FromHours(1));
        var items = (await Due()).Where(item => IsOf(accepted, item) || IsOf(withdrawn, item)).ToList();
        await desks.Phone.Accept(accepted);
        await desks.Email.Withdraw(withdrawn);

        foreach (var item in items) await Mark(item);

        Assert.Equal(2, items.Count);
        Assert.Empty(await desks.Email.Lines(accepted, "handoff.overdue"));
        Assert.Empty(await desks.Email.Lines(withdrawn, "handoff.overdue"));
    }

    [Fact]
    public async Task One_that_is_overdue_can_still_be_accepted_and_says_that_it_was_late()
    {
        var number = await HandedOver("phone");
        desks.Service.Clock.Advance(TimeSpan.FromHours(1));
        await Mark((await Due()).Single(item => IsOf(number, item)));

        var accepted = (await desks.Phone.Accept(number)).Expect(HttpStatusCode.OK);

        Assert.NotNull(accepted["overdueAt"]);
        Assert.Equal("accepted", accepted["state"]!.ToString());
    }

    [Fact]
    public async Task A_merged_incidents_handoff_turns_overdue_on_the_survivors_timeline()
    {
        var (merged, survivor) = (await HandedOver("phone"), await desks.Email.Open());
        await desks.Service.Merge(merged, survivor);
        desks.Service.Clock.Advance(TimeSpan.FromHours(1));

        await Mark((await Due()).Single(item => IsOf(merged, item)));

        var line = Assert.Single(await desks.Email.Lines(survivor, "handoff.overdue"));
        Assert.Equal((survivor, merged), (line["number"]!.ToString(), line["facts"]!["number"]!.ToString()));
    }

    [Fact]
    public async Task The_longest_due_come_first_and_no_more_than_asked_for()
    {
        await HandedOver("store");
        await HandedOver("chat");
        desks.Service.Clock.Advance(TimeSpan.FromHours(1));

        var due = await Due();

        Assert.Equal(due.Take(1), await sweep.Due(Now, 1));
        Assert.True(due.Count >= 2);
    }

    [Fact]
    public async Task Limits_are_per_channel_and_none_where_it_is_0()
    {
        await using var service = await RunningService.Start(new() { ["Handoffs:MinutesToAccept:phone"] = "0", ["Handoffs:MinutesToAccept:Store"] = "5" });
        using var desk = await service.Client("email");
        var number = await desk.Open();

        Assert.Null((await desk.HandOver(number, "phone"))["dueAt"]);
        var handoff = await desk.HandOver(number, "store");

        Assert.Equal(TimeSpan.FromMinutes(5), DateTimeOffset.Parse(handoff["dueAt"]!.ToString()) - DateTimeOffset.Parse(handoff["requestedAt"]!.ToString()));
    }

    [Theory]
    [InlineData("fax", "10")]
    [InlineData("phone", "ten")]
    [InlineData("phone", "-1")]
    [InlineData("phone", "1.5")]
    [InlineData("phone", "")]
    [InlineData("phone", "999999999")]
    public async Task A_limit_that_makes_no_sense_stops_the_start_and_says_which(string channel, string minutes)
    {
        var setting = "Handoffs:MinutesToAccept:" + channel;

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningService.Start(new() { [setting] = minutes }));

        Assert.Contains(setting, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void The_service_knows_the_sweep() => Assert.Contains(desks.Service.Sweeps, known => known is HandoffSweep);

    private Instant Now => Instant.Now(desks.Service.Clock);

    private Task<IReadOnlyList<DueItem>> Due() => sweep.Due(Now, 1_000);

    private Task Mark(DueItem item) => desks.Service.Store.Change(null, async transaction =>
    {
        await sweep.Mark(transaction, item);
        return Reply.Empty(204);
    }, CancellationToken.None);

    private bool IsOf(string number, DueItem item) =>
        desks.Service.Rows.Scalar<long>("SELECT id FROM incidents WHERE number = @number", new { number = long.Parse(number) }) == item.IncidentId;

    private async Task<string> HandedOver(string channel)
    {
        var number = await desks.Email.Open();
        await desks.Email.HandOver(number, channel);
        return number;
    }
}
