using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using IncidentService.Tests.Approvals;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Erasure;

/// <summary>Erasure: one request is enough, it affects only this customer, and it may race with incoming data.</summary>
public abstract class ErasureTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string id = "x" + Guid.NewGuid().ToString("N")[..11]; // more digits would be masked as a payment card

    private string Email => $"anna.{id}@example.com";

    [Fact]
    public async Task A_repeated_erasure_finds_nothing_and_changes_nothing()
    {
        var number = await Open();
        var first = await Erase();
        var (card, rows) = (await fixture.Admin.Get("/v1/incidents/" + number), fixture.Service.Rows.Count());

        var second = await Erase();

        Assert.Equal([number], first["incidents"].Strings());
        Assert.Empty(second["incidents"]!.AsArray());
        Assert.All(second["removed"]!.AsObject(), count => Assert.Equal(0, (int)count.Value!));
        Assert.Equal(rows, fixture.Service.Rows.Count());
        var after = await fixture.Admin.Get("/v1/incidents/" + number);
        Assert.Equal((card.Text, card.ETag), (after.Text, after.ETag));
    }

    [Fact]
    public async Task The_version_increases_and_one_line_records_the_erasure_without_naming_the_customer()
    {
        var number = await Open();
        var before = (await fixture.Admin.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);

        await Erase(reason: "GDPR-17");

        var after = (await fixture.Admin.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        Assert.Equal((long)before["version"]! + 1, (long)after["version"]!);
        var line = after["timeline"]!.AsArray()[^1]!;
        Assert.Equal(("personal-data.removed", "{\"reason\":\"gdpr-17\"}"), (line["type"]!.ToString(), line["facts"]!.ToJsonString()));
        Assert.Null(line["text"]);
        Assert.Equal(line["at"]!.ToString(), after["personalDataRemovedAt"]!.ToString());
    }

    [Fact]
    public async Task A_lookup_by_the_contact_finds_nothing_and_one_by_the_number_says_that_data_was_removed()
    {
        var number = await Open();

        await Erase();

        Assert.Equal("none", (await fixture.Phone.LookUp(Email)).Outcome());
        Assert.Equal("none", (await fixture.Phone.LookUp(null, new { email = Email })).Outcome());
        var found = await fixture.Phone.LookUp(number);
        Assert.Equal("exact", found.Outcome());
        Assert.Contains("Personal data was removed on November 21.", found["spoken"]!.ToString());
    }

    [Fact]
    public async Task Search_finds_no_erased_word_but_still_the_same_words_in_other_incidents()
    {
        var other = await fixture.Email.Open(new { subject = "shared" + id });
        await Open($"shared{id} own{id}");

        await Erase();

        Assert.Equal([other], await Search("shared" + id));
        Assert.Empty(await Search("own" + id));
        Assert.Equal(0, fixture.Service.Rows.Scalar<long>("SELECT count(*) FROM words WHERE word = @word", new { word = "own" + id }));
    }

    [Fact]
    public async Task Later_data_is_kept_until_another_erasure()
    {
        var number = await Open();
        await Erase();
        (await fixture.Email.Post($"/v1/incidents/{number}/contacts", new { kind = "email", value = Email }))
            .Expect(HttpStatusCode.Created);
        (await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text = "later" + id }))
            .Expect(HttpStatusCode.Created);
        var between = (await fixture.Admin.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        Assert.Equal(Email, between["contacts"]![0]!["value"]!.ToString());
        Assert.Equal([number], await Search("later" + id));
        fixture.Service.Clock.Advance(TimeSpan.FromSeconds(1));

        var again = await Erase();

        Assert.Equal([number], again["incidents"].Strings());
        var after = await fixture.Admin.Get("/v1/incidents/" + number);
        Assert.DoesNotContain(id, after.Text);
        Assert.NotEqual(between["personalDataRemovedAt"]!.ToString(), after["personalDataRemovedAt"]!.ToString());
        Assert.Empty(await Search("later" + id));
    }

    [Theory]
    [InlineData("name", "Anna")]
    [InlineData("email", "nobody")]
    [InlineData("phone", "unknown")]
    public async Task A_name_or_an_invalid_contact_erases_nothing(string kind, string value) =>
        (await fixture.Admin.Post("/v1/erasures", new { contact = new { kind, value } }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

    [Theory]
    [InlineData("because Anna Miller of 12 Elm Street asked us to")]
    [InlineData("anna@example.com")]
    public async Task A_reason_is_a_code(string reason) =>
        (await fixture.Admin.Post("/v1/erasures", new { contact = new { kind = "email", value = Email }, reason }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task A_miss_that_quotes_the_customer_is_erased_even_if_no_incident_has_the_contact()
    {
        var miss = await fixture.Phone.LookUp($"Sent from <mailto:ANNA%2e{id.ToUpperInvariant()}%40example.com>, nr 4711-{id}");
        var other = await fixture.Phone.LookUp($"Sent by somebody else of {id}");

        var erased = await Erase();

        Assert.Empty(erased["incidents"]!.AsArray());
        Assert.Equal(1, (int)erased["removed"]!["lookups"]!);
        Assert.Null((await fixture.Admin.Get($"/v1/lookups/{miss["id"]}")).Expect(HttpStatusCode.OK)["quoted"]);
        Assert.NotNull((await fixture.Admin.Get($"/v1/lookups/{other["id"]}")).Expect(HttpStatusCode.OK)["quoted"]);
    }

    [Fact]
    public async Task A_repeated_erasure_request_runs_once_and_gets_the_stored_answer()
    {
        var number = await Open();
        var body = new { contact = new { kind = "email", value = Email } };
        var first = await fixture.Admin.Post("/v1/erasures", body, ("Idempotency-Key", Email));

        var again = await fixture.Admin.Post("/v1/erasures", body, ("Idempotency-Key", Email));

        Assert.Equal([number], first.Expect(HttpStatusCode.OK)["incidents"].Strings());
        Assert.Equal(first.Text, again.Text);
        Assert.DoesNotContain(id, first.Text);
        Assert.Empty(RegisterSearch.InRows(fixture.Service, [Email]));
    }

    [Fact]
    public async Task The_feed_never_contains_a_reference_that_is_a_contact()
    {
        var digits = "555" + Random.Shared.NextInt64(1_000_000, 9_999_999);
        var number = await fixture.Email.Open(
            new { contacts = new[] { new { kind = "phone", value = "+1" + digits }, new { kind = "handle", value = "x:@h" + id } } });
        foreach (var value in new[] { "somebody.else@example.com", "1-" + digits, "H" + id, "plain-" + id })
        {
            var address = $"/v1/incidents/{number}/references/crm/{Uri.EscapeDataString(value)}";
            (await fixture.Email.Put(address)).Expect(HttpStatusCode.Created);
            Assert.Equal(HttpStatusCode.NoContent, (await fixture.Email.Delete(address)).Status);
        }
        await fixture.Email.Post(
            "/v1/messages",
            new { system = "wa", messageId = id, conversation = digits, from = new { kind = "phone", value = "+1" + digits }, text = "Hello, it is about " + number });

        var facts = fixture.Service.Register.List<string>(
            "SELECT facts FROM events e JOIN incidents i ON i.id = e.incident_id WHERE e.type LIKE 'reference.%' AND i.number = " + number);

        Assert.Equal(9, facts.Count);
        Assert.Equal(["""{"system":"crm","value":"plain-""" + id + "\"}"], facts.Where(fact => fact.Contains("value")).Distinct());
    }

    [Fact]
    public async Task The_feed_never_contains_taught_words_even_when_they_are_withdrawn()
    {
        var number = await fixture.Email.Open();
        var miss = await fixture.Phone.LookUp("TCH-4711" + id);
        (await fixture.Email.Answer(miss, number, "crm")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Email.Delete($"/v1/incidents/{number}/references/crm/TCH-4711{id}")).Status);

        Assert.Equal(
            2,
            fixture.Service.Rows.Scalar<long>(
                "SELECT count(*) FROM events e JOIN incidents i ON i.id = e.incident_id WHERE e.type LIKE 'reference.%' AND i.number = @number",
                new { number = long.Parse(number) }));
        Assert.Equal(0, fixture.Service.Rows.Scalar<long>("SELECT count(*) FROM events WHERE facts LIKE @like", new { like = $"%{id}%" }));
    }

    [Fact]
    public async Task A_message_id_that_contains_the_senders_address_is_stored_as_a_digest_and_any_other_unchanged()
    {
        async Task<string> Take(string messageId)
        {
            var message =
                new { system = "mail", messageId, conversation = "C" + id, from = new { kind = "email", value = Email }, text = "Hello" };
            var taken = await fixture.Email.Post("/v1/messages", message);
            Assert.Equal("duplicate", (await fixture.Email.Post("/v1/messages", message)).Expect(HttpStatusCode.OK)["outcome"]!.ToString());
            return (await fixture.Email.Get(taken.Location!)).Expect(HttpStatusCode.OK)["facts"]!["messageId"]!.ToString();
        }

        Assert.Equal($"<{id}@mail.example.com>", await Take($"<{id}@mail.example.com>"));
        Assert.DoesNotContain(id, await Take($"<1.{Email.ToUpperInvariant()}>"));
    }

    [Fact]
    public async Task A_message_that_races_an_erasure_is_stored_completely_or_not_at_all()
    {
        for (var round = 0; round < 10; round++)
        {
            var (number, word) = (await Open("before" + id), $"racing{id}x{round}");
            var messages = Enumerable.Range(0, 8).Select(index => fixture.Email.Post(
                $"/v1/incidents/{number}/timeline", new { direction = "in", text = $"{word} {word}n{index}" },
                ("Idempotency-Key", word + index))).ToList();
            await Task.WhenAll(
                messages.Append(fixture.Admin.Post("/v1/erasures", new { contact = new { kind = "email", value = Email } })));

            var lines = (await fixture.Admin.Get($"/v1/incidents/{number}/timeline?limit=200"))
                .Expect(HttpStatusCode.OK)["items"]!.AsArray();

            var erasedAt = lines.Select(line => line!["type"]!.ToString()).ToList().IndexOf("personal-data.removed");
            Assert.All(lines.Take(erasedAt), line => Assert.Null(line!["text"]));
            var later = lines.Skip(erasedAt + 1).Select(line => line!["text"]!.ToString()).ToList();
            Assert.All(later, text => Assert.StartsWith(word, text));
            for (var index = 0; index < 8; index++)
                Assert.Equal(later.Contains($"{word} {word}n{index}") ? [number] : [], await Search($"{word}n{index}"));
            Assert.Empty(await Search("before" + id));
        }
    }

    [Fact]
    public async Task An_approval_for_an_erased_item_is_valid_for_no_other_item()
    {
        var number = await Open();
        var approval = await fixture.Email.Grant(number, new { type = "replacement", item = $"Drill of {Email}", uses = 2 });
        (await fixture.Till.Redeem(approval, "T-1")).Expect(HttpStatusCode.Created);

        await Erase();

        Assert.DoesNotContain(Email, (await fixture.Till.Get(approval)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Email, (await fixture.Till.Redeem(approval, "T-1")).Text, StringComparison.Ordinal);
        (await fixture.Till.Redeem(approval, "T-2", new { item = "Saw" }))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "does-not-fit");
    }

    private Task<string> Open(string subject = "Drill") =>
        fixture.Email.Open(new { subject, contacts = new[] { new { kind = "email", value = Email } } });

    private async Task<JsonNode> Erase(string? reason = null) =>
        (await fixture.Admin.Post("/v1/erasures", new { contact = new { kind = "email", value = Email }, reason }))
            .Expect(HttpStatusCode.OK);

    private async Task<string[]> Search(string words) => (await fixture.Email.Post("/v1/incidents/search", new { words })).Numbers();
}
