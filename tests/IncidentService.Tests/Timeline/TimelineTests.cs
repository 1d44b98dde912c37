using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Timeline;

/// <summary>Everything that happened, from all channels in one order.</summary>
public abstract class TimelineTests(ServiceFixture fixture) : Suite(fixture)
{
    private const string Digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    [Fact]
    public async Task All_channels_write_one_sequence_without_gaps_and_record_who_wrote_from_where()
    {
        var number = await fixture.Email.Open();
        await Add(fixture.Phone, number, new { direction = "in", text = "He called." }, ("X-Agent", "Jo"));
        await Add(
            fixture.Till,
            number,
            new { direction = "internal", text = "The shelf holds another model." },
            ("X-Location", "store-7"),
            ("X-Team", "floor"));
        await Add(fixture.Email, number, new { direction = "out", text = "Yes." });

        var lines = (await fixture.Phone.Get($"/v1/incidents/{number}/timeline")).Expect(HttpStatusCode.OK)["items"]!.AsArray();

        Assert.Equal([1, 2, 3, 4], lines.Select(line => (int)line!["sequence"]!));
        Assert.Equal(
            ["incident.opened", "message.received", "note.added", "message.sent"], lines.Select(line => line!["type"]!.ToString()));
        Assert.Equal(["email", "phone", "store", "email"], lines.Select(line => line!["channel"]!.ToString()));
        Assert.Equal("Jo", lines[1]!["agent"]!.ToString());
        Assert.Equal(("store-7", "floor"), (lines[2]!["location"]!.ToString(), lines[2]!["team"]!.ToString()));
    }

