using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Lookup;

/// <summary>Hints confirm or contradict a match.</summary>
public abstract class HintTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string email = $"anna{Guid.NewGuid():N}@example.com";
    private readonly string order = "W-" + Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public async Task Hints_that_agree_are_named_and_leave_a_number_certain()
    {
        var number = await Open();

        var match = (await fixture.Phone.LookUp(number, new { email = email.ToUpperInvariant(), order, name = "berg, ANNA" })).Match();

        Assert.Equal("certain", match["certainty"]!.ToString());
        Assert.Equal(["email", "name", "order"], match["agree"].Strings().Order());
        Assert.Empty(match["contradict"].Strings());
    }

    [Fact]
    public async Task A_number_that_a_hint_contradicts_is_no_exact_hit()
    {
        var number = await Open();

        var found = await fixture.Phone.LookUp(number, new { email = "somebody@example.com" });

        Assert.Equal(("ambiguous", "confirm"), (found.Outcome(), found.Match()["certainty"]!.ToString()));
        Assert.Equal(["email"], found.Match()["contradict"].Strings());
        Assert.DoesNotContain(email, found.ToJsonString());
    }

    [Fact]
    public async Task The_match_of_a_hint_precedes_the_number_that_it_contradicts()
    {
        var (number, other) = (await Open(), $"other{Guid.NewGuid():N}@example.com");
        var meant = await fixture.Email.Open(new { contacts = new[] { new { kind = "email", value = other } } });

        var found = await fixture.Phone.LookUp(number, new { email = other });

        Assert.Equal("ambiguous", found.Outcome());
        Assert.Equal([meant, number], found.Numbers());
    }

    [Fact]
    public async Task A_phone_number_that_reads_as_a_number_is_no_exact_hit_when_the_hint_says_so()
    {
        var number = await Open();

        var found = await fixture.Phone.LookUp(number, new { phone = number });

        Assert.NotEqual("exact", found.Outcome());
        Assert.Equal("confirm", found.Match()["certainty"]!.ToString());
        Assert.Equal(["phone"], found.Match()["contradict"].Strings());
    }

    [Fact]
    public async Task An_exclusive_reference_that_a_hint_contradicts_is_to_be_confirmed()
    {
        await Open();
        var ticket = "T-" + order;
        await fixture.Email.Open(
            new { references = new[] { new { system = "zendesk", value = ticket } }, contacts = new[] { new { kind = "email", value = email } } });

        var found = await fixture.Phone.LookUp(ticket, new { email = "somebody@example.com" });

        Assert.Equal(("reference", "confirm"), (found.Outcome(), found.Match()["certainty"]!.ToString()));
    }

    [Fact]
    public async Task A_name_never_contradicts_and_an_unparsable_hint_is_ignored()
    {
        var number = await Open();

        var found = await fixture.Phone.LookUp(number, new { name = "Bert", phone = "unknown" });

        Assert.Equal(("exact", "certain"), (found.Outcome(), found.Match()["certainty"]!.ToString()));
        Assert.Empty(found.Match()["contradict"].Strings());
    }

    [Fact]
    public async Task A_lookup_may_consist_of_hints_alone()
    {
        var number = await Open();

        var byEmail = await fixture.Phone.LookUp(null, new { email });
        var byOrder = await fixture.Phone.LookUp(null, new { order });

        Assert.Equal(("contact", number), (byEmail.Outcome(), byEmail.Match()["number"]!.ToString()));
        Assert.Equal(("reference", number), (byOrder.Outcome(), byOrder.Match()["number"]!.ToString()));
    }

    [Fact]
    public async Task Of_several_incidents_of_a_customer_the_one_whose_order_is_hinted_comes_first()
    {
        var meant = await Open();
        fixture.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await fixture.Email.Open(
            new { contacts = new[] { new { kind = "email", value = email } }, references = new[] { new { system = "order", value = "X-" + order } } });

        var found = await fixture.Phone.LookUp(email, new { order });

        Assert.Equal(meant, found.Numbers()[0]);
        Assert.Equal(["order"], found["matches"]![0]!["agree"].Strings());
    }

    [Fact]
    public async Task A_lookup_without_text_and_hints_is_refused()
    {
        foreach (var body in new[] { "{}", """{"quoted":"  "}""", """{"hints":{}}""" })
            Assert.Contains(
                "quoted",
                (await fixture.Phone.Post("/v1/lookups", body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")["errors"]!
                    .ToJsonString());
    }

    private Task<string> Open() => fixture.Email.Open(new
    {
        contacts = new[] { new { kind = "email", value = email }, new { kind = "name", value = "Anna Berg" } },
        references = new[] { new { system = "order", value = order } },
    });
}
