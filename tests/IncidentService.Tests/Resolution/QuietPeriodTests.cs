using System.Net;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Resolution;

/// <summary>A resolved incident closes after seven quiet days, and not earlier.</summary>
public abstract class QuietPeriodTests(ServiceFixture fixture) : Suite(fixture)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AlmostSevenDays = TimeSpan.FromDays(7) - Moment;

    [Fact]
    public async Task After_seven_quiet_days_a_resolved_incident_is_closed()
    {
        var number = await fixture.Email.OpenResolved();
        await fixture.Service.KeepQuiet(AlmostSevenDays);
        Assert.Equal("resolved", (await fixture.Email.Card(number)).At("state"));

        await fixture.Service.KeepQuiet(Moment);

        var card = await fixture.Email.Card(number);
        Assert.Equal(
            ("closed", "quiet", card.At("updatedAt"), null),
            (card.At("state"), card.At("closedBy"), card.At("closedAt"), card.At("closesAt")));
        var line = card["timeline"]!.AsArray()[^1]!;
        Assert.Equal(
            ("incident.closed", "quiet", null, null), (line.At("type"), line["facts"]!.At("by"), line.At("channel"), line.At("agent")));
    }

    [Fact]
    public async Task The_closing_needs_no_request()
    {
        var number = await fixture.Email.OpenResolved();

        fixture.Service.Clock.Advance(TimeSpan.FromDays(7));

        await Eventually.IsTrue(
            () =>
                fixture.Service.Rows.Scalar<string>(
                    "SELECT state FROM incidents WHERE number = @number", new { number = long.Parse(number) }) == "closed",
            number + " closed");
    }

    [Fact]
    public async Task Several_sweeps_close_an_incident_once()
    {
        var number = await fixture.Email.OpenResolved();
        await fixture.Service.KeepQuiet();

        for (var again = 0; again < 3; again++) await fixture.Service.Mark(new DueItem(fixture.Service.IdOf(number), 0));

        Assert.Single(await fixture.Email.Happened(number), "incident.closed");
    }

    [Fact]
    public async Task An_incident_disputed_or_resolved_again_is_not_closed()
    {
        var (disputed, anew) = (await fixture.Email.OpenResolved(), await fixture.Email.OpenResolved());
        fixture.Service.Clock.Advance(AlmostSevenDays);
        (await fixture.Email.Dispute(disputed)).Expect(HttpStatusCode.OK);
        (await fixture.Email.Dispute(anew)).Expect(HttpStatusCode.OK);
        (await fixture.Email.Resolve(anew)).Expect(HttpStatusCode.OK);

        await fixture.Service.KeepQuiet(Moment);
        foreach (var number in new[] { disputed, anew }) await fixture.Service.Mark(new DueItem(fixture.Service.IdOf(number), 0));

        Assert.Equal(
            ("open", "resolved"), ((await fixture.Email.Card(disputed)).At("state"), (await fixture.Email.Card(anew)).At("state")));
    }

    [Fact]
    public async Task A_message_of_the_customer_stops_the_quiet_period_and_our_reply_restarts_it()
    {
        var number = await fixture.Email.OpenResolved();
        await fixture.Email.Write(number, "in");
        var card = await fixture.Email.Card(number);
        Assert.Equal(("resolved", "us", null), (card.At("state"), card.At("waitingOn"), card.At("closesAt")));
        await fixture.Service.KeepQuiet();
        Assert.Equal("resolved", (await fixture.Email.Card(number)).At("state"));

        await fixture.Phone.Write(number, "out");

        Assert.Equal(fixture.Service.EndOfQuiet(), (await fixture.Email.Card(number)).At("closesAt"));
        await fixture.Service.KeepQuiet();
        Assert.Equal("closed", (await fixture.Email.Card(number)).At("state"));
    }

    [Fact]
    public async Task A_call_or_visit_restarts_the_quiet_period()
    {
        var number = await fixture.Email.OpenResolved();
        fixture.Service.Clock.Advance(TimeSpan.FromDays(6));
        await fixture.Phone.Post($"/v1/incidents/{number}/interactions", new { });
        Assert.Equal(fixture.Service.EndOfQuiet(), (await fixture.Email.Card(number)).At("closesAt"));
        fixture.Service.Clock.Advance(TimeSpan.FromDays(6));
        await fixture.Phone.Post("/v1/lookups", new { quoted = number, customerPresent = true });

        Assert.Equal(fixture.Service.EndOfQuiet(), (await fixture.Email.Card(number)).At("closesAt"));
        Assert.Equal("resolved", (await fixture.Email.Card(number)).At("state"));
    }

    [Fact]
    public async Task A_message_delivered_by_another_system_stops_the_quiet_period()
    {
        var ticket = Guid.NewGuid().ToString();
        var number = await fixture.Email.Open(new { references = new[] { new { system = "zendesk", value = ticket } } });
        (await fixture.Email.Resolve(number)).Expect(HttpStatusCode.OK);

        (await fixture.Email.Post("/v1/messages", new { system = "zendesk", messageId = ticket, conversation = ticket, text = "Is it?" }))
            .Expect(HttpStatusCode.Created);

        Assert.Null((await fixture.Email.Card(number)).At("closesAt"));
    }

    [Theory]
    [InlineData("in")]
    [InlineData("out")]
    public async Task An_automatic_message_does_not_affect_the_quiet_period(string direction)
    {
        var (resolved, closed) = (await fixture.Email.OpenResolved(), await fixture.Email.OpenResolved());
        (await fixture.Phone.Confirm(closed)).Expect(HttpStatusCode.OK);
        var ends = fixture.Service.EndOfQuiet();
        fixture.Service.Clock.Advance(TimeSpan.FromDays(1));

        foreach (var number in new[] { resolved, closed }) await fixture.Email.Write(number, direction, automatic: true);

        var card = await fixture.Email.Card(resolved);
        Assert.Equal(("resolved", "customer", ends), (card.At("state"), card.At("waitingOn"), card.At("closesAt")));
        card = await fixture.Email.Card(closed);
        Assert.Equal(("closed", "customer", 0), (card.At("state"), card.At("waitingOn"), (int)card["reopened"]!));
    }

    [Fact]
    public async Task A_note_does_not_affect_the_quiet_period()
    {
        var number = await fixture.Email.OpenResolved();
        var ends = fixture.Service.EndOfQuiet();
        fixture.Service.Clock.Advance(TimeSpan.FromDays(1));

        await fixture.Email.Write(number, "internal");

        Assert.Equal(ends, (await fixture.Email.Card(number)).At("closesAt"));
    }

    [Fact]
    public async Task A_message_of_the_customer_reopens_a_closed_incident_and_is_no_dispute()
    {
        var number = await fixture.Email.OpenResolved();
        await fixture.Service.KeepQuiet();

        await fixture.Email.Write(number, "in");

        var card = await fixture.Email.Card(number);
        Assert.Equal(("open", "us", 0, 1), (card.At("state"), card.At("waitingOn"), (int)card["disputes"]!, (int)card["reopened"]!));
        Assert.Equal((null, null, null), (card.At("resolvedAt"), card.At("closedAt"), card.At("closedBy")));
        var lines = card["timeline"]!.AsArray();
        Assert.Equal(["message.received", "incident.reopened"], lines.TakeLast(2).Select(line => line!.At("type")));
        Assert.Equal((int)lines[^2]!["sequence"]!, (int)lines[^1]!["facts"]!["sequence"]!);
    }

    [Fact]
    public async Task Our_message_to_a_closed_incident_leaves_it_closed()
    {
        var number = await fixture.Email.OpenResolved();
        await fixture.Service.KeepQuiet();

        await fixture.Email.Write(number, "out");

        var card = await fixture.Email.Card(number);
        Assert.Equal(("closed", null), (card.At("state"), card.At("closesAt")));
    }

    [Fact]
    public async Task An_incident_with_an_overdue_promise_is_never_closed()
    {
        var number = await fixture.Email.OpenResolved();
        await fixture.Service.BreakPromise(number);

        await fixture.Service.KeepQuiet();
        await fixture.Service.Mark(new DueItem(fixture.Service.IdOf(number), 0));

        Assert.Equal("resolved", (await fixture.Email.Card(number)).At("state"));
    }

    [Fact]
    public async Task The_quiet_period_is_suspended_by_an_overdue_promise_and_restarts_when_we_write_after_it_was_accounted_for()
    {
        var number = await fixture.Email.Open();
        await fixture.Service.BreakPromise(number);

        Assert.Null((await fixture.Email.Resolve(number)).Expect(HttpStatusCode.OK).At("closesAt"));
        await fixture.Email.Write(number, "out");
        Assert.Null((await fixture.Email.Card(number)).At("closesAt"));
        await fixture.Service.AnswerForPromises(number);
        await fixture.Email.Write(number, "out");

        Assert.Equal(fixture.Service.EndOfQuiet(), (await fixture.Email.Card(number)).At("closesAt"));
    }

    [Fact]
    public async Task A_merged_incident_is_not_closed_separately()
    {
        var (number, other) = (await fixture.Email.Open(), await fixture.Email.OpenResolved());
        await fixture.Service.MergeInto(other, number);

        await fixture.Service.KeepQuiet();
        await fixture.Service.Mark(new DueItem(fixture.Service.IdOf(other), 0));

        Assert.DoesNotContain("incident.closed", await fixture.Email.Happened(number));
        Assert.Equal(
            "resolved",
            fixture.Service.Rows.Scalar<string>("SELECT state FROM incidents WHERE number = @number", new { number = long.Parse(other) }));
    }

    [Fact]
    public async Task A_confirmation_after_a_quiet_closing_is_recorded_and_keeps_the_closing_time()
    {
        var number = await fixture.Email.OpenResolved();
        await fixture.Service.KeepQuiet();
        var closed = (await fixture.Email.Card(number)).At("closedAt");
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));
        (await fixture.Email.Confirm(number)).ExpectProblem(HttpStatusCode.Forbidden, "resolver-cannot-confirm");

        var card = (await fixture.Phone.Confirm(number)).Expect(HttpStatusCode.OK);

        Assert.Equal(("closed", "customer", closed), (card.At("state"), card.At("closedBy"), card.At("closedAt")));
    }

    [Fact]
    public async Task A_closed_incident_waits_on_nobody()
    {
        var number = await fixture.Email.OpenResolved();
        await fixture.Email.Write(number, "in");

        (await fixture.Phone.Confirm(number)).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain(number, (await fixture.Email.Get("/v1/incidents?waitingOn=us&limit=200")).Numbers());
    }

    [Fact]
    public async Task The_number_of_days_is_configurable()
    {
        await using var service = await Start(new() { ["Resolution:QuietDays"] = "2" });
        using var desk = await service.Client("email");
        var number = await desk.OpenResolved();

        await service.KeepQuiet(TimeSpan.FromDays(2));

        Assert.Equal("closed", (await desk.Card(number)).At("state"));
    }
}