    [Fact]
    public async Task An_outgoing_message_lists_the_approvals_promises_and_hand_off_it_created()
    {
        var number = await fixture.Email.Open(new { promises = new[] { new { text = "Before", dueAt = "2027-01-01T00:00:00Z" } } });
        var money = new { amount = "5", currency = "USD" };

        var line = await Add(fixture.Email, number, new
        {
            direction = "out", text = "Yes.",
            approvals = new[] { new { type = "refund", money }, new { type = "discount", money } },
            promises = new[] { new { text = "We call you.", dueAt = "2027-01-01T00:00:00Z" } },
            handoff = new { to = new { channel = "phone" }, reason = "Wants to be called" },
        });

        Assert.Equal($$"""{"number":"{{number}}","handoff":1,"approvals":[1,2],"promises":[2]}""", line["facts"]!.ToJsonString());
        foreach (var item in new[] { "approvals/1", "approvals/2", "promises/2", "handoffs/1" })
            (await fixture.Email.Get($"/v1/incidents/{number}/{item}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_first_message_lists_its_items_and_a_message_without_items_lists_none()
    {
        var promises = new[] { new { text = "We call you.", dueAt = "2027-01-01T00:00:00Z" } };
        var card = (await fixture.Email.Post("/v1/incidents", new { message = new { direction = "out", text = "Hello.", promises } }))
            .Expect(HttpStatusCode.Created);

        Assert.Equal("[1]", card["timeline"]!.AsArray()[^1]!["facts"]!["promises"]!.ToJsonString());
        Assert.Null((await Add(fixture.Email, card["number"]!.ToString(), new { direction = "out", text = "Bye." }))["facts"]);
    }

    [Fact]
    public async Task An_incoming_message_is_an_interaction_and_a_note_or_an_outgoing_message_is_not()
    {
        var number = await fixture.Email.Open();

        var given = await Add(fixture.Phone, number, new { direction = "in", text = "Hello", waitSeconds = 40 });
        await Add(fixture.Phone, number, new { direction = "out", text = "Hello" });
        await Add(fixture.Phone, number, new { direction = "internal", text = "Hello" });

        Assert.Equal((1, 40), ((int)given["interaction"]!, (int)given["waitSeconds"]!));
        var card = (await fixture.Phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        Assert.Equal((1, 40), ((int)card["interactions"]!["count"]!, (int)card["interactions"]!["waitSeconds"]!));
    }

    [Fact]
    public async Task The_pages_of_a_timeline_have_each_line_once_while_lines_are_added()
    {
        var number = await fixture.Email.Open();
        for (var index = 0; index < 5; index++) await Add(fixture.Email, number, new { direction = "internal", text = "Note " + index });
        var (seen, next) = (new List<int>(), (string?)null);
        do
        {
            var page = (await fixture.Phone.Get($"/v1/incidents/{number}/timeline?limit=2" + (next is null ? "" : "&cursor=" + next)))
                .Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(line => (int)line!["sequence"]!));
            next = page["next"]?.ToString();
            if (seen.Count < 6) await Add(fixture.Email, number, new { direction = "internal", text = "Meanwhile" });
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(1, seen.Count), seen);
        Assert.Equal(8, seen.Count);
    }

    [Fact]
    public async Task The_card_shows_the_last_twenty_lines()
    {
        var number = await fixture.Email.Open();
        for (var index = 0; index < 21; index++) await Add(fixture.Email, number, new { direction = "internal", text = "Note" });

        var lines = (await fixture.Phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["timeline"]!.AsArray();

        Assert.Equal(Enumerable.Range(3, 20), lines.Select(line => (int)line!["sequence"]!));
    }

    [Fact]
    public async Task Attachments_are_links_with_their_digest()
    {
        var number = await fixture.Email.Open();
        var attachments =
            new[] { new { url = "https://files.example.com/a%20b.jpg", sha256 = Digest.ToUpperInvariant(), name = "shelf.jpg", mediaType = "image/jpeg" } };

        var line = await Add(fixture.Email, number, new { direction = "in", text = "See the photo", attachments });

        var kept = Assert.Single(line["attachments"]!.AsArray())!;
        Assert.Equal((attachments[0].url, Digest), (kept["url"]!.ToString(), kept["sha256"]!.ToString()));
    }

    [Theory]
    [InlineData("http://files.example.com/a.jpg", Digest, "url")]
    [InlineData("https://user:secret@files.example.com/a.jpg", Digest, "url")]
    [InlineData("data:image/png;base64,AAAA", Digest, "url")]
    [InlineData("//files.example.com/a.jpg", Digest, "url")]
    [InlineData("HTTPS://files.example.com/a.jpg", Digest, "url")]
    [InlineData("https://files.example.com/a b.jpg", Digest, "url")]
    [InlineData("https://files.example.com/é.jpg", Digest, "url")]
    [InlineData("https://files.example.com/%zz", Digest, "url")]
    [InlineData("https://files.example.com/a.jpg", "9f86", "sha256")]
    [InlineData("https://files.example.com/a.jpg", "zz86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "sha256")]
    public async Task Other_attachments_are_refused(string url, string sha256, string field)
    {
        var body = new { direction = "in", text = "See", attachments = new[] { new { url, sha256 } } };

        var problem = (await fixture.Email.Post($"/v1/incidents/{await fixture.Email.Open()}/timeline", body))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal($"attachments[0].{field}", problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task A_payment_card_is_masked_before_it_is_stored()
    {
        const string Card = "4111 1111 1111 1111";
        var number = await fixture.Email.Open(
            new { subject = "Card " + Card, message = new { direction = "in", text = "My card is " + Card } });
        await Add(fixture.Email, number, new { direction = "internal", text = Card });
        (await fixture.Email.Post($"/v1/incidents/{number}/interactions", new { note = Card })).Expect(HttpStatusCode.Created);
        (await fixture.Email.Post($"/v1/incidents/{number}/timeline/3/redaction", new { reason = "was card " + Card }))
            .Expect(HttpStatusCode.OK);
        (await fixture.Email.Patch("/v1/incidents/" + number, new { subject = Card + "!" })).Expect(HttpStatusCode.OK);

        var card = await fixture.Phone.Get("/v1/incidents/" + number);

        Assert.DoesNotContain("1111 1111", card.Text);
        Assert.Contains("My card is •••• •••• •••• 1111", card.Text);
        Assert.Equal(0, fixture.Service.Rows.Scalar<long>( // an incident's number may hold 4111
            """
            SELECT (SELECT count(*) FROM texts WHERE body LIKE '%4111 1111%')
                + (SELECT count(*) FROM events WHERE facts LIKE '%4111 1111%')
                + (SELECT count(*) FROM words WHERE word = '4111')
            """));
    }

    [Fact]
    public async Task A_text_has_at_most_twenty_thousand_characters()
    {
        var address = $"/v1/incidents/{await fixture.Email.Open()}/timeline";

        string Body(int length) => $$"""{"direction":"in","text":"{{new string('é', length)}}"}"""; // as UTF-8: escaped it would exceed the limit of a body

        (await fixture.Email.Post(address, Body(20_000))).Expect(HttpStatusCode.Created);
        (await fixture.Email.Post(address, Body(20_001))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static async Task<JsonNode> Add(ApiClient client, string number, object line, params (string, string)[] headers) =>
        (await client.Post($"/v1/incidents/{number}/timeline", line, headers)).Expect(HttpStatusCode.Created);
}
