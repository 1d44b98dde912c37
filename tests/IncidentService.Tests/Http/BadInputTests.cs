using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentService.Common;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Http;

/// <summary>Every operation refuses invalid input with a helpful problem, and stores nothing.</summary>
public abstract class BadInputTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task Every_sample_body_is_accepted_as_it_is()
    {
        foreach (var sample in await WithBody())
        {
            var answer = await fixture.Admin.Send(sample.Method, sample.Address, sample.Body, sample.Headers);
            Assert.True((int)answer.Status < 300, $"{sample.Name}: {answer.Text}");
        }
    }

    [Fact]
    public async Task Every_invalid_field_of_every_body_is_refused_by_its_name_and_changes_nothing()
    {
        foreach (var sample in await WithBody())
        {
            var before = fixture.Service.Rows.Count();
            foreach (var (field, json) in BadFields.Of(sample.BodyType!, sample.BodyJson))
            {
                var answer = await fixture.Admin.Send(sample.Method, sample.Address, json, sample.Headers);
                ProblemRules.Check(answer, 400, $"{sample.Name} {field} {Short(json)}");
                if (answer["type"]!.ToString() == "/problems/invalid-request")
                    Assert.True(
                        answer["errors"]!.AsArray().Any(error => Names(error!["field"]!.ToString(), field)),
                        $"{sample.Name} {field} {Short(json)}: {answer.Text}");
            }
            Assert.True(before == fixture.Service.Rows.Count(), sample.Name);
        }
    }

    [Fact]
    public async Task Every_body_that_is_no_json_object_is_refused_and_changes_nothing()
    {
        foreach (var sample in await WithBody())
        {
            var before = fixture.Service.Rows.Count();
            var limit = sample.Name == "receiveMessage" ? Limits.MessageBody : Limits.Body;
            foreach (var (status, content) in BadBodies.Of(sample.Body!, limit))
            {
                using (content)
                {
                    var described = $"{sample.Name} {content?.Headers.ContentType} {content?.Headers.ContentLength}";
                    ProblemRules.Check(await fixture.Admin.Send(sample.Method, sample.Address, content, sample.Headers), status, described);
                }
            }
            Assert.True(before == fixture.Service.Rows.Count(), sample.Name);
        }
    }

    [Theory]
    [InlineData("/v1/keys", """{"name":"Desk","channels":["email"],"scopes":["read"],"expiresAt":""}""", "expiresAt")]
    [InlineData("/v1/number-blocks", """{"size":1,"expiresAt":""}""", "expiresAt")]
    [InlineData("/v1/incidents/search", """{"openedFrom":""}""", "openedFrom")]
    [InlineData("/v1/incidents", """{"approvals":[{"type":"waiver","money":{"amount":"5","currency":"USD"},"validUntil":""}]}""", "approvals[0].validUntil")]
    [InlineData("/v1/incidents", """{"promises":[{"text":"Call back","dueAt":""}]}""", "promises[0].dueAt")]
    public async Task An_empty_time_is_invalid_and_does_not_mean_without_end(string address, string body, string field)
    {
        var problem = (await fixture.Admin.Post(address, body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, Assert.Single(problem["errors"]!.AsArray())!["field"]!.ToString());
    }

    [Theory]
    [InlineData(".", "48211", "system"), InlineData("..", "48211", "system")]
    [InlineData("zendesk", ".", "value"), InlineData("zendesk", "..", "value")]
    public async Task A_reference_value_that_forms_a_dot_segment_is_refused(string system, string value, string field)
    {
        var answers = new[]
        {
            await fixture.Email.Post("/v1/incidents", new { references = new[] { new { system, value } } }),
            await fixture.Email.Put($"/v1/references?system={system}&value={value}", new { }),
        };

        Assert.All(answers, answer => Assert.EndsWith(
            field, answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")["errors"]![0]!["field"]!.ToString(),
            StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_error_that_lists_allowed_values_states_their_number_if_they_do_not_all_fit()
    {
        var problem = (await fixture.Admin.Get("/v1/events?types=a")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Matches(@"^must be one of [a-z]+\.[a-z.-]+, .*, … \([0-9]+ in all\)$", problem["errors"]![0]!["message"]!.ToString());
    }

    [Fact]
    public async Task Every_operation_refuses_query_parameters_that_it_does_not_know_or_that_are_garbled()
    {
        foreach (var sample in await Samples.Of(fixture))
        {
            var before = fixture.Service.Rows.Count();
            var join = sample.Address.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            foreach (var query in new[] { "unknown=1", "number=1", "Limit=1", "dryRun", "%FF=1", "=1" })
            {
                var answer = await fixture.Admin.Send(sample.Method, sample.Address + join + query, sample.Body, sample.Headers);
                ProblemRules.Check(answer, 400, sample.Name + " " + query);
                Assert.True(answer["errors"] is not null, sample.Name);
            }
            Assert.True(before == fixture.Service.Rows.Count(), sample.Name);
        }
    }

    [Fact]
    public async Task Every_list_refuses_cursors_and_limits_that_are_not_its_own()
    {
        foreach (
            var sample in (await Samples.Of(fixture)).Where(
                sample =>
                    sample.Name.StartsWith("list", StringComparison.Ordinal)
                        && sample.Name is not (
                            "listApprovals" or "listKeys" or "listWebhooks" or "listLookupShapes" or "listTrackingLinks")))
        {
            foreach (
                var cursor in new[] { "x", "%00", "AAAA", new string('A', 600), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "=", "%F0%9F%98%80", "a b", "a%0Ab" })
                (await fixture.Admin.Get($"{sample.Address}?cursor={cursor}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
            foreach (var limit in new[] { "0", "201", "-1", "x", "1.5", "99999999999999999999", "%2B1", "1&limit=2" })
                ProblemRules.Check(await fixture.Admin.Get($"{sample.Address}?limit={limit}"), 400, sample.Name + " " + limit);
        }
    }

    [Fact]
    public async Task A_header_that_the_method_does_not_allow_is_refused_and_changes_nothing()
    {
        foreach (var sample in (await Samples.Of(fixture)).Where(sample => sample.Method != HttpMethod.Get))
        {
            var before = fixture.Service.Rows.Count();
            var header = sample.Method == HttpMethod.Post ? ("If-Match", "*") : ("Idempotency-Key", "k");
            (await fixture.Admin.Send(sample.Method, sample.Address, sample.Body, [header, .. sample.Headers]))
                .ExpectProblem(HttpStatusCode.BadRequest, "misplaced-header");
            Assert.True(before == fixture.Service.Rows.Count(), sample.Name);
        }
    }

    [Theory]
    [InlineData("DELETE", "/v1/keys/1")]
    [InlineData("DELETE", "/v1/lookups/0123456789abcdef/answer")]
    public async Task If_match_is_refused_on_requests_without_an_incident(string method, string address) =>
        (await fixture.Admin.Send(new HttpMethod(method), address, null, ("If-Match", "*")))
            .ExpectProblem(HttpStatusCode.BadRequest, "misplaced-header");

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("sch\u00F6n")]
    [InlineData("a\tb")]
    [InlineData("256")]
    public async Task An_invalid_idempotency_key_is_refused(string key)
    {
        var problem = (await fixture.Admin.Post("/v1/incidents", new { }, ("Idempotency-Key", key == "256" ? new string('k', 256) : key)))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal("Idempotency-Key", problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task Unknown_addresses_and_methods_are_problems_too()
    {
        ProblemRules.Check(await fixture.Admin.Get("/v1/nothing"), 404, "address");
        var notAllowed = await fixture.Admin.Delete("/v1/incidents");
        ProblemRules.Check(notAllowed, 405, "method");
    }

    /// <summary>The server refuses them before the service sees them, and yet they get a problem.</summary>
    [Theory]
    [InlineData("GET /v1/incidents", "X-Agent: ", 40_000, 431, "headers-too-large")]
    [InlineData("GET /v1/incidents?category=", "X-Agent: Kim", 9_000, 414, "address-too-long")]
    [InlineData("GET /v1/incidents/%00", "X-Agent: Kim", 0, 400, "bad-request")]
    [InlineData("GET /v1/incidents?category=\u00E9", "X-Agent: Kim", 0, 400, "bad-request")]
    [InlineData("GET /v1/incidents", "X-Agent: Kim\r\nX Agent: Kim", 0, 400, "bad-request")]
    [InlineData("GET /v1/incidents", "X-Agent: Kim\r\nHost: second", 0, 400, "bad-request")]
    [InlineData("GET /v1/incidents HTTP/1.7", "X-Agent: Kim", 0, 505, "http-version-unknown")]
    [InlineData("HEAD2 /v1/incidents HTTP/4.0", "X-Agent: Kim", 0, 505, "http-version-unknown")]
    public async Task Requests_that_the_server_refuses_get_a_problem(string line, string header, int length, int status, string slug)
    {
        var filler = new string('x', length);

        var (sent, text) = status == 431
            ? await RawHttp.Send(fixture.Service.Address, fixture.Email.Key, line, header + filler)
            : await RawHttp.Send(fixture.Service.Address, fixture.Email.Key, line + filler, header);

        Assert.Equal(status, sent);
        var (head, body) = text.Split("\r\n\r\n", 2) is [var first, var rest] ? (first, rest) : (text, "");
        Assert.Contains("Content-Type: application/problem+json", head, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff", head, StringComparison.Ordinal);
        Assert.Contains("Connection: close", head, StringComparison.Ordinal);
        var problem = JsonNode.Parse(body)!;
        Assert.Equal(("/problems/" + slug, status), (problem["type"]!.ToString(), (int)problem["status"]!));
        Assert.Contains($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n", head + "\r\n", StringComparison.Ordinal);
    }

    /// <summary>Programs send header texts as UTF-8 or, as HTTP had it before, as ISO-8859-1.</summary>
    [Theory]
    [InlineData("Zo\u00C3\u00AB")]
    [InlineData("Zo\u00EB")]
    public async Task A_header_is_read_in_either_encoding(string bytes)
    {
        var (status, text) = await RawHttp.Send(
            fixture.Service.Address, fixture.Email.Key, "PUT /v1/references?system=crm&value=" + Guid.NewGuid(), "X-Agent: " + bytes,
            "Content-Type: application/json", "Content-Length: 2", "\r\n{}");

        Assert.Equal(201, status);
        var number = JsonNode.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..])!["number"]!.ToString();
        var timeline = (await fixture.Email.Get($"/v1/incidents/{number}/timeline")).Expect(HttpStatusCode.OK);
        Assert.Equal("Zo\u00EB", timeline["items"]![0]!["agent"]!.ToString());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task The_address_of_the_search_takes_no_other_method(string method)
    {
        var refused = await fixture.Email.Send(new HttpMethod(method), "/v1/incidents/search?x=1", null);

        refused.ExpectProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(["POST"], refused.Allow);
    }

    private static bool Names(string named, string field) =>
        field.Length == 0
            || field.StartsWith(named, StringComparison.Ordinal)
            || named.StartsWith(field.Split('.', '[')[0], StringComparison.Ordinal);

    private static string Short(string json) => json.Length <= 300 ? json : json[..300];

    private async Task<IReadOnlyList<Sample>> WithBody() => [.. (await Samples.Of(fixture)).Where(sample => sample.Body is not null)];
}
