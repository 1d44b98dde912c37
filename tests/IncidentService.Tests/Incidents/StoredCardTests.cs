using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentNumbers;
using IncidentService.Contacts.Privacy;
using IncidentService.Incidents.Cards;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Approvals;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Incidents;

/// <summary>Cards that are stored as they are sent: they are used, never outdated, and erased with their incidents.</summary>
public abstract class StoredCardTests(ServiceFixture fixture) : Suite(fixture), IAsyncLifetime
{
    private const string Current =
        "SELECT count(*) FROM cards c JOIN incidents i ON i.id = c.incident_id AND i.version = c.version WHERE i.number = @number";

    private readonly string id = "x" + Guid.NewGuid().ToString("N")[..11];

    private string Email => $"anna.{id}@example.com";

    private string Masked => ContactMask.Mask("email", Email);

    public async ValueTask InitializeAsync() =>
        await Eventually.IsTrue(() => fixture.Service.Cards.Stores, "the service stores cards");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_incident_is_opened_with_its_card_and_reading_shows_that()
    {
        var opened = await fixture.Email.Post("/v1/incidents", NewIncident());
        var number = opened.Expect(HttpStatusCode.Created)["number"]!.ToString();

        Assert.Equal(opened.Text, StoredJson(number));
        await Damage(number, "{\"stored\":true}");
        Assert.Equal("{\"stored\":true}", (await fixture.Email.Get("/v1/incidents/" + number)).Text);
    }

