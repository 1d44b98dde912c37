using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Stories;

/// <summary>
/// The founding story: the e-mail desk promises a price and gives a number, and every other channel finds the incident by it.
/// PriceMatchHonouredStory continues it.
/// </summary>
public abstract class PriceMatchStory(ServiceFixture fixture) : Suite(fixture), IAsyncLifetime
{
    private const string Promise = "Yes, we honour the store's 129.99 on a web order. Please call us with your incident number.";
    private readonly string ticket = "DESK-" + Random.Shared.NextInt64(1_000_000, 9_999_999);
    private readonly string customer = $"anna.{Guid.NewGuid():N}@example.com";
    private string number = "";
    private string formatted = "";

    public async ValueTask InitializeAsync()
    {
        var opened = await fixture.Email.Post("/v1/messages", new
        {
            system = "zendesk",
            messageId = $"<{ticket}@mail>",
            conversation = ticket,
            from = new { kind = "email", value = customer },
            subject = "Price of the drill",
            text = "The store sells it for less. Do I get that price on the web?",
        });
        number = opened.Expect(HttpStatusCode.Created)["number"]!.ToString();
        formatted = opened["formatted"]!.ToString();
        var answered = await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = Promise });
        answered.Expect(HttpStatusCode.Created);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_number_is_found_however_it_is_grouped()
    {
        string[] ways =
        [
            number, formatted, $"{number[..3]} {number[3..6]} {number[6..9]} {number[9..]}", $"{number[..2]}/{number[2..7]}.{number[7..]}",
            $"Incident #{formatted}", $"\u201CINC {number}\u201D", $"[{number[..6]}_{number[6..]}]",
            string.Join("\u2009", number.ToCharArray()),
        ];
        foreach (var way in ways)
        {
            var found = await fixture.Phone.LookUp(way);
            Assert.Equal(("exact", "certain"), (found.Outcome(), found.Match()["certainty"]!.ToString()));
            AssertTellsTheStory(found);
        }
    }

    [Fact]
    public async Task One_typo_of_the_customer_still_finds_it_to_be_confirmed()
    {
        (string Typed, string Slip)[] slips =
        [
            (Typos.WrongDigit(number), "wrong-digit"), (Typos.Swapped(number), "swapped"), (Typos.Missing(number), "missing"),
            (Typos.Extra(number), "extra"),
        ];
        foreach (var (typed, slip) in slips)
        {
            var found = await fixture.Phone.LookUp(typed);
            Assert.Equal("repaired", found.Outcome());
            Assert.Equal(("confirm", slip), (found.Match()["certainty"]!.ToString(), found.Match()["repair"]!["slip"]!.ToString()));
            AssertTellsTheStory(found);
        }
    }

    [Fact]
    public async Task The_desks_own_ticket_id_finds_it()
    {
        foreach (var typed in new[] { ticket, ticket.ToLowerInvariant(), $"my ticket is {ticket}.", $"#{ticket}" })
        {
            var found = await fixture.Phone.LookUp(typed);
            Assert.Equal(("reference", "certain"), (found.Outcome(), found.Match()["certainty"]!.ToString()));
            AssertTellsTheStory(found);
        }
    }

    [Fact]
    public async Task The_whole_pasted_email_finds_it()
    {
        var pasted = $"""
            From: Price Desk <desk@example.com>
            Date: 21 Nov 2026 09:30:12 +0000
            Subject: Re: Price of the drill

            Dear Anna, your incident number is {formatted}. Call 1-800-555-0199 (order 4417 1234 5678 9113).
            > {Promise}
            """;

        var found = await fixture.Phone.LookUp(pasted);

        Assert.Equal("exact", found.Outcome());
        AssertTellsTheStory(found);
    }

    [Fact]
    public async Task The_customers_email_address_finds_it_to_be_confirmed()
    {
        var found = await fixture.Till.LookUp(customer.ToUpperInvariant());

        Assert.Equal(("contact", "confirm"), (found.Outcome(), found.Match()["certainty"]!.ToString()));
        AssertTellsTheStory(found);
    }

    [Fact]
    public async Task Every_call_of_the_customer_is_counted_with_its_wait()
    {
        await fixture.Phone.LookUpPresent(number, waitSeconds: 720);
        await fixture.Phone.LookUpPresent(ticket, waitSeconds: 60);
        var card = (await fixture.Till.LookUpPresent(formatted)).Match()["card"]!;

        Assert.Equal(4, (int)card["interactions"]!["count"]!); // and the e-mail
        Assert.Equal(780, (int)card["interactions"]!["waitSeconds"]!);
    }

    [Fact]
    public async Task A_miss_is_answered_once_and_found_the_next_time()
    {
        var quoted = "CAS-" + Random.Shared.NextInt64(1_000_000, 9_999_999);
        var miss = await fixture.Phone.LookUp(quoted);
        Assert.Equal("none", miss.Outcome());
        var kaizen = (await fixture.Email.Get("/v1/lookups?outcome=none&answered=false&channel=phone"))
            .Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Contains(kaizen, item => item!["quoted"]!.ToString() == quoted && item["shape"]!.ToString() == "CAS-9999999");

        (await fixture.Email.Answer(miss, number, "legacy-crm")).Expect(HttpStatusCode.OK);
        var found = await fixture.Till.LookUp(quoted);
        Assert.Equal(("reference", "confirm"), (found.Outcome(), found.Match()["certainty"]!.ToString()));
        AssertTellsTheStory(found);

        (await fixture.Email.Delete($"/v1/lookups/{miss["id"]}/answer")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("none", (await fixture.Till.LookUp(quoted)).Outcome());
    }

    private void AssertTellsTheStory(JsonNode lookup)
    {
        var card = lookup.Match()["card"]!;
        Assert.Equal(number, card["number"]!.ToString());
        Assert.Contains(card["timeline"]!.AsArray(), line => line!["text"]?.ToString() == Promise);
        Assert.Contains(card["references"]!.AsArray(), reference => reference!["value"]!.ToString() == ticket);
    }
}
