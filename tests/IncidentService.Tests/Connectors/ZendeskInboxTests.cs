using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Connectors.Zendesk;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Connectors.ZendeskCalls;

namespace IncidentService.Tests.Connectors;

/// <summary>Events of tickets become messages, once each.</summary>
public sealed class ZendeskInboxTests
{
    [Theory]
    [InlineData("", "wCdBvXaHttn0wRVIYctzZ9O6O0bnqWakJMEKZ9VoRWw=")]
    [InlineData("""{"event":"ticket.updated","id":123}""", "S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=")]
    public void The_signature_equals_that_of_other_implementations(string body, string signature) =>
        Assert.Equal(signature, ZendeskRequest.Sign(Secret, "2021-03-25T05:09:27Z", System.Text.Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task A_created_ticket_opens_an_incident_with_its_text_its_sender_and_its_ticket_number_as_a_reference()
    {
        await using var calls = await Start();
        using var desk = await calls.Service.Client("phone");

        Assert.Equal(HttpStatusCode.NoContent, (await calls.Send(Created(5158, "I cannot log in."))).Status);

        var card = await Find(desk, 5158);
        Assert.Equal(
            ("Cannot login to mobile app", "email", "us"),
            ((string)card["subject"]!, (string)card["channel"]!, (string)card["waitingOn"]!));
        Assert.Equal("anna@example.com", (string)card["contacts"]![0]!["value"]!);
        Assert.Equal(["I cannot log in."], Texts(card, "message.received"));
        Assert.NotEmpty(calls.Zendesk.Credentials);
        Assert.All(
            calls.Zendesk.Credentials,
            given => Assert.StartsWith("Basic " + Convert.ToBase64String("robot@example.com/token:token-of-the-robot"u8), given));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ticket_and_its_first_comment_are_one_message_in_either_order(bool ticketFirst)
    {
        await using var calls = await Start();
        using var desk = await calls.Service.Client("phone");
        var (ticket, comment) = (Created(5158, "I cannot log in.", sequence: "ONE"), Commented(5158, "I cannot log in.", sequence: "ONE"));

        foreach (var payload in ticketFirst ? [ticket, comment, ticket] : new[] { comment, ticket, comment }) await calls.Send(payload);

        Assert.Equal(["I cannot log in."], Texts(await Find(desk, 5158), "message.received"));
        Assert.Equal(1, calls.Service.Register.Count("incidents"));
    }

    [Fact]
    public async Task A_comment_of_the_customer_is_an_incoming_message_and_a_public_reply_of_an_agent_an_outgoing_one()
    {
        await using var calls = await Start();
        using var desk = await calls.Service.Client("phone");
        await calls.Send(Created(5158, "I cannot log in."));
        var answer = Commented(5158, "Try again, please.", isStaff: true, sequence: "THREE");

        await calls.Send(Commented(5158, "Still not."));
        Assert.Equal("us", (string)(await Find(desk, 5158))["waitingOn"]!);
        for (var round = 0; round < 2; round++) Assert.Equal(HttpStatusCode.NoContent, (await calls.Send(answer)).Status);

        var card = await Find(desk, 5158);
        Assert.Equal("customer", (string)card["waitingOn"]!);
        Assert.Equal(["I cannot log in.", "Still not."], Texts(card, "message.received"));
        Assert.Equal(["Try again, please."], Texts(card, "message.sent"));
        Assert.Equal(
            "Support Agent", (string)card["timeline"]!.AsArray().Single(line => (string)line!["type"]! == "message.sent")!["agent"]!);
    }

    [Fact]
    public async Task Internal_comments_and_other_events_change_nothing()
    {
        await using var calls = await Start();
        await calls.Send(Created(5158, "I cannot log in."));
        var before = Recorded(calls);
        var other = Created(5158, "x");
        other["type"] = "zen:event-type:ticket.tags_changed";
        other["event"] = new JsonObject { ["tags_added"] = new JsonArray("vip") };

        var betweenUs = Commented(5158, "Between us", isStaff: true, isPublic: false);
        var elsewhere = Commented(77, "Hello", isStaff: true, isPublic: false);
        foreach (var payload in new[] { betweenUs, elsewhere, other })
            Assert.Equal(HttpStatusCode.NoContent, (await calls.Send(payload)).Status);

        Assert.Equal(before, Recorded(calls));
    }

    [Fact]
    public async Task A_ticket_that_quotes_a_number_is_added_to_its_incident()
    {
        await using var calls = await Start();
        using var desk = await calls.Service.Client("phone");
        var number = await desk.Open();

        await calls.Send(Created(99, $"My number is {number}."));

        Assert.Equal(number, (string)(await Find(desk, 99))["number"]!);
    }

    [Fact]
    public async Task A_message_is_received_even_if_Zendesk_cannot_name_its_author()
    {
        await using var calls = await Start();
        using var desk = await calls.Service.Client("phone");
        calls.Zendesk.Refuse($"GET /api/v2/users/{Anna}.json", HttpStatusCode.InternalServerError);

        await calls.Send(Created(5158, "I cannot log in."));
        Assert.Empty((await Find(desk, 5158))["contacts"]!.AsArray());
        await calls.Send(Commented(5158, "Still not."));

        Assert.Equal("anna@example.com", (string)(await Find(desk, 5158))["contacts"]![0]!["value"]!);
    }

    [Fact]
    public async Task Long_values_are_cut_and_invalid_values_are_left_out()
    {
        await using var calls = await Start();
        using var desk = await calls.Service.Client("phone");

        await calls.Send(Created(5158, "Bell \u0007 and \ud83d\ude00 " + new string('x', 60_000), subject: new string('s', 300) + "\n"));
        await calls.Send(Created(5159, null, sequence: "TWO"));

        var card = await Find(desk, 5158);
        Assert.Equal(200, ((string)card["subject"]!).Length);
        Assert.StartsWith("Bell  and \ud83d\ude00 xxx", Assert.Single(Texts(card, "message.received")));
        Assert.Equal(["(no text)"], Texts(await Find(desk, 5159), "message.received"));
    }

    [Fact]
    public async Task An_unsigned_request_is_refused_without_a_reason()
    {
        await using var calls = await Start();
        var body = Created(5158, "I cannot log in.").ToJsonString();
        const string Time = "2026-11-21T09:30:00Z";

        Answer[] answers =
        [
            await calls.Send(body, ""),
            await calls.Send(body, "AAAA"),
            await calls.Send(body, Sign(body)),
            await calls.Send(body, Sign(Time + body, "another secret")),
            await calls.Send(body, Sign("2026-11-21T09:30:01Z" + body)),
            await calls.Send(body + " ", Sign(Time + body)),
        ];

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.Forbidden, "signature-invalid"));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(0, calls.Service.Register.Count("incidents"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"zen:event-type:ticket.created"}""")]
    [InlineData("""{"type":"zen:event-type:ticket.created","id":"1","detail":{"id":"x"}}""")]
    [InlineData("""{"type":"zen:event-type:ticket.comment_added","id":"1","detail":[]}""")]
    public async Task A_body_that_is_not_an_event_is_refused(string body)
    {
        await using var calls = await Start();

        (await calls.Send(body)).ExpectProblem(HttpStatusCode.BadRequest, "malformed-body");
    }

    [Fact]
    public async Task With_a_revoked_key_Zendesk_is_asked_to_retry_later()
    {
        await using var calls = await Start(new() { ["Connectors:Zendesk:Key"] = "inc_unknown" });

        var answer = await calls.Send(Created(5158, "I cannot log in."));

        answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 59); // Zendesk respects delays of less than a minute
    }

    [Fact]
    public async Task Without_configuration_the_endpoint_does_not_exist()
    {
        await using var service = await RunningService.Start();
        using var client = await service.Client("email");

        (await client.Post("/connectors/zendesk/events", new { })).ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static async Task<JsonNode> Find(ApiClient desk, long ticket)
    {
        var found = (await desk.Get($"/v1/references?system=zendesk&value={ticket}")).Expect(HttpStatusCode.OK);
        return (await desk.Get("/v1/incidents/" + Assert.Single(found["incidents"]!.AsArray())!["number"])).Expect(HttpStatusCode.OK);
    }

    private static string[] Texts(JsonNode card, string type) =>
        [.. card["timeline"]!.AsArray().Where(line => (string)line!["type"]! == type).Select(line => (string)line!["text"]!)];

    /// <summary>Everything except what the delivery worker writes, which reports earlier events to Zendesk.</summary>
    private static IEnumerable<string> Recorded(ZendeskCalls calls) =>
        calls.Service.Rows
            .Count()
            .Split('\n')
            .Where(
                row => !row.StartsWith("outgoing ", StringComparison.Ordinal) && !row.StartsWith("deliveries ", StringComparison.Ordinal));
}
