using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Stories;

/// <summary>
/// The second half of the founding story: the desk approves and hands off, the phone desk expects the customer, and the price is honoured
/// exactly once.
/// </summary>
public abstract class PriceMatchHonouredStory(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const string Promise =
        "Yes, we honour the store's 129.99 on a web order, once, until 12 December. Please call us with your incident number.";
    private const string Item = "DCD791";
    private readonly string ticket = "DESK-" + Random.Shared.NextInt64(1_000_000, 9_999_999);
    private RunningService service = null!;
    private ApiClient desk = null!;
    private ApiClient phone = null!;
    private ApiClient till = null!;
    private string number = "";

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        desk = await service.Client("email", "read", "write", "approve");
        phone = await service.Client("phone", "read", "write", "redeem");
        till = await service.Client("store", "read", "write", "redeem");
        var opened = await desk.Post("/v1/incidents", new
        {
            subject = "Price match for a drill",
            category = "price-match",
            contacts = new[] { new { kind = "email", value = "anna@example.com" } },
            references = new[] { new { system = "zendesk", value = ticket } },
            message = new { direction = "in", text = "The store sells it for less. Do I get that price on the web?" },
        });
        number = opened.Expect(HttpStatusCode.Created)["number"]!.ToString();
        var answered = await desk.Post($"/v1/incidents/{number}/timeline", new
        {
            direction = "out",
            text = Promise,
            approvals = new[]
            {
                new { type = "price-match", item = Item, money = new { amount = "129.99", currency = "USD" }, validUntil = "2026-12-12T09:30:00Z", channels = new[] { "phone", "store" } },
            },
            handoff = new { to = new { channel = "phone" }, reason = "Has to be ordered by phone", told = "Call us and quote the number" },
        });
        answered.Expect(HttpStatusCode.Created);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { desk, phone, till }) client.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task One_lookup_by_any_quote_shows_approval_message_hand_off_and_arrival()
    {
        foreach (var quoted in new[] { number, $"{number[..2]} {number[2..7]}-{number[7..]}", Typos.WrongDigit(number), ticket })
        {
            var card = (await phone.LookUp(quoted)).Match()["card"]!;
            Assert.Equal(number, card["number"]!.ToString());
            var approval = Assert.Single(card["approvals"]!.AsArray())!;
            Assert.Equal(
                (Item, "129.99", 0), (approval["item"]!.ToString(), approval["money"]!["amount"]!.ToString(), (int)approval["used"]!));
            Assert.Contains(card["timeline"]!.AsArray(), line => line!["text"]?.ToString() == Promise);
            Assert.Equal("phone", Assert.Single(card["handoffs"]!.AsArray())!["to"]!["channel"]!.ToString());
        }

        var arrived = Assert.Single((await phone.LookUpPresent(number, waitSeconds: 240)).Match()["card"]!["handoffs"]!.AsArray())!;
        Assert.NotNull(arrived["arrivedAt"]);
        Assert.Equal("open", arrived["state"]!.ToString());
    }

    [Fact]
    public async Task The_message_that_announced_the_approval_stays_on_the_card_despite_later_messages()
    {
        for (var index = 0; index < 25; index++)
            await phone.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "note " + index });

        var card = (await phone.LookUp(number)).Match()["card"]!;

        Assert.Equal(Promise, card["timeline"]![0]!["text"]!.ToString());
    }

    [Fact]
    public async Task The_order_redeems_it_once_a_retry_changes_nothing_and_a_second_order_is_refused_with_the_first()
    {
        var order = new { item = Item, quantity = 1, money = new { amount = "129.99", currency = "USD" } };
        var first = await phone.Put(Redemption("W-55120"), order);
        first.Expect(HttpStatusCode.Created);

        var retry = await phone.Put(Redemption("W-55120"), order);
        Assert.Equal(first.Text, retry.Text);
        Assert.Equal(first.ETag, retry.ETag);

        var second = (await till.Put(Redemption("T-1"), order)).ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted");
        Assert.Contains("phone", second["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (int)(await Card())["approvals"]![0]!["used"]!);
        Assert.Empty((await Card())["handoffs"]!.AsArray()); // the phone desk's first write has accepted the hand-off
    }

    [Fact]
    public async Task A_till_cannot_redeem_it_below_the_price_or_after_three_weeks()
    {
        (await till.Put(Redemption("T-2"), new { money = new { amount = "99.99", currency = "USD" } }))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "does-not-fit");
        service.Clock.Advance(TimeSpan.FromDays(22));
        (await till.Put(Redemption("T-2"), new { })).ExpectProblem(HttpStatusCode.Conflict, "approval-expired");
    }

    private string Redemption(string transaction) => $"/v1/incidents/{number}/approvals/1/redemptions/{transaction}";

    private async Task<JsonNode> Card() => (await phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
}
