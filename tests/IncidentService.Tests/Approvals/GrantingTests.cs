using System.Net;
using IncidentService.Tests.Infrastructure;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Approvals;

/// <summary>A granted approval is visible in all channels, and its terms are validated.</summary>
public abstract class GrantingTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task A_grant_is_shown_at_its_address_in_the_list_and_on_the_card()
    {
        var number = await fixture.Email.Open();
        var body = new
        {
            type = "refund", item = "DCD791", quantity = 2, money = Usd("129.9"), partial = true, uses = 3,
            validFrom = "2026-11-22T00:00:00+01:00",
            validUntil = "2026-12-12T09:30:00Z", channels = new[] { "phone", "store", "phone" }, locations = new[] { "Store-12" },
            note = "Receipt needed",
        };

        var granted = await fixture.Email.Post($"/v1/incidents/{number}/approvals", body, ("X-Agent", "Kim"));

        granted.Expect(HttpStatusCode.Created);
        Assert.Equal($"/v1/incidents/{number}/approvals/1", granted.Location);
        Assert.Equal(
            $$"""
            {"number":"{{number}}","id":1,"type":"refund","item":"DCD791","quantity":2,"money":{"amount":"129.90","currency":"USD"},"partial":true,"uses":3,"used":0,"usedMoney":{"amount":"0.00","currency":"USD"},"validFrom":"2026-11-21T23:00:00.000000Z","validUntil":"2026-12-12T09:30:00.000000Z","channels":["phone","store"],"locations":["store-12"],"grantedAt":"2026-11-21T09:30:00.000000Z","grantedBy":"Kim","grantedIn":"email","note":"Receipt needed"}
            """,
            granted.Text);
        Assert.Equal(granted.Text, (await fixture.Till.Get(granted.Location!)).Text);
        Assert.Equal($$"""{"items":[{{granted.Text}}]}""", (await fixture.Till.Get($"/v1/incidents/{number}/approvals")).Text);
        var card = (await fixture.Phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        Assert.Equal(granted.Text, card["approvals"]![0]!.ToJsonString());
        var line = card["timeline"]!.AsArray()[^1]!;
        Assert.Equal(("approval.granted", "Receipt needed"), (line["type"]!.ToString(), line["text"]!.ToString()));
        Assert.Equal(
            $$$"""{"number":"{{{number}}}","approval":1,"item":"DCD791","quantity":2,"money":{"amount":"129.90","currency":"USD"}}""",
            line["facts"]!.ToJsonString());
    }

    [Fact]
    public async Task By_default_an_approval_is_valid_once_from_now_in_every_channel_without_expiry()
    {
        var approval = await fixture.Till.Now(await fixture.Email.Grant(new { type = "price-match", money = Usd("5") }));

        Assert.Equal((1, 1, false), ((int)approval["quantity"]!, (int)approval["uses"]!, (bool)approval["partial"]!));
        Assert.Equal(approval["grantedAt"]!.ToString(), approval["validFrom"]!.ToString());
        Assert.Null(approval["validUntil"]);
        Assert.Empty(approval["channels"]!.AsArray());
        Assert.Empty(approval["locations"]!.AsArray());
        Assert.Null((await fixture.Till.Now(await fixture.Email.Grant(new { type = "waiver", money = Usd("5"), partial = true })))["uses"]);
    }

    [Theory]
    [InlineData("""{"type":"gift"}""", "type")]
    [InlineData("""{"type":"price-match","item":"DCD791"}""", "money")]
    [InlineData("""{"type":"discount"}""", "money")]
    [InlineData("""{"type":"refund"}""", "money")]
    [InlineData("""{"type":"replacement","money":{"amount":"5","currency":"USD"}}""", "item")]
    [InlineData("""{"type":"waiver","partial":true}""", "partial")]
    [InlineData("""{"type":"price-match","money":{"amount":"5","currency":"USD"},"partial":true}""", "partial")]
    [InlineData("""{"type":"replacement","item":"a","money":{"amount":"5","currency":"USD"},"partial":true}""", "partial")]
    [InlineData("""{"type":"waiver","uses":0}""", "uses")]
    [InlineData("""{"type":"waiver","uses":1001}""", "uses")]
    [InlineData("""{"type":"waiver","quantity":0}""", "quantity")]
    [InlineData("""{"type":"waiver","channels":["fax"]}""", "channels")]
    [InlineData("""{"type":"waiver","channels":["web","web","web","web","web","web","web"]}""", "channels")]
    [InlineData("""{"type":"waiver","locations":["*"]}""", "locations")]
    [InlineData("""{"type":"waiver","validFrom":"soon"}""", "validFrom")]
    [InlineData("""{"type":"waiver","validUntil":"2026-11-21T09:30:00Z"}""", "validUntil")]
    [InlineData("""{"type":"waiver","validFrom":"2026-12-01T00:00:00Z","validUntil":"2026-12-01T00:00:00Z"}""", "validUntil")]
    public async Task An_invalid_field_is_refused_by_its_name(string body, string field)
    {
        var number = await fixture.Email.Open();

        var problem = (await fixture.Email.Post($"/v1/incidents/{number}/approvals", body))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
        Assert.Empty((await fixture.Till.Get($"/v1/incidents/{number}/approvals")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
    }

    [Theory]
    [InlineData("5")]
    [InlineData("5.00")]
    [InlineData("1e2")]
    [InlineData("1e2", true)]
    [InlineData("5.00001", true)]
    [InlineData("-5", true)]
    [InlineData("+5", true)]
    [InlineData("0", true)]
    [InlineData("0.0000", true)]
    [InlineData("", true)]
    [InlineData(".5", true)]
    [InlineData("5.", true)]
    [InlineData("5,00", true)]
    [InlineData("1 000", true)]
    [InlineData("٥", true)]
    [InlineData("NaN", true)]
    [InlineData("123456789012", true)]
    public async Task Money_is_a_decimal_text_and_never_a_number(string amount, bool isText = false)
    {
        var number = await fixture.Email.Open();
        var written = isText ? $"\"{amount}\"" : amount;

        var answer = await fixture.Email.Post($"/v1/incidents/{number}/approvals", $$$"""{"type":"waiver","money":{"amount":{{{written}}},"currency":"USD"}}""");

        var problem = answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.StartsWith("money.amount", problem["errors"]![0]!["field"]!.ToString());
    }

    [Theory]
    [InlineData("0.001", "0.001")]
    [InlineData("99999999999.999", "99999999999.999")]
    [InlineData("007.10", "7.10")]
    [InlineData("0.1", "0.10")]
    public async Task Every_amount_is_stored_exactly(string given, string kept)
    {
        var approval = await fixture.Till.Now(await fixture.Email.Grant(new { type = "waiver", money = Kwd(given) }));

        Assert.Equal(kept, approval["money"]!["amount"]!.ToString());
    }

    [Theory]
    [InlineData("129.999", "USD", "money.amount")]
    [InlineData("0.001", "EUR", "money.amount")]
    [InlineData("129.5", "JPY", "money.amount")]
    [InlineData("1.2345", "KWD", "money.amount")]
    [InlineData("5", "ABC", "money.currency")]
    [InlineData("5", "XAU", "money.currency")]
    [InlineData("5", "CLF", "money.currency")]
    public async Task An_amount_with_too_many_decimal_places_is_refused_in_every_request(string amount, string currency, string field)
    {
        var money = new { amount, currency };
        var number = await fixture.Email.Open();
        var granted = await fixture.Email.Grant(new { type = "waiver", money = Kwd("5"), partial = true });
        object key = new { name = "Desk", channels = new[] { "email" }, scopes = new[] { "approve" }, maxGrant = money };
        string FieldOf(Answer answer) =>
            answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")["errors"]![0]!["field"]!.ToString();

        Assert.Equal(field, FieldOf(await fixture.Email.Post($"/v1/incidents/{number}/approvals", new { type = "waiver", money })));
        Assert.Equal(field, FieldOf(await fixture.Till.Redeem(granted, "T-1", new { money })));
        Assert.Equal(field.Replace("money", "maxGrant"), FieldOf(await fixture.Admin.Post("/v1/keys", key)));
    }

    [Theory]
    [InlineData("130", "JPY", "130.00")]
    [InlineData("130.00", "JPY", "130.00")]
    [InlineData("1.234", "KWD", "1.234")]
    [InlineData("129.9900", "USD", "129.99")]
    public async Task Money_has_the_decimal_places_of_its_currency_and_trailing_zeros_are_ignored(
        string amount, string currency, string kept)
    {
        var granted = await fixture.Email.Grant(new { type = "waiver", money = new { amount, currency } });

        Assert.Equal(kept, (await fixture.Till.Now(granted))["money"]!["amount"]!.ToString());
    }

    [Theory]
    [InlineData("129.999", "USD", "must have at most 2 decimal places, as USD has")]
    [InlineData("129.5", "JPY", "must be a whole number: JPY has no decimal places")]
    public async Task The_error_for_too_many_decimal_places_states_the_allowed_number(string amount, string currency, string message)
    {
        var answer = await fixture.Email.Post(
            $"/v1/incidents/{await fixture.Email.Open()}/approvals", new { type = "waiver", money = new { amount, currency } });

        Assert.Equal(
            message, answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")["errors"]![0]!["message"]!.ToString());
    }

    [Fact]
    public async Task A_grant_stored_with_more_decimal_places_is_shown_and_redeemed_unrounded()
    {
        var approval = await fixture.Email.Grant(new { type = "waiver", money = Usd("129.99") });
        await fixture.Service.Seed(
            "UPDATE approvals SET amount = 1299990 WHERE incident_id = (SELECT id FROM incidents WHERE number = @number)",
            new { number = long.Parse(approval.Split('/')[3]) });

        Assert.Equal("129.999", (await fixture.Till.Now(approval))["money"]!["amount"]!.ToString());
        var redeemed = (await fixture.Till.Redeem(approval, "T-1")).Expect(HttpStatusCode.Created);
        Assert.Equal("129.999", redeemed["money"]!["amount"]!.ToString());
    }

    [Theory]
    [InlineData("129.999", "USD")]
    [InlineData("129.00", "HRK")] // replaced by the euro in 2023
    public async Task A_repeated_redemption_from_an_earlier_release_gets_its_first_answer(string amount, string currency)
    {
        var approval = await fixture.Email.Grant(new { type = "waiver", money = Usd("129.99"), uses = 2 });
        await fixture.Service.Seed(
            """
            UPDATE approvals SET amount = @stored, currency = @currency
            WHERE incident_id = (SELECT id FROM incidents WHERE number = @number)
            """,
            new { stored = (long)(decimal.Parse(amount) * 10_000), currency, number = long.Parse(approval.Split('/')[3]) });
        var first = (await fixture.Till.Redeem(approval, "T-1")).Expect(HttpStatusCode.Created);

        var again = (await fixture.Till.Redeem(approval, "T-1", new { money = new { amount, currency } })).Expect(HttpStatusCode.OK);
        var another = await fixture.Till.Redeem(approval, "T-2", new { money = new { amount, currency } });
        var wrong = await fixture.Till.Redeem(approval, "T-1", new { money = new { amount = "129.998", currency } });

        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        another.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        wrong.ExpectProblem(HttpStatusCode.UnprocessableEntity, "redemption-differs");
    }

    [Theory]
    [InlineData("usd")]
    [InlineData("US")]
    [InlineData("USDX")]
    [InlineData("U$D")]
    [InlineData("")]
    public async Task A_currency_is_three_capital_letters(string currency)
    {
        var answer = await fixture.Email.Post(
            $"/v1/incidents/{await fixture.Email.Open()}/approvals", new { type = "waiver", money = new { amount = "5", currency } });

        Assert.Equal(
            "money.currency", answer.ExpectProblem(HttpStatusCode.BadRequest, "invalid-request")["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task A_grant_repeated_with_its_idempotency_key_is_made_once()
    {
        var number = await fixture.Email.Open();
        var (body, once) = (new { type = "waiver" }, ("Idempotency-Key", "grant-" + number));

        var first = await fixture.Email.Post($"/v1/incidents/{number}/approvals", body, once);
        var again = await fixture.Email.Post($"/v1/incidents/{number}/approvals", body, once);

        Assert.Equal(first.Text, again.Text);
        Assert.Single((await fixture.Till.Get($"/v1/incidents/{number}/approvals")).Expect(HttpStatusCode.OK)["items"]!.AsArray());
    }

    [Fact]
    public async Task An_incident_has_two_hundred_approvals_at_most()
    {
        var number = await fixture.Email.Open();
        for (var count = 1; count <= 200; count++) await fixture.Email.Grant(number, new { type = "waiver" });

        (await fixture.Email.Post($"/v1/incidents/{number}/approvals", new { type = "waiver" }))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "too-many-items");
    }

    [Fact]
    public async Task A_missing_approval_is_reported()
    {
        var number = await fixture.Email.Open();
        var approval = $"/v1/incidents/{number}/approvals/1";

        (await fixture.Till.Get(approval)).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Till.Redeem(approval, "T-1")).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Till.Reverse(approval, "T-1")).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Email.Revoke(approval)).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Till.Get("/v1/incidents/867530912374/approvals")).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
        await fixture.Email.Grant(number, new { type = "waiver" });
        (await fixture.Till.Get(approval + "/redemptions/T-1")).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
    }
}
