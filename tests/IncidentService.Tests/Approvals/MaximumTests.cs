using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Approvals;

/// <summary>A key grants no more per approval and per day than its limits allow.</summary>
public abstract class MaximumTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private RunningService service = null!;
    private ApiClient admin = null!;
    private ApiClient desk = null!;
    private string number = "";

    public async ValueTask InitializeAsync()
    {
        service = await Start(new() { ["Approvals:Zone"] = "America/New_York" });
        admin = await service.Client("web", "read", "write", "admin");
        desk = await Desk(
            new { name = "Desk", channels = new[] { "email" }, scopes = new[] { "approve", "read" }, maxGrant = Usd("50"), maxPerDay = Usd("100.00") });
        number = await admin.Open();
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_key_shows_its_maxima()
    {
        var key = (await admin.Get("/v1/keys"))
            .Expect(HttpStatusCode.OK)["items"]!.AsArray().Single(key => key!["name"]!.ToString() == "Desk")!;

        Assert.Equal("""{"amount":"50.00","currency":"USD"}""", key["maxGrant"]!.ToJsonString());
        Assert.Equal("""{"amount":"100.00","currency":"USD"}""", key["maxPerDay"]!.ToJsonString());
        Assert.Equal(key.ToJsonString(), (await admin.Get("/v1/keys/" + key["id"])).Text);
    }

    [Theory]
    [InlineData("""{"type":"waiver","money":{"amount":"50","currency":"USD"}}""", 201)]
    [InlineData("""{"type":"waiver","money":{"amount":"50.01","currency":"USD"}}""", 403)]
    [InlineData("""{"type":"price-match","quantity":5,"money":{"amount":"10","currency":"USD"}}""", 201)]
    [InlineData("""{"type":"price-match","quantity":6,"money":{"amount":"10","currency":"USD"}}""", 403)]
    [InlineData("""{"type":"price-match","quantity":5,"uses":2,"money":{"amount":"10","currency":"USD"}}""", 403)]
    [InlineData("""{"type":"discount","quantity":5,"uses":5,"money":{"amount":"10","currency":"USD"}}""", 201)]
    [InlineData("""{"type":"discount","uses":6,"money":{"amount":"10","currency":"USD"}}""", 403)]
    [InlineData("""{"type":"discount","uses":6,"partial":true,"money":{"amount":"10","currency":"USD"}}""", 201)]
    [InlineData("""{"type":"price-match","quantity":1000000,"uses":1000,"money":{"amount":"99999999999.99","currency":"USD"}}""", 403)]
    public async Task Every_redemption_that_a_grant_allows_counts_against_the_maximum(string body, int status)
    {
        var answer = await desk.Post($"/v1/incidents/{number}/approvals", body);

        if (status == 201) answer.Expect(HttpStatusCode.Created);
        else answer.ExpectProblem(HttpStatusCode.Forbidden, "grant-too-large");
    }

    [Theory]
    [InlineData("""{"type":"waiver"}""")]
    [InlineData("""{"type":"replacement","item":"DCD791"}""")]
    [InlineData("""{"type":"waiver","money":{"amount":"5","currency":"EUR"}}""")]
    public async Task A_limited_key_has_to_state_money_in_its_currency(string body) =>
        (await desk.Post($"/v1/incidents/{number}/approvals", body))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "grant-money-required");

    [Fact]
    public async Task The_daily_total_follows_the_configured_time_zone_and_a_revocation_does_not_reduce_it()
    {
        var first = await desk.Grant(number, new { type = "waiver", money = Usd("50") });
        await desk.Grant(number, new { type = "waiver", money = Usd("49.99") });
        (await desk.Revoke(first)).Expect(HttpStatusCode.OK);

        (await Grant("0.02")).ExpectProblem(HttpStatusCode.Forbidden, "day-maximum-reached");
        (await Grant("0.01")).Expect(HttpStatusCode.Created);
        // it is 09:30 UTC, and midnight in New York is at 05:00
        service.Clock.Advance(TimeSpan.FromHours(19.5) - TimeSpan.FromMicroseconds(1));
        (await Grant("0.01")).ExpectProblem(HttpStatusCode.Forbidden, "day-maximum-reached");
        service.Clock.Advance(TimeSpan.FromMicroseconds(1));
        (await Grant("50")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_refused_grant_does_not_count()
    {
        (await desk.Post(
            $"/v1/incidents/{number}/approvals", new { type = "waiver", money = Usd("50"), validUntil = "2020-01-01T00:00:00Z" }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        foreach (var _ in Enumerable.Range(0, 2)) (await Grant("50")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_daily_maximum_also_limits_a_single_grant_and_applies_per_key()
    {
        using var daily = await Desk(
            new { name = "Daily", channels = new[] { "email" }, scopes = new[] { "approve" }, maxPerDay = Usd("10") });
        using var free = await service.Client("email", "approve");

        (await daily.Post($"/v1/incidents/{number}/approvals", new { type = "waiver", money = Usd("10.01") }))
            .ExpectProblem(HttpStatusCode.Forbidden, "day-maximum-reached");
        await daily.Grant(number, new { type = "waiver", money = Usd("10") });
        (await Grant("50")).Expect(HttpStatusCode.Created);
        await free.Grant(number, new { type = "waiver", money = new { amount = "99999999999.99", currency = "EUR" }, uses = 1000 });
        await free.Grant(number, new { type = "waiver" });
    }

    [Theory]
    [InlineData(""" "maxGrant":{"amount":"-1","currency":"USD"} """, "maxGrant.amount")]
    [InlineData(""" "maxPerDay":{"amount":"1","currency":"dollar"} """, "maxPerDay.currency")]
    [InlineData(""" "maxGrant":{"amount":"1","currency":"EUR"},"maxPerDay":{"amount":"1","currency":"USD"} """, "maxPerDay.currency")]
    public async Task Invalid_maxima_are_refused(string maxima, string field)
    {
        var answer = await admin.Post("/v1/keys", $$"""{"name":"x","channels":["email"],"scopes":["approve"],{{maxima}}}""");

        Assert.Equal(field, answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")["errors"]![0]!["field"]!.ToString());
    }

    private Task<Answer> Grant(string amount) =>
        desk.Post($"/v1/incidents/{number}/approvals", new { type = "waiver", money = Usd(amount) });

    private async Task<ApiClient> Desk(object key) =>
        new(service.Address, (await admin.Post("/v1/keys", key)).Expect(HttpStatusCode.Created)["key"]!.ToString());
}
