using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contacts.Permissions;

/// <summary>Permissions: none after an opt-out, one survey per incident, and one request of any purpose per customer in 30 days.</summary>
public abstract class PermissionTests(ServiceFixture fixture) : Suite(fixture)
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private readonly string unique = Guid.NewGuid().ToString("N")[..10];
    private readonly string phone = "+1555" + Random.Shared.NextInt64(1_000_000, 9_999_999);

    private string Email => $"anna{unique}@example.com";

    [Fact]
    public async Task An_unknown_customer_is_asked_once_in_thirty_days_for_any_purpose()
    {
        Assert.Equal("allowed", await Ask("email", Email, "survey"));
        var asked = fixture.Service.Clock.GetUtcNow();

        foreach (var purpose in new[] { "survey", "review", "marketing", "courtesy-call" })
        {
            var answer = await AskFully("email", $"ANNA{unique}@Example.com", purpose);
            Assert.Equal("""{"allowed":false,"reason":"asked-recently","until":"UNTIL"}""".Replace("UNTIL", $"{asked + Month:yyyy-MM-ddTHH:mm:ss.ffffffZ}"), answer.ToJsonString());
        }
        fixture.Service.Clock.Advance(Month - TimeSpan.FromSeconds(1));
        Assert.Equal("asked-recently", await Ask("email", Email, "review"));
        fixture.Service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("allowed", await Ask("email", Email, "review"));
    }

    [Fact]
    public async Task An_incident_is_surveyed_once_and_its_timeline_says_so()
    {
        var number = await Open(("email", Email));
        Assert.Equal("allowed", await Ask("email", Email, "survey", number));

        var line = (await fixture.Email.Get("/v1/incidents/" + number))["timeline"]!.AsArray()[^1]!;
        Assert.Equal(("contact.permission-given", "survey"), (line["type"]!.ToString(), line["facts"]!["purpose"]!.ToString()));
        Assert.Equal("asked-for-this-incident", await Ask("email", Email, "survey", number));
        fixture.Service.Clock.Advance(Month);
        Assert.Equal("asked-for-this-incident", await Ask("email", Email, "survey", number));
        Assert.Equal("asked-for-this-incident", await Ask("email", $"other{unique}@example.com", "survey", number));
        Assert.Equal("allowed", await Ask("email", Email, "courtesy-call", number));
    }

    [Fact]
    public async Task A_survey_of_a_merged_incident_counts_for_the_survivor()
    {
        var (number, other) = (await Open(("email", Email)), await Open(("phone", phone)));
        Assert.Equal("allowed", await Ask("phone", phone, "survey", other));
        await Resolution.ResolutionCalls.MergeInto(fixture.Service, other, number);
        fixture.Service.Clock.Advance(Month);

        Assert.Equal("asked-for-this-incident", await Ask("email", Email, "survey", number));
        Assert.Equal("asked-for-this-incident", await Ask("email", Email, "survey", other));
    }

    [Fact]
    public async Task A_survey_under_one_contact_counts_for_all_contacts_of_its_incidents()
    {
        await Open(("email", Email), ("phone", phone), ("handle", "x:@anna" + unique));
        Assert.Equal("allowed", await Ask("email", Email, "marketing"));

        Assert.Equal("asked-recently", await Ask("phone", phone, "survey"));
        Assert.Equal("asked-recently", await Ask("handle", "X:anna" + unique, "survey"));
    }

    [Fact]
    public async Task An_opt_out_by_email_holds_for_the_phone_and_for_incidents_that_share_a_contact_without_end()
    {
        var said = await Open(("email", Email), ("phone", phone), ("name", "Anna"));
        var sharing = await Open(("phone", phone), ("loyalty", "L" + unique));
        var unrelated = await Open(("name", "Anna"), ("email", $"ben{unique}@example.com"));

        Assert.Equal("no-more", await OptOut("email", Email, said));
        fixture.Service.Clock.Advance(Month * 100);

        Assert.Equal("no-more", await Ask("email", Email, "survey"));
        Assert.Equal("no-more", await Ask("phone", phone, "marketing"));
        Assert.Equal("no-more", await Ask("loyalty", "L" + unique, "courtesy-call"));
        Assert.Equal("no-more", await Ask("email", $"new{unique}@example.com", "survey", sharing));
        Assert.Equal("allowed", await Ask("email", $"ben{unique}@example.com", "survey", unrelated));
    }

    [Fact]
    public async Task An_opt_out_in_an_incident_holds_for_all_contacts_of_it_and_of_incidents_merged_into_it()
    {
        var (number, other) = (await Open(("email", Email)), await Open(("phone", phone)));
        await Resolution.ResolutionCalls.MergeInto(fixture.Service, other, number);

        Assert.Equal("no-more", await OptOut("loyalty", "L" + unique, other));

        Assert.Equal("no-more", await Ask("email", Email, "survey"));
        Assert.Equal("no-more", await Ask("phone", phone, "survey"));
        Assert.Equal("no-more", await Ask("loyalty", "L" + unique, "survey"));
    }

    [Fact]
    public async Task An_opt_out_does_not_spread_through_a_third_incident()
    {
        var third = $"third{unique}@example.com";
        await Open(("email", Email), ("phone", phone));
        await Open(("phone", phone), ("loyalty", "L" + unique));
        await Open(("loyalty", "L" + unique), ("email", third));

        Assert.Equal("no-more", await OptOut("email", Email));

        Assert.Equal("no-more", await Ask("loyalty", "L" + unique, "survey"));
        Assert.Equal("allowed", await Ask("email", third, "survey"));
    }

    [Fact]
    public async Task A_repeated_opt_out_changes_nothing()
    {
        var number = await Open(("email", Email));
        Assert.Equal("no-more", await OptOut("email", Email, number));
        var line = (await fixture.Email.Get("/v1/incidents/" + number))["timeline"]!.AsArray()[^1]!;
        Assert.Equal("contact.opted-out", line["type"]!.ToString());
        var before = fixture.Service.Rows.Count();

        Assert.Equal("no-more", await OptOut("email", Email, number));

        Assert.Equal(before, fixture.Service.Rows.Count());
    }

    [Fact]
    public async Task An_opt_out_survives_the_removal_of_the_contacts()
    {
        var number = await Open(("email", Email), ("phone", phone));
        Assert.Equal("no-more", await OptOut("email", Email));

        foreach (var contact in new[] { 1, 2 }) (await fixture.Email.Delete($"/v1/incidents/{number}/contacts/{contact}"))
            .Expect(HttpStatusCode.NoContent);

        Assert.Equal("no-more", await Ask("email", Email, "survey"));
        Assert.Equal("no-more", await Ask("phone", phone, "survey"));
    }

    [Theory]
    [InlineData("""{"contact":{"kind":"name","value":"Anna"},"purpose":"survey"}""", "contact.kind")]
    [InlineData("""{"contact":{"kind":"email","value":"anna"},"purpose":"survey"}""", "contact.value")]
    [InlineData("""{"contact":{"kind":"email","value":"a@example.com"},"purpose":"fun"}""", "purpose")]
    [InlineData("""{"contact":{"kind":"email","value":"a@example.com"},"purpose":"survey","number":"12"}""", "number")]
    public async Task A_request_without_an_identifiable_customer_is_refused(string body, string field) =>
        Assert.Equal(
            field,
            (
                await fixture.Email.Post("/v1/contact-permissions", body)).ExpectProblem(HttpStatusCode.BadRequest,
                "invalid-request")["errors"]![0]!["field"]!
                .ToString());

    [Fact]
    public async Task An_unknown_number_is_reported_and_counts_as_a_guess()
    {
        await using var service = await Start(new() { ["Limits:MissesPerMinute"] = "2" });
        using var desk = await service.Client("email");
        var body =
            new { contact = new { kind = "email", value = Email }, purpose = "survey", number = IncidentNumbers.IncidentNumber.Mint().ToString() };

        (await desk.Post("/v1/contact-permissions", body)).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
        (await desk.Post("/v1/contact-permissions/opt-outs", new { body.contact, body.number }))
            .ExpectProblem(HttpStatusCode.NotFound, "number-unknown");

        (await desk.Post("/v1/contact-permissions", body)).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-guesses");
    }

    [Fact]
    public async Task A_key_with_only_the_scope_write_learns_the_decision_and_the_reason_but_not_the_time()
    {
        using var writer = await fixture.Service.Client("web", "write");
        var body = new { contact = new { kind = "email", value = Email }, purpose = "survey" };

        Assert.Equal("""{"allowed":true}""", (await writer.Post("/v1/contact-permissions", body)).Text);
        Assert.Equal("""{"allowed":false,"reason":"asked-recently"}""", (await writer.Post("/v1/contact-permissions", body)).Text);
    }

    [Fact]
    public async Task A_tool_that_repeats_its_question_with_its_idempotency_key_is_still_allowed()
    {
        var body = new { contact = new { kind = "email", value = Email }, purpose = "survey" };

        for (var again = 0; again < 2; again++)
            Assert.Equal("""{"allowed":true}""", (await fixture.Email.Post("/v1/contact-permissions", body, ("Idempotency-Key", "survey-" + unique))).Text);
    }

    [Fact]
    public async Task The_number_of_days_is_configurable()
    {
        await using var service = await Start(new() { ["ContactPermissions:Days"] = "2" });
        using var desk = await service.Client("email");
        var body = new { contact = new { kind = "email", value = Email }, purpose = "survey" };
        Assert.True((bool)(await desk.Post("/v1/contact-permissions", body))["allowed"]!);

        service.Clock.Advance(TimeSpan.FromDays(2));

        Assert.True((bool)(await desk.Post("/v1/contact-permissions", body))["allowed"]!);
    }

    private Task<string> Open(params (string Kind, string Value)[] contacts) =>
        fixture.Email.Open(new { contacts = contacts.Select(contact => new { kind = contact.Kind, value = contact.Value }) });

    private async Task<JsonNode> AskFully(string kind, string value, string purpose, string? number = null) =>
        (await fixture.Email.Post("/v1/contact-permissions", new { contact = new { kind, value }, purpose, number }))
            .Expect(HttpStatusCode.OK);

    private async Task<string> Ask(string kind, string value, string purpose, string? number = null) =>
        Read(await AskFully(kind, value, purpose, number));

    private async Task<string> OptOut(string kind, string value, string? number = null) =>
        Read(
            (await fixture.Phone.Post(
                "/v1/contact-permissions/opt-outs", new { contact = new { kind, value }, number })).Expect(HttpStatusCode.OK));

    private static string Read(JsonNode permission) => (bool)permission["allowed"]! ? "allowed" : permission["reason"]!.ToString();
}
