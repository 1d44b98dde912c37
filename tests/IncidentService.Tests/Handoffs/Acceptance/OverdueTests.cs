using System.Net;
using IncidentService.Common;
using IncidentService.Handoffs.Acceptance;
using IncidentService.Http.Replies;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Handoffs.Acceptance;

/// <summary>A hand-off that is not accepted in time turns overdue, exactly once.</summary>
public abstract class OverdueTests(ServiceFixture fixture) : Suite(fixture)
{
    private static readonly TimeSpan PhoneHas = TimeSpan.FromMinutes(30);
    private HandoffSweep Sweep => new(fixture.Service.Store);

    private Instant Now => Instant.Now(fixture.Service.Clock);

    [Fact]
    public async Task A_hand_off_becomes_overdue_without_a_request()
    {
        var number = await HandedOver("phone");

        fixture.Service.Clock.Advance(PhoneHas + TimeSpan.FromSeconds(1));

        await Eventually.IsTrue(
            () =>
                fixture.Service.Rows.Scalar<long>(
                    "SELECT count(*) FROM handoffs WHERE incident_id = @id AND overdue_at IS NOT NULL", new { id = IdOf(number) }) == 1,
            "overdue");
        var (handoff, line) = (await fixture.Email.Handoff(number), Assert.Single(await fixture.Email.Lines(number, "handoff.overdue")));
        Assert.Equal(("open", line["at"]!.ToString()), (handoff["state"]!.ToString(), handoff["overdueAt"]!.ToString()));
        Assert.Equal(
            (null, number, 1, "phone"),
            (line["channel"], line["facts"]!["number"]!.ToString(), (int)line["facts"]!["handoff"]!, line["facts"]!["to"]!.ToString()));
        Assert.NotNull(Assert.Single((await fixture.Till.Card(number))["handoffs"]!.AsArray())!["overdueAt"]);
    }

    [Fact]
    public async Task A_hand_off_is_due_at_its_time_and_not_before()
    {
        var item = ItemOf(await HandedOver("phone"));

        Assert.DoesNotContain(item, await Sweep.ListDue(Now.Plus(PhoneHas - TimeSpan.FromMilliseconds(1)), 1_000));
        Assert.Contains(item, await Sweep.ListDue(Now.Plus(PhoneHas), 1_000));
        await Mark(item); // too early: changes nothing
        Assert.Contains(item, await Sweep.ListDue(Now.Plus(PhoneHas), 1_000));
    }

    [Fact]
    public async Task Several_sweeps_mark_a_hand_off_overdue_once()
    {
        var number = await HandedOver("phone");
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));

        await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(_ => new[] { Mark(ItemOf(number)), fixture.Service.SweepNow() }));

        Assert.DoesNotContain(ItemOf(number), await Sweep.ListDue(Now, 1_000));
        Assert.Single(await fixture.Email.Lines(number, "handoff.overdue"));
        fixture.Service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task An_accepted_or_withdrawn_hand_off_does_not_become_overdue()
    {
        var (accepted, withdrawn) = (await HandedOver("phone"), await HandedOver("phone"));
        await fixture.Phone.Accept(accepted);
        await fixture.Email.Withdraw(withdrawn);
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));

        foreach (var number in new[] { accepted, withdrawn })
        {
            await Mark(ItemOf(number));
            Assert.Empty(await fixture.Email.Lines(number, "handoff.overdue"));
        }
    }

    [Fact]
    public async Task An_overdue_hand_off_can_still_be_accepted_and_shows_that_it_was_late()
    {
        var number = await HandedOver("phone");
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));
        await fixture.Service.SweepNow();

        var accepted = (await fixture.Phone.Accept(number)).Expect(HttpStatusCode.OK);

        Assert.NotNull(accepted["overdueAt"]);
        Assert.Equal("accepted", accepted["state"]!.ToString());
    }

    [Fact]
    public async Task A_hand_off_of_a_merged_incident_becomes_overdue_in_the_timeline_of_the_survivor()
    {
        var (merged, survivor) = (await HandedOver("phone"), await fixture.Email.Open());
        await fixture.Service.Merge(merged, survivor);
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));

        await fixture.Service.SweepNow();

        var line = Assert.Single(await fixture.Email.Lines(survivor, "handoff.overdue"));
        Assert.Equal((survivor, merged), (line["number"]!.ToString(), line["facts"]!["number"]!.ToString()));
    }

    [Fact]
    public async Task The_items_due_longest_come_first_up_to_the_requested_number()
    {
        var (store, chat) = (ItemOf(await HandedOver("store")), ItemOf(await HandedOver("chat")));

        var due = await Sweep.ListDue(Now.Plus(PhoneHas), 1_000);

        Assert.True(due.Index().Single(item => item.Item == chat).Index < due.Index().Single(item => item.Item == store).Index);
        Assert.Equal(due.Take(1), await Sweep.ListDue(Now.Plus(PhoneHas), 1));
    }

    [Fact]
    public async Task Limits_are_per_channel_and_0_means_no_limit()
    {
        await using var service = await Start(new() { ["Handoffs:MinutesToAccept:phone"] = "0", ["Handoffs:MinutesToAccept:Store"] = "5" });
        using var desk = await service.Client("email");
        var number = await desk.Open();

        Assert.Null((await desk.HandOver(number, "phone"))["dueAt"]);
        var handoff = await desk.HandOver(number, "store");

        Assert.Equal(
            TimeSpan.FromMinutes(5),
            DateTimeOffset.Parse(handoff["dueAt"]!.ToString()) - DateTimeOffset.Parse(handoff["requestedAt"]!.ToString()));
    }

    [Theory]
    [InlineData("fax", "10")]
    [InlineData("phone", "ten")]
    [InlineData("phone", "-1")]
    [InlineData("phone", "1.5")]
    [InlineData("phone", "")]
    [InlineData("phone", "999999999")]
    public async Task An_invalid_limit_stops_the_start_and_is_named(string channel, string minutes)
    {
        var setting = "Handoffs:MinutesToAccept:" + channel;

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Start(new() { [setting] = minutes }));

        Assert.Contains(setting, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private Task Mark(DueItem item) => fixture.Service.Change(async transaction =>
    {
        await Sweep.Process(fixture.Service.Clockwork(transaction), item);
        return HttpReply.Empty(204);
    }, CancellationToken.None);

    private DueItem ItemOf(string number) => new(IdOf(number), 1);

    private long IdOf(string number) =>
        fixture.Service.Rows.Scalar<long>("SELECT id FROM incidents WHERE number = @number", new { number = long.Parse(number) });

    private async Task<string> HandedOver(string channel)
    {
        var number = await fixture.Email.Open();
        await fixture.Email.HandOver(number, channel);
        return number;
    }
}
