using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Contacts;

/// <summary>Contacts may be written in many ways and are compared in one normalised form.</summary>
public abstract class ContactTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string unique = Guid.NewGuid().ToString("N")[..10];

    [Theory]
    [InlineData("email", "Anna.{0}@Example.COM", "anna.{0}@example.com")]
    [InlineData("email", "ａｎｎａ{0}＠example.com", "anna{0}@example.com")]
    [InlineData("handle", "X:@Anna{0}", "x: anna{0}")]
    [InlineData("loyalty", "L-{0} 77", "l{0}77")]
    public async Task Two_ways_to_write_a_contact_are_one_customer(string kind, string given, string other)
    {
        var (first, second) = (string.Format(given, unique), string.Format(other, unique));
        var number = await fixture.Email.Open(With(kind, first));

        Assert.Equal([number], await Search(kind, second));
        var known = await fixture.Email.Post($"/v1/incidents/{number}/contacts", new { kind, value = second });
        Assert.Equal(first, known.Expect(HttpStatusCode.OK)["value"]!.ToString());
    }

    [Fact]
    public async Task A_phone_number_is_the_same_with_and_without_its_country_and_in_any_grouping()
    {
        var line = Random.Shared.Next(1000, 9999);
        var number = await fixture.Email.Open(With("phone", $"(555) 013-{line}"));

        foreach (var way in new[] { $"+1 555 013 {line}", $"555.013.{line}", $"1-555-013-{line}", $"001555013{line}", $"５５５013{line}" })
        {
            Assert.Contains(number, await Search("phone", way));
            Assert.Contains(number, (await fixture.Phone.LookUp(way)).Numbers());
        }
    }

    [Theory]
    [InlineData("email", "anna")]
    [InlineData("email", "anna @example.com")]
    [InlineData("email", "@example.com")]
    [InlineData("phone", "1234")]
    [InlineData("phone", "call me")]
    [InlineData("phone", "+1234567890123456")]
    [InlineData("handle", "@anna")]
    [InlineData("handle", "x:@")]
    [InlineData("loyalty", "--")]
    [InlineData("name", " ")]
    [InlineData("fax", "12345")]
    public async Task A_value_that_does_not_fit_its_kind_is_refused(string kind, string value)
    {
        var problem = (await fixture.Email.Post($"/v1/incidents/{await fixture.Email.Open()}/contacts", new { kind, value }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(kind == "fax" ? "kind" : "value", problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task A_name_is_stored_but_does_not_identify_a_customer()
    {
        var name = "Anna " + unique;
        await fixture.Email.Open(With("name", name));

        Assert.Equal("none", (await fixture.Phone.LookUp(name)).Outcome());
        (await fixture.Email.Post("/v1/incidents/search", new { contact = new { kind = "name", value = name } }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Incidents_share_a_customer_if_they_share_a_contact_and_not_through_a_third_incident()
    {
        var (anna, phone) = ($"anna{unique}@example.com", "555" + Random.Shared.NextInt64(1_000_000, 9_999_999));
        var first = await fixture.Email.Open(With("email", anna));
        var both = await fixture.Email.Open(
            new { contacts = new[] { new { kind = "email", value = anna }, new { kind = "phone", value = phone } } });
        var last = await fixture.Email.Open(With("phone", phone));

        Assert.Equal([both, first], await Search("email", anna));
        Assert.Equal([last, both], await Search("phone", phone));
    }

    [Fact]
    public async Task Ordinals_are_never_reused()
    {
        var address = $"/v1/incidents/{await fixture.Email.Open(With("email", $"first{unique}@example.com"))}/contacts";
        var second = await fixture.Email.Post(address, new { kind = "email", value = $"second{unique}@example.com" });
        Assert.Equal(2, (int)second.Expect(HttpStatusCode.Created)["id"]!);

        (await fixture.Email.Delete(second.Location!)).Expect(HttpStatusCode.NoContent);
        (await fixture.Email.Delete(second.Location!)).Expect(HttpStatusCode.NoContent);
        var third = await fixture.Email.Post(address, new { kind = "email", value = $"second{unique}@example.com" });

        Assert.Equal(3, (int)third.Expect(HttpStatusCode.Created)["id"]!);
        (await fixture.Email.Get(second.Location!)).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Email.Delete(address + "/9")).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
    }

    [Fact]
    public async Task A_removed_contact_is_gone_from_card_search_lookup_and_kept_answers()
    {
        var email = $"gone{unique}@example.com";
        var (body, key) = (With("email", email), ("Idempotency-Key", unique));
        var number = (await fixture.Email.Post("/v1/incidents", body, key)).Expect(HttpStatusCode.Created)["number"]!.ToString();

        (await fixture.Email.Delete($"/v1/incidents/{number}/contacts/1")).Expect(HttpStatusCode.NoContent);

        Assert.Empty((await fixture.Email.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["contacts"]!.AsArray());
        Assert.Empty(await Search("email", email));
        Assert.Equal("none", (await fixture.Phone.LookUp(email)).Outcome());
        var replay = (await fixture.Email.Post("/v1/incidents", body, key)).ExpectProblem(HttpStatusCode.Conflict, "replay-erased");
        Assert.Equal("/v1/incidents/" + number, replay["detail"]!.ToString());
    }

    [Fact]
    public async Task One_contact_given_twice_is_one_contact()
    {
        var contacts =
            new[] { new { kind = "email", value = $"a{unique}@example.com" }, new { kind = "email", value = $"A{unique}@EXAMPLE.com" } };

        var card = (await fixture.Email.Post("/v1/incidents", new { contacts })).Expect(HttpStatusCode.Created);

        Assert.Single(card["contacts"]!.AsArray());
    }

    private static object With(string kind, string value) => new { contacts = new[] { new { kind, value } } };

    private async Task<string[]> Search(string kind, string value) =>
        (await fixture.Email.Post("/v1/incidents/search", new { contact = new { kind, value } })).Numbers();
}
