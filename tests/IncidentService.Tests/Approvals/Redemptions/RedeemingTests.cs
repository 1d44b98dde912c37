using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Approvals.Redemptions;

/// <summary>An approval is redeemed once, at the place and time and for the item it was granted for. A refusal says why.</summary>
public abstract class RedeemingTests(ServiceFixture fixture) : Suite(fixture)
{
    private static readonly object PriceMatch =
        new { type = "price-match", item = "DCD791", quantity = 2, money = Usd("129.99"), uses = 2 };

    [Fact]
    public async Task A_redemption_records_who_where_and_when()
    {
        var approval = await fixture.Email.Grant(PriceMatch);
        var number = approval.Split('/')[3];

        var redeemed = await fixture.Till.Redeem(approval, "T-1", null, ("X-Location", "store-12"), ("X-Agent", "Lee"));

        redeemed.Expect(HttpStatusCode.Created);
        Assert.Equal(approval + "/redemptions/T-1", redeemed.Location);
        Assert.Equal(
            $$$"""
            {"number":"{{{number}}}","approval":1,"transaction":"T-1","item":"DCD791","quantity":2,"money":{"amount":"129.99","currency":"USD"},"redeemedBy":{"channel":"store","at":"2026-11-21T09:30:00.000000Z","location":"store-12","agent":"Lee","transaction":"T-1"}}
            """,
            redeemed.Text);
        Assert.Equal(redeemed.Text, (await fixture.Till.Get(redeemed.Location!)).Text);
        var card = (await fixture.Phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        Assert.Equal(1, (int)card["approvals"]![0]!["used"]!);
        var line = card["timeline"]!.AsArray()[^1]!;
        Assert.Equal("approval.redeemed", line["type"]!.ToString());
        Assert.Equal(
            $$$"""{"number":"{{{number}}}","approval":1,"transaction":"T-1","item":"DCD791","quantity":2,"money":{"amount":"129.99","currency":"USD"}}""",
            line["facts"]!.ToJsonString());
    }

    [Fact]
    public async Task The_same_transaction_gets_the_same_bytes_even_after_the_approval_has_ended()
    {
        var approval = await fixture.Email.Grant(
            new { type = "waiver", item = "fee", money = Usd("5"), validUntil = "2999-01-01T00:00:00Z" });
        var first = await fixture.Till.Redeem(approval, "T-1", new { item = " FEE ", quantity = 1, money = Usd("5.0") });
        (await fixture.Email.Revoke(approval)).Expect(HttpStatusCode.OK);

        var again = await fixture.Till.Redeem(approval, "T-1");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal("fee", again["item"]!.ToString());
        Assert.Equal(1, (int)(await fixture.Till.Now(approval))["used"]!);
    }

    [Theory]
    [InlineData("""{"item":"other"}""")]
    [InlineData("""{"quantity":1}""")]
    [InlineData("""{"money":{"amount":"129.98","currency":"USD"}}""")]
    [InlineData("""{"money":{"amount":"129.99","currency":"EUR"}}""")]
    public async Task The_same_transaction_with_different_details_is_refused(string details)
    {
        var approval = await fixture.Email.Grant(PriceMatch);
        await fixture.Till.Redeem(approval, "T-1");

        var problem = (await fixture.Till.Redeem(approval, "T-1", details))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "redemption-differs");

        Assert.Equal("T-1", problem["redeemedBy"]!["transaction"]!.ToString());
    }

    [Fact]
    public async Task Equal_transaction_ids_of_two_tills_are_distinguished()
    {
        var approval = await fixture.Email.Grant(new { type = "waiver", uses = 9 });
        (await fixture.Till.Redeem(approval, "4711", null, ("X-Location", "store-12"))).Expect(HttpStatusCode.Created);

        var elsewhere = await fixture.Till.Redeem(approval, "4711", null, ("X-Location", "store-13"));
        var otherKey = await fixture.Admin.Redeem(approval, "4711");

        Assert.Equal(
            "store-12",
            elsewhere.ExpectProblem(HttpStatusCode.UnprocessableEntity, "redemption-differs")["redeemedBy"]!["location"]!.ToString());
        otherKey.ExpectProblem(HttpStatusCode.UnprocessableEntity, "redemption-differs");
    }

