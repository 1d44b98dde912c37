using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Lookup;

/// <summary>A lookup with the customer present records one interaction, once the incident is known.</summary>
public abstract class PresenceTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string email = $"anna{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task A_certain_match_counts_the_customer_at_once_and_the_card_shows_it()
    {
        var number = await Open();

        var found = await fixture.Till.LookUpPresent(number, waitSeconds: 90);

        Assert.True((bool)found["interactionRecorded"]!);
        Assert.Equal(
            (1, 90),
            ((int)found.Match()["card"]!["interactions"]!["count"]!, (int)found.Match()["card"]!["interactions"]!["waitSeconds"]!));
        var interaction = (await fixture.Email.Get($"/v1/incidents/{number}/interactions/1")).Expect(HttpStatusCode.OK);
        Assert.Equal(("visit", "store"), (interaction["kind"]!.ToString(), interaction["channel"]!.ToString()));
    }

    [Fact]
    public async Task A_visit_counts_even_if_its_lookup_is_answered_elsewhere()
    {
        var number = await Open();
        var miss = await fixture.Till.LookUpPresent("nobody knows this");

        (await fixture.Email.Answer(miss, number)).Expect(HttpStatusCode.OK);

        var interaction = (await fixture.Email.Get($"/v1/incidents/{number}/interactions/1")).Expect(HttpStatusCode.OK);
        Assert.Equal(("visit", "store"), (interaction["kind"]!.ToString(), interaction["channel"]!.ToString()));
    }

    [Fact]
    public async Task A_match_to_be_confirmed_counts_when_a_hint_agrees()
    {
        var number = await Open();

        Assert.True((bool)(await fixture.Phone.LookUpPresent(Typos.WrongDigit(number), new { email }))["interactionRecorded"]!);
        Assert.Equal(1, await fixture.Phone.CountInteractions(number));
    }

    [Fact]
    public async Task A_match_to_be_confirmed_counts_once_it_is_confirmed_and_never_twice()
    {
        var number = await Open();
        var found = await fixture.Phone.LookUpPresent(Typos.WrongDigit(number));
        Assert.False((bool)found["interactionRecorded"]!);
        Assert.Equal(0, await fixture.Phone.CountInteractions(number));

        for (var round = 0; round < 3; round++) (await fixture.Phone.Answer(found, number)).Expect(HttpStatusCode.OK);

        Assert.Equal(1, await fixture.Phone.CountInteractions(number));
    }

    [Fact]
    public async Task Confirming_a_counted_match_does_not_count_it_again()
    {
        var number = await Open();
        var found = await fixture.Phone.LookUpPresent(number);

        (await fixture.Phone.Answer(found, number)).Expect(HttpStatusCode.OK);

        Assert.Equal(1, await fixture.Phone.CountInteractions(number));
    }

    [Fact]
    public async Task A_new_answer_after_a_withdrawal_does_not_count_again()
    {
        var number = await Open();
        var miss = await fixture.Phone.LookUpPresent("PRS-" + Random.Shared.Next(100_000, 999_999));

        (await fixture.Phone.Answer(miss, number, "crm")).Expect(HttpStatusCode.OK);
        (await fixture.Phone.Delete($"/v1/lookups/{miss["id"]}/answer")).Expect(HttpStatusCode.NoContent);
        (await fixture.Phone.Answer(miss, number, "crm")).Expect(HttpStatusCode.OK);

        Assert.Equal(1, await fixture.Phone.CountInteractions(number));
    }

    [Fact]
    public async Task Nothing_is_counted_without_the_customer_or_without_a_single_match()
    {
        var number = await Open();
        await Open();

        await fixture.Phone.LookUp(number);
        Assert.False((bool)(await fixture.Phone.LookUpPresent(email))["interactionRecorded"]!);
        Assert.False((bool)(await fixture.Phone.LookUpPresent("nobody knows"))["interactionRecorded"]!);

        Assert.Equal(0, await fixture.Phone.CountInteractions(number));
    }

    [Fact]
    public async Task A_retry_under_the_same_key_is_the_same_lookup_and_counts_once()
    {
        var number = await Open();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await fixture.Phone.Post("/v1/lookups", new { quoted = number, customerPresent = true }, key);
        var second = await fixture.Phone.Post("/v1/lookups", new { quoted = number, customerPresent = true }, key);

        Assert.Equal(first.Text, second.Text);
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(1, await fixture.Phone.CountInteractions(number));
    }

    [Fact]
    public async Task A_key_without_the_scope_write_cannot_state_that_the_customer_is_present()
    {
        using var reader = await fixture.Service.Client("phone", "read");

        var refused = await reader.Post("/v1/lookups", new { quoted = await Open(), customerPresent = true });

        refused.ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
    }

    private Task<string> Open() => fixture.Email.Open(new { contacts = new[] { new { kind = "email", value = email } } });
}
