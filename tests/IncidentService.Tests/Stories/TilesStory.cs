using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Stories;

/// <summary>
/// The tiles: two pallets are missing, then the shade is wrong. Four channels write to one timeline, promises fall due, and the customer
/// confirms the resolution.
/// </summary>
public abstract class TilesStory(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const string Handle = "x:@tom_tiles";
    private RunningService service = null!;
    private ApiClient phone = null!;
    private ApiClient social = null!;
    private ApiClient email = null!;
    private ApiClient store = null!;
    private string number = "";

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        (phone, social, email, store) = (
            await service.Client("phone"), await service.Client("social"), await service.Client("email"), await service.Client("store"));
        number = await phone.Open(new
        {
            subject = "Two pallets of tiles short",
            contacts = new[] { new { kind = "phone", value = "+1 555 010 0177" }, new { kind = "handle", value = Handle } },
            message = new { direction = "in", text = "Two pallets are missing." },
            promises = new[] { new { text = "Delivered by six", dueAt = "2026-11-21T18:00:00Z", team = "delivery" } },
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { phone, social, email, store }) client.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task All_channels_write_to_one_timeline_and_their_ids_are_references()
    {
        var tweet = await social.Post("/v1/messages", new
        {
            system = "x", messageId = "1727", conversation = "1727", from = new { kind = "handle", value = Handle },
            text = $"Still no tiles. {number}",
        });
        Assert.Equal((number, "appended"), (tweet.Expect(HttpStatusCode.Created)["number"]!.ToString(), tweet["outcome"]!.ToString()));
        (await store.Put($"/v1/incidents/{number}/references/delivery/D-9917")).Expect(HttpStatusCode.Created);
        (await email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "We are looking for them." }))
            .Expect(HttpStatusCode.Created);
        (await store.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Found one pallet." }))
            .Expect(HttpStatusCode.Created);

        var card = await Card(number);

        Assert.Equal(
            ["email", "phone", "social", "store"],
            card["timeline"]!.AsArray().Select(line => line!["channel"]!.ToString()).Distinct().Order());
        Assert.Equal(
            ["delivery/D-9917", "x/1727"],
            card["references"]!.AsArray().Select(reference => $"{reference!["system"]}/{reference["value"]}").Order());
        Assert.Equal(number, (await store.LookUp("D-9917")).Match()["number"]!.ToString());
    }

    [Fact]
    public async Task Promises_become_overdue_without_a_request_and_are_on_the_card_in_every_channel()
    {
        var made = await phone.Post(
            $"/v1/incidents/{number}/promises",
            new { text = "Upper management calls within 24 hours", dueAt = "2026-11-22T09:30:00Z", team = "management" });
        made.Expect(HttpStatusCode.Created);

        service.Clock.Advance(TimeSpan.FromHours(9));
        await Eventually.IsTrue(async () => States(await Card(number)).SequenceEqual(["overdue", "open"]), "the delivery is overdue");
        service.Clock.Advance(TimeSpan.FromHours(16));
        await Eventually.IsTrue(async () => States(await Card(number)).SequenceEqual(["overdue", "overdue"]), "both are overdue");

        foreach (var desk in new[] { phone, social, email, store })
            Assert.Equal(2, (await desk.LookUp(number)).Match()["card"]!["promises"]!.AsArray().Count);
        (await store.Put(
            $"/v1/incidents/{number}/promises/1/outcome",
            new { outcome = "broken", note = "The lorry broke down; told the customer." }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(["overdue"], States(await Card(number)));
    }

    [Fact]
    public async Task The_store_resolves_the_customer_disputes_and_the_same_number_is_open_again_and_counted()
    {
        (await store.Post($"/v1/incidents/{number}/resolution", new { told = "Your tiles are delivered." })).Expect(HttpStatusCode.OK);
        Assert.Equal("resolved", (await Card(number))["state"]!.ToString());

        (await phone.Post($"/v1/incidents/{number}/dispute", new { reason = "It is the wrong shade." })).Expect(HttpStatusCode.OK);

        var card = await Card(number);
        Assert.Equal(("open", 1, "us"), (card["state"]!.ToString(), (int)card["disputes"]!, card["waitingOn"]!.ToString()));
    }

    [Fact]
    public async Task Two_incidents_opened_for_it_are_merged_and_both_numbers_keep_working()
    {
        var second = await social.Open(
            new { contacts = new[] { new { kind = "handle", value = Handle } }, message = new { direction = "in", text = "Wrong shade now!" } });

        (await phone.Post($"/v1/incidents/{second}/merge", new { into = number })).Expect(HttpStatusCode.OK);

        foreach (var quoted in new[] { number, second })
        {
            var found = await store.LookUp(quoted);
            Assert.Equal((number, "certain"), (found.Match()["number"]!.ToString(), found.Match()["certainty"]!.ToString()));
            Assert.Equal(2, (int)found.Match()["card"]!["interactions"]!["count"]!);
        }
    }

    private async Task<JsonNode> Card(string of) => (await phone.Get("/v1/incidents/" + of)).Expect(HttpStatusCode.OK);

    private static IEnumerable<string> States(JsonNode card) =>
        card["promises"]!.AsArray().Select(promise => promise!["state"]!.ToString());
}
