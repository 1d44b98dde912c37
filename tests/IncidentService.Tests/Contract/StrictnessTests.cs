using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Contract;

public sealed class StrictnessTests(SqliteFixture desks) : IClassFixture<SqliteFixture>
{
    [Theory]
    [InlineData("X-Channel", "email")]
    [InlineData("X-Location", "store-12")]
    [InlineData("X-Team", "pricing")]
    [InlineData("X-Agent", "Kim")]
    public async Task A_location_or_agent_given_twice_is_refused(string header, string value)
    {
        var answer = await RawHttp.Send(
            desks.Service.Address, desks.Email.Key, "DELETE /v1/lookups/68801529d511abb0/answer", $"{header}: {value}",
            $"{header}: {value}");

        Assert.Equal(400, answer.Status);
        Assert.Contains($"{header}: is given more than once", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_patch_is_accepted_only_by_patch_operations()
    {
        var number = await desks.Email.Open();

        (await desks.Email.Patch("/v1/incidents/" + number, new { team = "pricing" }, ("Content-Type", "application/merge-patch+json")))
            .Expect(HttpStatusCode.OK);
        (await desks.Email.Post("/v1/incidents", new { }, ("Content-Type", "application/merge-patch+json")))
            .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task A_missing_body_is_refused_with_the_smallest_valid_one()
    {
        var number = await desks.Email.Open();

        var absent = (await desks.Email.Post($"/v1/incidents/{number}/unmerge", null))
            .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        var empty = (await desks.Email.Post($"/v1/incidents/{number}/unmerge", ""))
            .ExpectProblem(HttpStatusCode.BadRequest, "malformed-body");

        Assert.All([absent, empty], problem => Assert.Contains("send {}", problem["detail"]!.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_name_of_an_unknown_field_is_shortened_and_cleaned_before_it_is_repeated()
    {
        var problem = (await desks.Email.Post("/v1/incidents", $$"""{ "\u0000{{new string('x', 5_000)}}": 1 }"""))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("?" + new string('x', 198) + "…", problem["errors"]![0]!["field"]!.ToString());
    }

    [Theory]
    [InlineData("""{"subject":5}""", "subject", "must be a text in quotes")]
    [InlineData("""{"contacts":{}}""", "contacts", "must be a list: [ … ]")]
    [InlineData("""{"message":"Hello"}""", "message", "must be an object: { … }")]
    [InlineData("""{"handoff":{"to":"phone","reason":"x"}}""", "handoff.to", "must be an object: { … }")]
    [InlineData("""{"approvals":[{"type":"refund","money":{"amount":129.99,"currency":"USD"}}]}""", "approvals[0].money.amount", "must be a text in quotes")]
    [InlineData("""{"message":{"direction":"in","text":"x","automatic":"no"}}""", "message.automatic", "must be true or false, without quotes")]
    [InlineData("""{"message":{"direction":"in","text":"x","waitSeconds":"5"}}""", "message.waitSeconds", "must be a whole number, without quotes and within its range")]
    public async Task A_value_of_the_wrong_type_is_refused_with_the_expected_type(string body, string field, string message)
    {
        var problem = (await desks.Email.Post("/v1/incidents", body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal((field, message), (problem["errors"]![0]!["field"]!.ToString(), problem["errors"]![0]!["message"]!.ToString()));
    }

    [Fact]
    public async Task The_connection_is_closed_after_a_body_that_is_too_large_and_the_response_says_so()
    {
        var answer = await desks.Email.Post("/v1/incidents", new { subject = new string('x', 70_000) });

        answer.ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        Assert.True(answer.Headers.ConnectionClose);
    }

    [Theory]
    [InlineData("2031-01-01T00:00:00,5Z")]
    [InlineData("2031-01-01T00:00:00.Z")]
    [InlineData("2031-01-01T00:00:00 +01:00")]
    [InlineData("2031-01-01T10:00:00 PM Z")]
    public async Task A_time_that_is_not_in_RFC_3339_form_is_refused_even_if_it_is_unambiguous(string time) =>
        (await desks.Email.Post("/v1/incidents/search", new { openedFrom = time }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task A_key_with_more_channels_or_scopes_than_exist_is_refused()
    {
        string[] channels = ["email", "phone", "store", "social", "chat", "web", "email"];

        (await desks.Admin.Post("/v1/keys", new { name = "Twice", channels, scopes = new[] { "read" } }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task At_most_a_hundred_errors_of_a_request_are_reported()
    {
        var contacts = Enumerable.Repeat(new { kind = "", value = "" }, 120);

        var problem = (await desks.Email.Post("/v1/incidents", new { contacts, category = "?", team = "?" }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.InRange(problem["errors"]!.AsArray().Count, 1, 100);
    }

    [Fact]
    public async Task An_item_has_exactly_one_address()
    {
        var number = await desks.Email.Open();

        (await desks.Email.Get($"/v1/incidents/{number}/timeline/1")).Expect(HttpStatusCode.OK);
        (await desks.Email.Get($"/v1/incidents/{number}/timeline/01")).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
    }
}