    [Fact]
    public async Task A_change_is_shown_at_once_and_the_card_stored_after_the_next_read()
    {
        var number = await fixture.Email.Open(NewIncident());
        await fixture.Email.Grant(number, new { type = "waiver", money = Usd("7.00") });
        (await fixture.Email.Post($"/v1/incidents/{number}/promises", new { text = "We call you", dueAt = "2999-01-01T00:00:00Z" }))
            .Expect(HttpStatusCode.Created);
        (await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "Yes, we match it" }))
            .Expect(HttpStatusCode.Created);

        var read = await fixture.Email.Get("/v1/incidents/" + number);

        Assert.Contains("Yes, we match it", read.Text);
        await UntilStored(number);
        Assert.Equal(read.Text, StoredJson(number));
        var again = await fixture.Email.Get("/v1/incidents/" + number);
        Assert.Equal((read.Text, read.ETag), (again.Text, again.ETag));
    }

    [Fact]
    public async Task Both_numbers_of_merged_incidents_lead_to_the_survivor_whose_card_is_stored()
    {
        var (gone, survivor) = (await fixture.Email.Open(NewIncident()), await fixture.Email.Open(NewIncident()));
        (await fixture.Email.Post($"/v1/incidents/{gone}/merge", new { into = survivor })).Expect(HttpStatusCode.OK);

        var byGone = await fixture.Email.Get("/v1/incidents/" + gone);
        var bySurvivor = await fixture.Email.Get("/v1/incidents/" + survivor);

        await UntilStored(survivor);
        Assert.Equal(gone, byGone.Expect(HttpStatusCode.OK)["askedFor"]!.ToString());
        Assert.Null(bySurvivor.Expect(HttpStatusCode.OK)["askedFor"]);
        Assert.Equal(bySurvivor.Text, StoredJson(survivor));
        Assert.Equal(byGone.Text, (await fixture.Email.Get("/v1/incidents/" + gone)).Text);
    }

    [Theory]
    [InlineData("erasure")]
    [InlineData("contact")]
    [InlineData("redaction")]
    public async Task What_removes_personal_data_removes_the_stored_cards_of_all_merged_incidents(string how)
    {
        var (gone, number) = (await fixture.Email.Open(NewIncident()), await fixture.Email.Open(NewIncident()));
        (await fixture.Email.Post($"/v1/incidents/{gone}/merge", new { into = number })).Expect(HttpStatusCode.OK);
        await fixture.Email.Get("/v1/incidents/" + number);
        await UntilStored(number);
        var ofMerged = fixture.Service.Store.Dialect.DeletesFormerCards ? 0 : 1;
        Assert.Equal(ofMerged + 1, CountCards(gone, number));

        await Remove(how, number);

        Assert.Equal(0, CountCards(gone, number));
    }

    [Fact]
    public async Task A_card_of_an_older_version_is_not_stored()
    {
        var number = await fixture.Email.Open(NewIncident());
        var before = new RenderedCard((await fixture.Service.Store.FindCard(IncidentNumber.Parse(number)))!);
        await Remove("contact", number);

        await fixture.Service.Cards.StoreAll([before], CancellationToken.None);

        Assert.Equal(0, CountCards(number));
    }

    /// <summary>An older program, or a hand in the database, knows nothing of cards.</summary>
    [Fact]
    public async Task A_card_is_not_used_after_a_change_by_something_else_and_is_deleted_where_a_trigger_can_be()
    {
        var (survivor, changed, merged) = (
            await fixture.Email.Open(NewIncident()), await fixture.Email.Open(NewIncident()), await fixture.Email.Open(NewIncident()));
        foreach (var number in new[] { changed, merged }) await Damage(number, "{\"former\":true}");

        await fixture.Service.Seed(
            "UPDATE incidents SET version = version + 1, category = 'returns' WHERE number = @number",
            new { number = long.Parse(changed) });
        await fixture.Service.Seed(
            """
            UPDATE incidents SET survivor_id = (SELECT n.incident_id FROM numbers n WHERE n.number = @into),
                parent_id = (SELECT n.incident_id FROM numbers n WHERE n.number = @into) WHERE number = @number;
            UPDATE incidents SET members = 1, version = version + 1 WHERE number = @into
            """,
            new { number = long.Parse(merged), into = long.Parse(survivor) });

        Assert.Equal(fixture.Service.Store.Dialect.DeletesFormerCards ? 0 : 3, CountCards(changed, merged, survivor));
        Assert.Equal("returns", (await fixture.Email.Get("/v1/incidents/" + changed)).Expect(HttpStatusCode.OK)["category"]!.ToString());
        Assert.Equal(survivor, (await fixture.Email.Get("/v1/incidents/" + merged)).Expect(HttpStatusCode.OK)["number"]!.ToString());
        foreach (var quoted in new[] { changed, Typos.WrongDigit(changed) })
            Assert.Equal("returns", (await LookUp(quoted))["category"]!.ToString());
        Assert.Equal(survivor, (await LookUp(merged))["number"]!.ToString());
    }

    [Fact]
    public async Task Lookups_show_the_stored_card_and_mask_its_contacts_until_they_are_confirmed()
    {
        var reference = "T-" + id;
        var number = await fixture.Email.Open(new
        {
            subject = "Price match for a drill", contacts = new[] { new { kind = "email", value = Email } },
            references = new[] { new { system = "zendesk", value = reference } },
        });
        await Damage(number, StoredJson(number).Replace("Price match for a drill", "Stored", StringComparison.Ordinal));

        var shown = new[] { (number, Email), (reference, Email), (Typos.WrongDigit(number), Masked), (Email, Masked) };
        foreach (var (quoted, contact) in shown)
        {
            var card = await LookUp(quoted);
            Assert.Equal((quoted, "Stored"), (quoted, card["subject"]?.ToString()));
            Assert.Equal(contact, card["contacts"]![0]!["value"]!.ToString());
        }
    }

    [Theory]
    [InlineData("erasure")]
    [InlineData("contact")]
    [InlineData("redaction")]
    public async Task A_card_that_was_looked_up_often_is_not_shown_after_what_removes_personal_data(string how)
    {
        var number = await fixture.Email.Open(NewIncident());
        for (var times = 0; times < 3; times++) Assert.Contains(Removed(how), (await LookUp(number)).ToJsonString());
        await Damage(number, "{}"); // so that only the cache has it
        Assert.Contains(Removed(how), (await LookUp(number)).ToJsonString());

        await Remove(how, number);

        foreach (var quoted in new[] { number, Typos.WrongDigit(number) })
            Assert.DoesNotContain(Removed(how), (await LookUp(quoted)).ToJsonString());
    }

    /// <summary>What changes a card without its incident's version, new keys of contacts, deletes the stored card.</summary>
    [Fact]
    public async Task A_card_that_was_looked_up_often_is_not_shown_once_the_stored_one_is_gone()
    {
        var number = await fixture.Email.Open(NewIncident());
        for (var times = 0; times < 3; times++) await LookUp(number);

        await fixture.Service.Seed(
            """
            UPDATE incidents SET category = 'returns' WHERE number = @number;
            DELETE FROM cards WHERE incident_id = (SELECT incident_id FROM numbers WHERE number = @number)
            """,
            new { number = long.Parse(number) });

        foreach (var quoted in new[] { number, Typos.WrongDigit(number) })
            Assert.Equal("returns", (await LookUp(quoted))["category"]?.ToString());
    }

    [Fact]
    public async Task A_lookup_with_hints_does_not_store_the_card_again()
    {
        var number = await fixture.Email.Open(NewIncident());
        await Damage(number, "{\"kept\":true}");

        var hints = new { email = Email };
        (await fixture.Email.Post("/v1/lookups", new { quoted = number, hints })).Expect(HttpStatusCode.OK);
        await fixture.Service.Cards.Flush(CancellationToken.None);

        Assert.Equal("{\"kept\":true}", StoredJson(number));
    }

    [Fact]
    public async Task Two_references_of_one_incident_lead_to_its_stored_card()
    {
        var references = new[] { "T-" + id, "R-" + id };
        var number = await fixture.Email.Open(new
        {
            subject = "Price match for a drill", references = references.Select(value => new { system = "zendesk", value }),
        });
        await Damage(number, StoredJson(number).Replace("Price match for a drill", "Stored", StringComparison.Ordinal));

        Assert.Equal("Stored", (await LookUp(string.Join(' ', references)))["subject"]!.ToString());
    }

    [Fact]
    public async Task A_damaged_card_is_put_together_again()
    {
        var number = await fixture.Email.Open(NewIncident());
        var read = await fixture.Email.Get("/v1/incidents/" + number);
        foreach (var compressed in new[] { true, false })
        {
            await Damage(number, "no JSON", compressed);
            if (compressed) Assert.Equal(read.Text, (await fixture.Email.Get("/v1/incidents/" + number)).Text);
            foreach (var quoted in new[] { number, Typos.WrongDigit(number) })
                Assert.Equal(read["timeline"]!.ToJsonString(), (await LookUp(quoted))["timeline"]!.ToJsonString());
        }
    }

    /// <summary>Removed contacts are searched for in what is stored, while others read and write the same incidents.</summary>
    [Fact]
    public async Task No_read_beside_an_erasure_brings_a_card_back()
    {
        var numbers = new List<string>();
        while (numbers.Count < 8) numbers.Add(await fixture.Email.Open(NewIncident()));
        using var stop = new CancellationTokenSource();
        var readers = numbers.Select(number => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) (await fixture.Email.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        })).ToList();
        foreach (var number in numbers)
        {
            (await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text = "Hello " + id }))
                .Expect(HttpStatusCode.Created);
        }

        await Remove("erasure", numbers[0]);

        foreach (var number in numbers) await UntilStored(number);
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.All(numbers, number => Assert.DoesNotContain(id, StoredJson(number)));
    }

    /// <summary>What is gone then.</summary>
    private string Removed(string how) => how == "redaction" ? "W-55120" : id;

    private async Task<JsonNode> LookUp(string quoted) => (await fixture.Email.Post("/v1/lookups", new { quoted }))
        .Expect(HttpStatusCode.OK)["matches"]!.AsArray().Single()!["card"]!;

    private object NewIncident() => new
    {
        subject = "Price match for a drill",
        contacts = new[] { new { kind = "email", value = Email } },
        message = new { text = "Will you match your own store's price on W-55120?", direction = "in" },
    };

    private async Task Remove(string how, string number)
    {
        var at = "/v1/incidents/" + number;
        var answer = how switch
        {
            "erasure" => await fixture.Admin.Post("/v1/erasures", new { contact = new { kind = "email", value = Email } }),
            "contact" => await fixture.Email.Delete(at + "/contacts/1"),
            _ => await fixture.Email.Post(at + "/timeline/2/redaction", new { reason = "asked" }),
        };
        Assert.InRange((int)answer.Status, 200, 204);
    }

    private Task Damage(string number, string body, bool compressed = false) => fixture.Service.Seed(
        "UPDATE cards SET body = @body, compressed = @compressed "
            + "WHERE incident_id = (SELECT incident_id FROM numbers WHERE number = @number)",
        new { body = Encoding.UTF8.GetBytes(body), compressed, number = long.Parse(number) });

    private Task UntilStored(string number) => Eventually.IsTrue(
        () => fixture.Service.Rows.Scalar<long>(Current, new { number = long.Parse(number) }) == 1, "the card is stored");

    private long CountCards(params string[] numbers) => numbers.Sum(number => fixture.Service.Rows.Scalar<long>(
        "SELECT count(*) FROM cards c JOIN numbers n ON n.incident_id = c.incident_id WHERE n.number = @number",
        new { number = long.Parse(number) }));

    private string StoredJson(string number)
    {
        const string Row = "FROM cards c JOIN numbers n ON n.incident_id = c.incident_id WHERE n.number = @number";
        var key = new { number = long.Parse(number) };
        var body = fixture.Service.Rows.Scalar<byte[]>($"SELECT c.body {Row}", key);
        var compressed = fixture.Service.Rows.Scalar<bool>($"SELECT c.compressed {Row}", key);
        return Encoding.UTF8.GetString(new CardBody(body, compressed).ToJson()!);
    }
}
