using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Contacts;

/// <summary>
/// One person in two spellings is one customer in every feature that compares customers. Withheld callers are never the same customer.
/// </summary>
public abstract class OneCustomerTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string unique = Guid.NewGuid().ToString("N")[..10];
    private readonly string line = Random.Shared.Next(1_000_000, 9_999_999).ToString();

    [Fact]
    public async Task A_number_with_its_trunk_zero_and_extension_is_the_same_customer_in_search_look_up_opt_out_and_erasure()
    {
        var (given, other) = ($"+49 (0)89 {line} ext. 12", $"tel:+4989{line}");
        var number = await fixture.Email.Open(With("phone", given));

        Assert.Equal([number], await Search("phone", other));
        Assert.Equal([number], (await fixture.Phone.LookUp(other)).Numbers());
        Assert.Equal([number], (await fixture.Phone.LookUp(null, new { phone = $"0049 89 {line}" })).Numbers());
        await OptOut("phone", other);
        Assert.Equal("no-more", await Ask("phone", given));
        var erased = (await fixture.Admin.Post("/v1/erasures", new { contact = new { kind = "phone", value = $"whatsapp:+4989{line}" } }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal([number], erased["incidents"].Strings());
    }

    [Fact]
    public async Task Surrounding_text_is_removed_from_an_address_and_its_own_spelling_is_kept()
    {
        var number = await fixture.Email.Open(With("email", $"\"Müller, Hans\" <Hans{unique}@Example.com>"));

        Assert.Equal($"Hans{unique}@Example.com", Assert.Single(await Contacts(number))["value"]!.ToString());
        Assert.Equal([number], await Search("email", $"mailto:hans{unique}@example.com?subject=hello"));
    }

    [Theory]
    [InlineData("phone", "089 5550123 / 0151 23456789", "two phone numbers")]
    [InlineData("phone", "+0049 89 5550123", "no country code begins with 0")]
    [InlineData("phone", "32665", "handle of its channel")]
    [InlineData("phone", "AMAZON", "handle of its channel")]
    [InlineData("phone", "+44 60777", "handle of its channel")]
    [InlineData("phone", "212-555-0123 212-555-0124", "two phone numbers")]
    [InlineData("phone", "+1 212 555", "too few or too many digits")]
    [InlineData("email", "hans at example.com", "e-mail address")]
    public async Task An_invalid_contact_is_refused_with_the_reason(string kind, string value, string reason)
    {
        var problem = (await fixture.Email.Post($"/v1/incidents/{await fixture.Email.Open()}/contacts", new { kind, value }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Contains(reason, Assert.Single(problem["errors"]!.AsArray())!["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phone", "+266696687")]
    [InlineData("phone", "anonymous")]
    [InlineData("phone", "Restricted")]
    [InlineData("phone", "+86282452253")]
    [InlineData("phone", "Rufnummer unterdrückt")]
    [InlineData("phone", "0000000000")]
    [InlineData("email", "anonymous@anonymous.invalid")]
    [InlineData("email", "Unknown <unknown@unknown.invalid>")]
    [InlineData("handle", "chat:anonymous")]
    [InlineData("loyalty", "0000000000")]
    public async Task A_withheld_number_is_on_the_card_but_identifies_nobody(string kind, string value)
    {
        var one = await fixture.Phone.Open(
            new { contacts = new[] { new { kind, value }, new { kind = "loyalty", value = "A" + unique } } });
        var other = await fixture.Phone.Open(With(kind, value));

        Assert.Contains(Assert.Single(await Contacts(other))["value"]!.ToString(), value, StringComparison.Ordinal);
        Assert.Equal("none", (await fixture.Phone.LookUp(value)).Outcome());
        Assert.Equal("none", (await fixture.Phone.LookUp(null, new Dictionary<string, string> { [kind] = value })).Outcome());
        foreach (var path in new[] { "/v1/erasures", "/v1/contact-permissions/opt-outs", "/v1/incidents/search" })
        {
            var problem = (await fixture.Admin.Post(path, new { contact = new { kind, value } }))
                .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal("contact.value", problem["errors"]![0]!["field"]!.ToString());
        }
        (await fixture.Admin.Post("/v1/erasures", new { contact = new { kind = "loyalty", value = "A" + unique } }))
            .Expect(HttpStatusCode.OK);
        Assert.Empty(await Contacts(one));
        Assert.Single(await Contacts(other));
    }

    [Theory]
    [InlineData("email", "MAILER-DAEMON", "email", "MAILER-DAEMON")]
    [InlineData("phone", "call me maybe, Anna", "phone", "call me maybe, Anna")]
    [InlineData("phone", "32665", "handle", "sms:32665")]
    [InlineData("phone", "AMAZON", "handle", "sms:AMAZON")]
    [InlineData("phone", "089 5550123 / 0151 23456789", "phone", "089 5550123 / 0151 23456789")]
    public async Task An_unparsable_sender_is_stored_as_text_and_identifies_nobody(
        string kind, string value, string keptKind, string keptValue)
    {
        var number = await Receive("C" + unique, kind, value);

        var contact = Assert.Single(await Contacts(number));
        Assert.Equal((keptKind, keptValue), (contact["kind"]!.ToString(), contact["value"]!.ToString()));
        Assert.Equal("none", (await fixture.Phone.LookUp(keptValue)).Outcome());
    }

    [Fact]
    public async Task A_second_person_in_a_conversation_is_flagged_and_added_to_the_card_as_unconfirmed()
    {
        var number = await Receive("C" + unique, "email", $"anna{unique}@example.com");
        Assert.Equal(number, await Receive("C" + unique, "email", $"Ben <ben{unique}@example.com>"));
        Assert.Equal(number, await Receive("C" + unique, "email", $"ben{unique}@example.com"));

        var contacts = await Contacts(number);
        Assert.Equal([null, "true"], contacts.Select(contact => contact["toConfirm"]?.ToString()));
        var lines = (await fixture.Email.Get("/v1/incidents/" + number))["timeline"]!.AsArray()
            .Where(line => line!["type"]!.ToString() == "message.received")
            .ToList();
        Assert.Equal([null, "true", "true"], lines.Select(line => line!["facts"]!["toConfirm"]?.ToString()));
        Assert.Equal([null, "2", "2"], lines.Select(line => line!["facts"]!["contact"]?.ToString()));
        Assert.Equal("none", (await fixture.Phone.LookUp($"ben{unique}@example.com")).Outcome());
        Assert.Empty(await Search("email", $"ben{unique}@example.com"));
    }

    [Fact]
    public async Task Adding_the_second_person_as_a_contact_confirms_them()
    {
        var number = await Receive("C" + unique, "email", $"anna{unique}@example.com");
        await Receive("C" + unique, "email", $"ben{unique}@example.com");

        var confirmed = (
            await fixture.Email.Post($"/v1/incidents/{number}/contacts", new { kind = "email", value = $"Ben{unique}@example.com" }))
            .Expect(HttpStatusCode.OK);

        Assert.Equal("2", confirmed["id"]!.ToString());
        Assert.Null(confirmed["toConfirm"]);
        Assert.Equal([number], await Search("email", $"ben{unique}@example.com"));
        Assert.Equal(number, await Receive("C" + unique, "email", $"ben{unique}@example.com"));
        Assert.Equal(2, (await Contacts(number)).Count);
    }

    [Fact]
    public async Task Erasing_an_unconfirmed_contact_removes_their_texts_and_keeps_those_of_the_customer()
    {
        var number = await Receive("C" + unique, "email", $"anna{unique}@example.com");
        await Receive("C" + unique, "email", $"ben{unique}@example.com");

        var erased = (
            await fixture.Admin.Post("/v1/erasures", new { contact = new { kind = "email", value = $"ben{unique}@example.com" } }))
            .Expect(HttpStatusCode.OK);

        Assert.Equal([number], erased["incidents"].Strings());
        Assert.Equal($"anna{unique}@example.com", Assert.Single(await Contacts(number))["value"]!.ToString());
        var texts = (await fixture.Email.Get("/v1/incidents/" + number))["timeline"]!.AsArray()
            .Select(line => line!["text"]?.ToString())
            .OfType<string>();
        Assert.Equal([$"Hello from anna{unique}@example.com"], texts);
    }

    private static object With(string kind, string value) => new { contacts = new[] { new { kind, value } } };

    private async Task<string[]> Search(string kind, string value) =>
        (await fixture.Email.Post("/v1/incidents/search", new { contact = new { kind, value } })).Numbers();

    private async Task<IReadOnlyList<JsonNode>> Contacts(string number) =>
        [.. (await fixture.Email.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["contacts"]!.AsArray().OfType<JsonNode>()];

    private async Task<string> Receive(string conversation, string kind, string value)
    {
        var message =
            new { system = "sms", messageId = Guid.NewGuid().ToString(), conversation, from = new { kind, value }, text = "Hello from " + value };
        return (await fixture.Email.Post("/v1/messages", message)).Expect(HttpStatusCode.Created)["number"]!.ToString();
    }

    private async Task OptOut(string kind, string value) =>
        (await fixture.Phone.Post("/v1/contact-permissions/opt-outs", new { contact = new { kind, value } })).Expect(HttpStatusCode.OK);

    private async Task<string?> Ask(string kind, string value) =>
        (await fixture.Phone.Post("/v1/contact-permissions", new { contact = new { kind, value }, purpose = "survey" }))
            .Expect(HttpStatusCode.OK)["reason"]?.ToString();
}
