using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Handoffs;

/// <summary>The card shows the number of hand-offs and the total wait of the customer.</summary>
public abstract class HandoffCountTests(ServiceFixture fixture) : Suite(fixture)
{
    private static readonly string[] Teams = ["door", "floor", "computers", "service-desk", "manager", "repair"];

    [Fact]
    public async Task The_card_counts_all_hand_offs_and_their_total_waiting_time()
    {
        var number = await fixture.Phone.Open(new { message = new { direction = "in", text = "Where is my computer?" } });
        for (var pass = 1; pass < Teams.Length; pass++) await PassOn(number, Teams[pass - 1], Teams[pass]);
        await fixture.Till.Post($"/v1/incidents/{number}/interactions", new { waitSeconds = 720 }, ("X-Team", "repair"));
        await fixture.Till.Post(
            $"/v1/incidents/{number}/timeline", new { direction = "out", text = "It is in the other store" }, ("X-Team", "repair"));

        var card = await fixture.Email.Card(number);

        Assert.Equal(5, (int)card["handoffCount"]!);
        Assert.Empty(card["handoffs"]!.AsArray());
        Assert.Equal(720, (int)card["interactions"]!["waitSeconds"]!);
        Assert.Equal(("customer", 5 * 3 * 60), (card["waitingOn"]!.ToString(), (int)card["waitedOnUsSeconds"]!));
        var handoffs = (await fixture.Email.Get($"/v1/incidents/{number}/handoffs")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(Teams.Skip(1), handoffs.Select(handoff => handoff!["to"]!["team"]!.ToString()));
        Assert.All(handoffs, handoff => Assert.Equal("accepted", handoff!["state"]!.ToString()));
        Assert.Equal(5, (await fixture.Email.Lines(number, "handoff.accepted")).Length);
    }

    [Fact]
    public async Task Another_store_sees_every_hand_off_by_the_number_alone()
    {
        var number = await fixture.Phone.Open();
        await PassOn(number, "door", "floor");

        var card = (await fixture.Till.LookUp(number)).Match()["card"]!;

        Assert.Equal(1, (int)card["handoffCount"]!);
        Assert.Contains(
            card["timeline"]!.AsArray(), line => line!["type"]!.ToString() == "handoff.requested" && line["team"]!.ToString() == "door");
    }

    /// <summary>Three minutes each. The next associate accepts by handing off again, the last one by a write.</summary>
    private async Task PassOn(string number, string from, string to)
    {
        await fixture.Till.HandOver(number, "store", to, ("X-Team", from), ("X-Location", "store-7"));
        fixture.Service.Clock.Advance(TimeSpan.FromMinutes(3));
    }
}
