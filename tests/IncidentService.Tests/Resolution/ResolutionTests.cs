using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Resolution;

/// <summary>Staff resolve an incident after telling the customer; the customer's confirmation closes it.</summary>
public abstract class ResolutionTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task Resolving_sends_a_message_to_the_customer_and_starts_the_quiet_period()
    {
        var number = await fixture.Email.Open(new { message = new { direction = "in", text = "Where is my money?" } });

        var card = (await fixture.Phone.Resolve(number)).Expect(HttpStatusCode.OK);

        Assert.Equal(("resolved", "customer", fixture.Service.EndOfQuiet()), (card.At("state"), card.At("waitingOn"), card.At("closesAt")));
        Assert.Equal((card.At("updatedAt"), card.At("updatedAt")), (card.At("resolvedAt"), card.At("firstResponseAt")));
        Assert.Equal(["incident.opened", "message.received", "message.sent", "incident.resolved"], await fixture.Email.Happened(number));
        var lines = card["timeline"]!.AsArray();
        Assert.Equal("It is on its way.", lines[2]!["text"]!.ToString());
        Assert.Equal(("Refunded.", 3), (lines[3]!["text"]!.ToString(), (int)lines[3]!["facts"]!["sequence"]!));
        Assert.Equal(
            1,
            fixture.Service.Rows.Scalar<long>(
                "SELECT first_resolved_with FROM incidents WHERE number = @number", new { number = long.Parse(number) }));
    }

    [Fact]
    public async Task The_card_the_status_and_the_phone_menu_show_the_resolution()
    {
        var number = await fixture.Email.OpenResolved();
        var status = (await fixture.Email.Get($"/v1/incidents/{number}/status")).Expect(HttpStatusCode.OK);
        Assert.Equal(("resolved", fixture.Service.EndOfQuiet()), (status.At("state"), status.At("closesAt")));
        Assert.EndsWith("It is resolved. Tell us if it is not.", (await fixture.Phone.LookUp(number))["spoken"]!.ToString());

        (await fixture.Phone.Confirm(number)).Expect(HttpStatusCode.OK);
        status = (await fixture.Email.Get($"/v1/incidents/{number}/status")).Expect(HttpStatusCode.OK);
        Assert.Equal(("closed", status.At("updatedAt"), null), (status.At("state"), status.At("closedAt"), status.At("closesAt")));
    }

    [Fact]
    public async Task A_resolved_or_closed_incident_cannot_be_resolved_again()
    {
        var number = await fixture.Email.OpenResolved();
        (await fixture.Phone.Resolve(number)).ExpectProblem(HttpStatusCode.Conflict, "already-resolved");

        (await fixture.Phone.Confirm(number)).Expect(HttpStatusCode.OK);
        (await fixture.Phone.Resolve(number)).ExpectProblem(HttpStatusCode.Conflict, "already-resolved");
        Assert.Equal(["incident.opened", "message.sent", "incident.resolved", "incident.closed"], await fixture.Email.Happened(number));
    }

    [Theory]
    [InlineData("""{"note":"x"}""", "told")]
    [InlineData("""{"told":" "}""", "told")]
    public async Task A_resolution_needs_a_text_for_the_customer(string body, string field)
    {
        var number = await fixture.Email.Open();

        var problem = await fixture.Email.Post($"/v1/incidents/{number}/resolution", body);

        Assert.Equal(HttpStatusCode.BadRequest, problem.Status);
        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
        Assert.Equal("open", (await fixture.Email.Card(number)).At("state"));
    }

    [Fact]
    public async Task A_confirmation_closes_the_incident_and_records_who_confirmed_and_who_passed_it_on()
    {
        var number = await fixture.Email.OpenResolved();

        var card = (await fixture.Phone.Confirm(number)).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ("closed", "customer", card.At("updatedAt"), null),
            (card.At("state"), card.At("closedBy"), card.At("closedAt"), card.At("closesAt")));
        var line = card["timeline"]!.AsArray()[^1]!;
        Assert.Equal(("incident.closed", "phone", "The money is there."), (line.At("type"), line.At("channel"), line.At("text")));
        Assert.Equal(("customer", true), (line["facts"]!.At("by"), (bool)line["facts"]!["relayed"]!));
    }

    [Fact]
    public async Task A_repeated_confirmation_changes_nothing()
    {
        var number = await fixture.Email.OpenResolved();
        var first = await fixture.Phone.Confirm(number);

        var again = await fixture.Till.Confirm(number);

        again.Expect(HttpStatusCode.OK);
        Assert.Equal((first.Text, first.ETag), (again.Text, again.ETag));
    }

    [Fact]
    public async Task An_open_incident_can_be_neither_confirmed_nor_disputed()
    {
        var number = await fixture.Email.Open();

        (await fixture.Phone.Confirm(number)).ExpectProblem(HttpStatusCode.Conflict, "not-resolved");
        (await fixture.Phone.Dispute(number)).ExpectProblem(HttpStatusCode.Conflict, "not-resolved");
    }

    [Theory]
    [InlineData("Kim", "Lee", true, true)]
    [InlineData("Kim", "kim", false, false)]
    [InlineData("Kim  (Desk 4)", "KIM (desk 4)", false, false)]
    [InlineData("Kim", "Lee", false, true)]
    [InlineData(null, null, true, false)]
    [InlineData(null, null, false, true)]
    [InlineData(null, "Lee", true, false)]
    [InlineData("Kim", null, true, false)]
    [InlineData("Kim", null, false, true)]
    [InlineData("Kim", "Kim", true, false)]
    public async Task The_resolver_cannot_pass_on_a_confirmation(string? resolver, string? confirmer, bool sameKey, bool may)
    {
        var number = await fixture.Email.OpenResolved(resolver);

        var answer = await (sameKey ? fixture.Email : fixture.Phone).Confirm(number, confirmer);

        if (may) Assert.Equal("closed", answer.Expect(HttpStatusCode.OK).At("state"));
        else answer.ExpectProblem(HttpStatusCode.Forbidden, "resolver-cannot-confirm");
    }

    [Fact]
    public async Task The_customer_can_confirm_and_dispute_only_through_web_or_chat()
    {
        using var chat = await fixture.Service.Client("chat");
        foreach (var page in new[] { fixture.Admin, chat })
        {
            var number = await page.OpenResolved();
            var line = (await page.Confirm(number, relayed: false)).Expect(HttpStatusCode.OK)["timeline"]!.AsArray()[^1]!;
            Assert.False((bool)line["facts"]!["relayed"]!);
        }
        foreach (var desk in new[] { fixture.Email, fixture.Phone, fixture.Till })
        {
            var number = await fixture.Admin.OpenResolved();
            foreach (var word in new[] { "confirmation", "dispute" })
            {
                var problem = (await desk.Post($"/v1/incidents/{number}/{word}", new { relayed = false }))
                    .ExpectProblem(HttpStatusCode.Forbidden, "not-the-customer");
                Assert.Equal("relayed", problem["errors"]![0]!["field"]!.ToString());
            }
        }
    }

    [Fact]
    public async Task An_overdue_promise_of_the_incident_or_of_one_merged_into_it_prevents_a_confirmation()
    {
        var (number, other) = (await fixture.Email.OpenResolved(), await fixture.Email.Open());
        await fixture.Service.BreakPromise(other);
        await fixture.Service.MergeInto(other, number);

        var problem = (await fixture.Phone.Confirm(number)).ExpectProblem(HttpStatusCode.Conflict, "promise-overdue");

        Assert.Contains($"promise 1 of {other[..4]}-{other[4..8]}-{other[8..]}", problem.At("detail"));
        await fixture.Service.AnswerForPromises(other);
        (await fixture.Phone.Confirm(number)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_promise_broken_without_a_note_prevents_a_confirmation_until_a_note_is_added()
    {
        var number = await fixture.Email.OpenResolved();
        await fixture.Service.BreakPromise(number);
        var outcome = $"/v1/incidents/{number}/promises/1/outcome";
        (await fixture.Phone.Put(outcome, new { outcome = "broken" })).Expect(HttpStatusCode.OK);

        var problem = (await fixture.Phone.Confirm(number)).ExpectProblem(HttpStatusCode.Conflict, "promise-overdue");

        Assert.EndsWith(" (broken without a note).", problem.At("detail"));
        (await fixture.Phone.Put(outcome, new { outcome = "broken", note = "Nobody was in." })).Expect(HttpStatusCode.OK);
        (await fixture.Phone.Confirm(number)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_dispute_reopens_the_incident_under_the_same_number_and_is_counted()
    {
        var number = await fixture.Email.OpenResolved();

        var card = (await fixture.Phone.Dispute(number)).Expect(HttpStatusCode.OK);

        Assert.Equal((number, "open", "us"), (card.At("number"), card.At("state"), card.At("waitingOn")));
        Assert.Equal((1, 1, 0), ((int)card["disputes"]!, (int)card["reopened"]!, (int)card["interactions"]!["count"]!));
        Assert.Equal((null, null, null, null), (card.At("resolvedAt"), card.At("closesAt"), card.At("closedAt"), card.At("closedBy")));
        var line = card["timeline"]!.AsArray()[^1]!;
        Assert.Equal(
            ("incident.disputed", "Nothing came.", "resolved", true),
            (line.At("type"), line.At("text"), line["facts"]!.At("state"), (bool)line["facts"]!["relayed"]!));

        (await fixture.Email.Resolve(number)).Expect(HttpStatusCode.OK);
        (await fixture.Phone.Confirm(number)).Expect(HttpStatusCode.OK);
        card = (await fixture.Till.Dispute(number, reason: null)).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ("open", 2, 2, "closed"),
            (card.At("state"), (int)card["disputes"]!, (int)card["reopened"]!, card["timeline"]!.AsArray()[^1]!["facts"]!.At("state")));
    }

    [Fact]
    public async Task The_first_resolution_and_its_number_of_interactions_survive_disputes()
    {
        var number = await fixture.Email.Open(new { message = new { direction = "in", text = "Hello" } });
        (await fixture.Email.Resolve(number)).Expect(HttpStatusCode.OK);
        var first = First(number);
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));
        (await fixture.Phone.Dispute(number)).Expect(HttpStatusCode.OK);
        await fixture.Email.Write(number, "in");

        (await fixture.Email.Resolve(number)).Expect(HttpStatusCode.OK);

        Assert.Equal(first, First(number));
    }

    [Fact]
    public async Task The_first_response_of_a_merged_incident_counts_for_the_survivor()
    {
        var (number, other) = (await fixture.Email.Open(), await fixture.Email.Open());
        await fixture.Email.Write(number, "out");
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));
        await fixture.Service.MergeInto(other, number);
        await fixture.Email.Write(number, "in");

        var card = (await fixture.Email.Resolve(other)).Expect(HttpStatusCode.OK);

        Assert.Equal(number, card.At("number"));
        var now = fixture.Service.Rows.Scalar<long>(
            "SELECT updated_at FROM incidents WHERE number = @number", new { number = long.Parse(number) });
        Assert.Equal($"{now} {now} 1", fixture.Service.Rows.Scalar<string>(
            "SELECT first_response_at || ' ' || first_resolved_at || ' ' || first_resolved_with FROM incidents WHERE number = @number",
            new { number = long.Parse(other) }));
        Assert.NotEqual(
            now,
            fixture.Service.Rows.Scalar<long>(
                "SELECT first_response_at FROM incidents WHERE number = @number", new { number = long.Parse(number) }));
    }

    [Fact]
    public async Task A_key_with_only_the_scope_write_sees_the_status_and_nothing_else()
    {
        using var writer = await fixture.Service.Client("phone", "write");
        var number = await fixture.Email.Open(new { contacts = new[] { new { kind = "email", value = "anna@example.com" } } });

        foreach (var answer in new[] { await writer.Resolve(number), await writer.Dispute(number) })
        {
            var card = answer.Expect(HttpStatusCode.OK);
            Assert.Empty(card["contacts"]!.AsArray());
            Assert.Empty(card["timeline"]!.AsArray());
        }
    }

    private string First(string number) => fixture.Service.Rows.Scalar<string>(
        "SELECT first_resolved_at || ' ' || first_resolved_with FROM incidents WHERE number = @number",
        new { number = long.Parse(number) });
}
