using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Stories;

/// <summary>
/// The lost computer: two weeks in repair, five associates, twelve minutes of waiting, and a second store that knows nothing of the first.
/// </summary>
public abstract class LostComputerStory(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const string Phone = "+1 555 010 0133";
    private RunningService service = null!;
    private ApiClient first = null!;
    private ApiClient second = null!;
    private string number = "";

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        first = new ApiClient(service.Address, await service.Key("store", ["read", "write"], locations: "store-12"));
        second = new ApiClient(service.Address, await service.Key("store", ["read", "write"], locations: "store-40"));
        number = await first.Open(new
        {
            subject = "Computer in repair",
            contacts = new[] { new { kind = "phone", value = Phone } },
            references = new[] { new { system = "repair", value = "WO-77120" } },
            message = new { direction = "internal", text = "Taken in for repair; the screen flickers." },
        });
    }

    public async ValueTask DisposeAsync()
    {
        first.Dispose();
        second.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Any_store_finds_the_whole_history_by_phone_number_or_work_order()
    {
        foreach (var quoted in new[] { "WO-77120", "wo-77120", "(555) 010-0133" })
        {
            var card = (await second.LookUp(quoted)).Match()["card"]!;
            Assert.Equal((number, "store-12"), (card["number"]!.ToString(), card["location"]!.ToString()));
            Assert.Contains(
                card["timeline"]!.AsArray(), line => line!["text"]?.ToString().StartsWith("Taken in", StringComparison.Ordinal) == true);
        }
    }

    [Fact]
    public async Task Every_hand_off_is_accepted_and_the_card_shows_their_number_and_the_total_wait()
    {
        service.Clock.Advance(TimeSpan.FromDays(14));
        await second.LookUpPresent("WO-77120", waitSeconds: 720);
        string[] teams = ["desk", "repair", "parts", "manager", "service"];
        for (var pass = 1; pass <= teams.Length; pass++)
        {
            var giver = new ApiClient(
                service.Address, await service.Key("store", ["write"], locations: "store-40", teams: pass == 1 ? "door" : teams[pass - 2]));
            var taker = new ApiClient(
                service.Address, await service.Key("store", ["write"], locations: "store-40", teams: teams[pass - 1]));
            (await giver.Post(
                $"/v1/incidents/{number}/handoffs",
                new { to = new { channel = "store", team = teams[pass - 1] }, reason = "Not mine" }))
                .Expect(HttpStatusCode.Created);
            (await taker.Post($"/v1/incidents/{number}/handoffs/{pass}/acceptance", new { })).Expect(HttpStatusCode.OK);
            giver.Dispose();
            taker.Dispose();
        }
        (await second.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "We have found it." }))
            .Expect(HttpStatusCode.Created);

        var card = (await first.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);

        Assert.Equal(5, (int)card["handoffCount"]!);
        Assert.Empty(card["handoffs"]!.AsArray());
        Assert.Equal(720, (int)card["interactions"]!["waitSeconds"]!);
        Assert.Equal(14 * 24 * 3600, (long)card["waitedOnUsSeconds"]!);
        Assert.All(
            (await first.Get($"/v1/incidents/{number}/handoffs")).Expect(HttpStatusCode.OK)["items"]!.AsArray(),
            handoff => Assert.Equal("accepted", handoff!["state"]!.ToString()));
    }
}
