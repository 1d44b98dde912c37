using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Lookup.Recording;

/// <summary>Answering a miss teaches its text, until the answer is withdrawn.</summary>
public abstract class TeachingTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string words = "TCH-" + Random.Shared.NextInt64(100_000_000, 999_999_999);

    [Fact]
    public async Task Taught_words_are_found_again_in_any_case_always_to_be_confirmed()
    {
        var (number, miss) = (await fixture.Email.Open(), await fixture.Phone.LookUp($"It says {words}!"));

        var answered = (await fixture.Email.Answer(miss, number, "Legacy-CRM")).Expect(HttpStatusCode.OK);

        var answer = answered["answer"]!;
        Assert.Equal(
            (number, "legacy-crm", words),
            (answer["number"]!.ToString(), answer["taught"]!["system"]!.ToString(), answer["taught"]!["value"]!.ToString()));
        var found = await fixture.Till.LookUp(words.ToLowerInvariant());
        Assert.Equal(
            ("reference", "confirm", number),
            (found.Outcome(), found.Match()["certainty"]!.ToString(), found.Match()["number"]!.ToString()));
        var reference = Assert.Single(found.Match()["card"]!["references"]!.AsArray())!;
        Assert.True((bool)reference["taught"]!);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_system_name_that_forms_a_dot_segment_cannot_be_taught(string system)
    {
        var (number, miss) = (await fixture.Email.Open(), await fixture.Phone.LookUp(words));

        var problem = (await fixture.Email.Answer(miss, number, system)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("system", Assert.Single(problem["errors"]!.AsArray())!["field"]!.ToString());
        Assert.Equal("none", (await fixture.Phone.LookUp(words)).Outcome());
    }

    [Fact]
    public async Task An_identifier_with_letters_is_taught_in_preference_to_a_number_and_a_date_is_never_taught()
    {
        var (number, miss) = (
            await fixture.Email.Open(), await fixture.Phone.LookUp($"Your mail of 2026-11-20, page 12345, says {words}."));

        var answered = (await fixture.Email.Answer(miss, number, "crm")).Expect(HttpStatusCode.OK);

        Assert.Equal(words, answered["answer"]!["taught"]!["value"]!.ToString());
    }

    [Fact]
    public async Task Words_taught_by_two_lookups_are_known_until_both_are_withdrawn()
    {
        var number = await fixture.Email.Open();
        var (first, second) = (await fixture.Phone.LookUp(words), await fixture.Phone.LookUp(words));
        foreach (var miss in new[] { first, second }) (await fixture.Email.Answer(miss, number, "crm")).Expect(HttpStatusCode.OK);

        await fixture.Email.Delete($"/v1/lookups/{first["id"]}/answer");
        var found = await fixture.Phone.LookUp(words);
        await fixture.Email.Delete($"/v1/lookups/{second["id"]}/answer");

        Assert.Equal("reference", found.Outcome());
        Assert.Single(found.Match()["card"]!["references"]!.AsArray());
        Assert.Equal("none", (await fixture.Phone.LookUp(words)).Outcome());
    }

    [Fact]
    public async Task No_event_contains_taught_words()
    {
        var miss = await fixture.Phone.LookUp(words);
        (await fixture.Email.Answer(miss, await fixture.Email.Open(), "crm")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            0, fixture.Service.Rows.Scalar<long>("SELECT count(*) FROM events WHERE facts LIKE @like", new { like = $"%{words}%" }));
    }

    [Fact]
    public async Task Withdrawing_forgets_the_words_and_may_be_repeated()
    {
        var (number, miss) = (await fixture.Email.Open(), await fixture.Phone.LookUp(words));
        await fixture.Email.Answer(miss, number, "crm");

        for (var round = 0; round < 2; round++) (await fixture.Email.Delete($"/v1/lookups/{miss["id"]}/answer"))
            .Expect(HttpStatusCode.NoContent);

        Assert.Equal("none", (await fixture.Phone.LookUp(words)).Outcome());
        var types = (await fixture.Email.Get($"/v1/incidents/{number}/timeline"))
            .Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(line => line!["type"]!.ToString());
        Assert.Equal(["incident.opened", "reference.added", "reference.removed"], types);
    }

    [Fact]
    public async Task Another_answer_replaces_the_previous_one()
    {
        var (wrong, right, miss) = (await fixture.Email.Open(), await fixture.Email.Open(), await fixture.Phone.LookUp(words));
        (await fixture.Email.Answer(miss, wrong, "crm")).Expect(HttpStatusCode.OK);

        (await fixture.Email.Answer(miss, right, "crm")).Expect(HttpStatusCode.OK);

        Assert.Equal([right], (await fixture.Phone.LookUp(words)).Numbers());
    }

    [Fact]
    public async Task A_reference_that_is_added_explicitly_makes_taught_words_certain()
    {
        var (number, miss) = (await fixture.Email.Open(), await fixture.Phone.LookUp(words));
        await fixture.Email.Answer(miss, number, "crm");

        (await fixture.Email.Put($"/v1/incidents/{number}/references/crm/{words}")).Expect(HttpStatusCode.Created);

        Assert.Equal("certain", (await fixture.Phone.LookUp(words)).Match()["certainty"]!.ToString());
    }

    [Fact]
    public async Task Taught_words_do_not_prevent_another_incident_from_having_the_reference()
    {
        var (number, other, miss) = (await fixture.Email.Open(), await fixture.Email.Open(), await fixture.Phone.LookUp(words));
        await fixture.Email.Answer(miss, number, "crm");

        (await fixture.Email.Put($"/v1/incidents/{other}/references/crm/{words}")).Expect(HttpStatusCode.Created);

        Assert.Equal([other], (await fixture.Phone.LookUp(words)).Numbers());
    }

    [Theory]
    [InlineData("I lost the number")]
    [InlineData("ABC-123")]
    public async Task Only_identifier_like_words_with_four_digits_can_be_taught(string quoted)
    {
        var (number, miss) = (await fixture.Email.Open(), await fixture.Phone.LookUp(quoted));

        (await fixture.Email.Answer(miss, number, "crm")).ExpectProblem(HttpStatusCode.UnprocessableEntity, "not-teachable");
        var answered = (await fixture.Email.Answer(miss, number)).Expect(HttpStatusCode.OK);

        Assert.Equal(number, answered["answer"]!["number"]!.ToString());
        Assert.Null(answered["answer"]!["taught"]);
    }

    [Fact]
    public async Task An_answer_needs_a_lookup_and_a_number_that_exist()
    {
        var miss = await fixture.Phone.LookUp(words);
        var number = await fixture.Email.Open();

        (await fixture.Email.Put("/v1/lookups/0123456789abcdef/answer", new { number }))
            .ExpectProblem(HttpStatusCode.NotFound, "lookup-unknown");
        (await fixture.Email.Put("/v1/lookups/nonsense/answer", new { number })).ExpectProblem(HttpStatusCode.NotFound, "lookup-unknown");
        (await fixture.Email.Answer(miss, Typos.WrongDigit(number))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await fixture.Email.Answer(miss, await fixture.Service.Reserve())).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
    }

    [Fact]
    public async Task An_answer_may_be_conditional_on_the_etag_of_the_incident()
    {
        var (number, miss) = (await fixture.Email.Open(), await fixture.Phone.LookUp(words));
        var tag = (await fixture.Email.Get("/v1/incidents/" + number)).ETag!;
        await fixture.Email.Patch("/v1/incidents/" + number, new { category = "changed" });

        var late = await fixture.Email.Put($"/v1/lookups/{miss["id"]}/answer", new { number, system = "crm" }, ("If-Match", tag));

        late.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.Equal("none", (await fixture.Phone.LookUp(words)).Outcome());
    }
}