    [Fact]
    public async Task A_grant_cannot_be_redeemed_by_its_own_key_or_person()
    {
        using var both = await fixture.Service.Client("store", "approve", "redeem", "write", "read");
        var byKey = await both.Grant(new { type = "waiver" });
        var byPerson = (await fixture.Email.Post(
            $"/v1/incidents/{await fixture.Email.Open()}/approvals", new { type = "waiver" }, ("X-Agent", "Kim Miller"))).Location!;

        (await both.Redeem(byKey, "T-1")).ExpectProblem(HttpStatusCode.Forbidden, "own-grant");
        (await fixture.Till.Redeem(byPerson, "T-1", null, ("X-Agent", "KIM MILLER"))).ExpectProblem(HttpStatusCode.Forbidden, "own-grant");
        (await fixture.Till.Redeem(byPerson, "T-1", null, ("X-Agent", "Lee"))).Expect(HttpStatusCode.Created);
        (await fixture.Till.Redeem(byKey, "T-1")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_key_with_only_the_scope_approve_does_not_see_the_conditions_of_others()
    {
        var approval = await fixture.Email.Grant(new { type = "waiver", note = "Anna shows the receipt" });
        using var approver = await fixture.Service.Client("phone", "approve");

        var revoked = await approver.Revoke(approval);

        Assert.NotNull(revoked.Expect(HttpStatusCode.OK)["revokedAt"]);
        Assert.Null(revoked["note"]);
    }

    [Fact]
    public async Task A_revoked_approval_names_who_revoked_it_and_keeps_its_redemptions()
    {
        var approval = await fixture.Email.Grant(new { type = "waiver", uses = 2 });
        (await fixture.Till.Redeem(approval, "T-1")).Expect(HttpStatusCode.Created);

        var revoked = await fixture.Email.Post(approval + "/revocation", new { reason = "Wrong customer" }, ("X-Agent", "Kim"));
        var again = await fixture.Admin.Revoke(approval);

        Assert.Equal(revoked.Text, again.Text);
        Assert.Equal(revoked.ETag, again.ETag);
        Assert.Equal(1, (int)revoked["used"]!);
        var problem = (await fixture.Till.Redeem(approval, "T-2")).ExpectProblem(HttpStatusCode.Conflict, "approval-revoked");
        Assert.Equal("""{"channel":"email","at":"2026-11-21T09:30:00.000000Z","agent":"Kim"}""", problem["revokedBy"]!.ToJsonString());
        var line = (await fixture.Phone.Get(approval[..approval.IndexOf("/approvals", StringComparison.Ordinal)]))
            .Expect(HttpStatusCode.OK)["timeline"]!.AsArray()[^1]!;
        Assert.Equal(("approval.revoked", "Wrong customer"), (line["type"]!.ToString(), line["text"]!.ToString()));
    }

    [Fact]
    public async Task An_approval_is_redeemed_only_in_its_channels_and_locations()
    {
        var approval = await fixture.Email.Grant(
            new { type = "waiver", channels = new[] { "store" }, locations = new[] { "store-12", "store-13" } });
        var open = await fixture.Email.Grant(new { type = "waiver", locations = new[] { "store-12" } });

        var wrong = (await fixture.Till.Redeem(approval, "T-1", null, ("X-Location", "store-9")))
            .ExpectProblem(HttpStatusCode.Conflict, "approval-not-here");
        (await fixture.Till.Redeem(approval, "T-1")).ExpectProblem(HttpStatusCode.Conflict, "approval-not-here");
        (await fixture.Admin.Redeem(approval, "T-1", null, ("X-Location", "store-12")))
            .ExpectProblem(HttpStatusCode.Conflict, "approval-not-here");

        Assert.Equal(("""["store"]""", """["store-12","store-13"]"""), (wrong["channels"]!.ToJsonString(), wrong["locations"]!.ToJsonString()));
        (await fixture.Till.Redeem(approval, "T-1", null, ("X-Location", "store-13"))).Expect(HttpStatusCode.Created);
        (await fixture.Admin.Redeem(open, "T-1", null, ("X-Location", "store-12"))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_approval_is_valid_from_its_first_to_its_last_instant_by_the_clock_of_the_service()
    {
        await using var service = await Start();
        using var desk = await service.Client("email", "read", "write", "approve");
        using var till = await service.Client("store", "redeem");
        var start = service.Clock.GetUtcNow();
        string At(int hours) => start.AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        var approval = await desk.Grant(new { type = "waiver", uses = 9, validFrom = At(1), validUntil = At(2) });

        service.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMicroseconds(1));
        var early = (await till.Redeem(approval, "T-1")).ExpectProblem(HttpStatusCode.Conflict, "approval-not-yet-valid");
        service.Clock.Advance(TimeSpan.FromMicroseconds(1));
        (await till.Redeem(approval, "T-1")).Expect(HttpStatusCode.Created);
        service.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMicroseconds(1));
        (await till.Redeem(approval, "T-2")).Expect(HttpStatusCode.Created);
        service.Clock.Advance(TimeSpan.FromMicroseconds(1));
        var late = (await till.Redeem(approval, "T-3")).ExpectProblem(HttpStatusCode.Conflict, "approval-expired");

        Assert.Equal("2026-11-21T10:30:00.000000Z", early["validFrom"]!.ToString());
        Assert.Equal("2026-11-21T11:30:00.000000Z", late["validUntil"]!.ToString());
        (await till.Redeem(approval, "T-2")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_exhausted_approval_names_its_last_redemption()
    {
        var approval = await fixture.Email.Grant(PriceMatch);
        (await fixture.Till.Redeem(approval, "T-1")).Expect(HttpStatusCode.Created);
        (await fixture.Till.Redeem(approval, "T-2", null, ("X-Location", "store-12"), ("X-Agent", "Lee"))).Expect(HttpStatusCode.Created);

        var problem = (await fixture.Admin.Redeem(approval, "T-3")).ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted");

        Assert.Equal(
            """{"channel":"store","at":"2026-11-21T09:30:00.000000Z","location":"store-12","agent":"Lee","transaction":"T-2"}""", problem["redeemedBy"]!.ToJsonString());
        Assert.Equal("Redeemed in store (store-12) by Lee at 2026-11-21T09:30:00.000000Z, transaction T-2.", problem["detail"]!.ToString());
    }

    [Fact]
    public async Task Of_several_reasons_for_refusal_the_first_in_order_is_reported()
    {
        var start = fixture.Service.Clock.GetUtcNow();
        var approval = await fixture.Email.Grant(
            new { type = "waiver", item = "fee", channels = new[] { "phone" }, validFrom = start.AddHours(1).ToString("O") });
        var wrong = new { item = "other" };

        (await fixture.Till.Redeem(approval, "T-1", wrong)).ExpectProblem(HttpStatusCode.Conflict, "approval-not-here");
        await fixture.Email.Revoke(approval);
        (await fixture.Till.Redeem(approval, "T-1", wrong)).ExpectProblem(HttpStatusCode.Conflict, "approval-revoked");
        using var approver = new ApiClient(
            fixture.Service.Address, await fixture.Service.Key("store", ["approve", "redeem", "read", "write"]));
        var own = await approver.Grant(new { type = "waiver", channels = new[] { "phone" } });
        await fixture.Email.Revoke(own);
        (await approver.Redeem(own, "T-1")).ExpectProblem(HttpStatusCode.Forbidden, "own-grant");
        (await approver.Reverse(own, "T-1")).Expect(HttpStatusCode.OK);
        (await approver.Redeem(own, "T-1")).ExpectProblem(HttpStatusCode.Conflict, "redemption-reversed");
    }

    [Theory]
    [InlineData("""{"item":"DCD792"}""", "item")]
    [InlineData("""{"quantity":1}""", "quantity")]
    [InlineData("""{"quantity":3}""", "quantity")]
    [InlineData("""{"money":{"amount":"130","currency":"USD"}}""", "money.amount")]
    [InlineData("""{"money":{"amount":"129.98","currency":"USD"}}""", "money.amount")]
    [InlineData("""{"money":{"amount":"129.99","currency":"EUR"}}""", "money.currency")]
    public async Task A_redemption_that_does_not_fit_the_grant_may_be_corrected_under_the_same_transaction(string details, string field)
    {
        var approval = await fixture.Email.Grant(PriceMatch);

        var problem = (await fixture.Till.Redeem(approval, "T-1", details))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "does-not-fit");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
        (await fixture.Till.Redeem(approval, "T-1", new { item = "dcd791", quantity = 2, money = Usd("129.9900") }))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_grant_without_money_allows_no_money()
    {
        var approval = await fixture.Email.Grant(new { type = "replacement", item = "DCD791" });

        var problem = (await fixture.Till.Redeem(approval, "T-1", new { money = Usd("0.01") }))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "does-not-fit");

        Assert.Equal("money", problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task Values_that_the_grant_leaves_open_are_recorded_as_given_by_the_till()
    {
        var approval = await fixture.Email.Grant(new { type = "waiver" });

        var redeemed = (await fixture.Till.Redeem(approval, "T-1", new { item = "Shipping", quantity = 3 })).Expect(HttpStatusCode.Created);

        Assert.Equal(("Shipping", 3), (redeemed["item"]!.ToString(), (int)redeemed["quantity"]!));
        (await fixture.Till.Redeem(approval, "T-1", new { item = "shipping" })).Expect(HttpStatusCode.OK);
        (await fixture.Till.Redeem(approval, "T-1", new { money = Usd("5") }))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "redemption-differs");
    }

    [Fact]
    public async Task A_redemption_with_an_outdated_if_match_is_refused()
    {
        var approval = await fixture.Email.Grant(new { type = "waiver" });

        (await fixture.Till.Redeem(approval, "T-1", null, ("If-Match", "\"867530912374.1\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        (await fixture.Till.Redeem(approval, "T-1", null, ("If-Match", (await fixture.Till.Get(approval)).ETag!)))
            .Expect(HttpStatusCode.Created);
    }
}
