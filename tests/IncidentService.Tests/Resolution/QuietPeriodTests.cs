using System.Net;
using IncidentService.Hosting;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Resolution;

/// <summary>What is resolved closes after seven days in which nothing was heard of the customer, and not before.</summary>
public abstract class QuietPeriodTests(Desks desks) : Suite(desks)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AlmostSevenDays = TimeSpan.FromDays(7) - Moment;

    [Fact]
    public async Task After_seven_quiet_days_it_is_closed_by_itself()
    {
        var number = await desks.Email.OpenResolved();
        await desks.Service.KeepQuiet(AlmostSevenDays);
        Assert.Equal("resolved", (await desks.Email.Card(number)).At("state"));

        await desks.Service.KeepQuiet(Moment);

        var card = await desks.Email.Card(number);
        Assert.Equal(("closed", "quiet", card.At("updatedAt"), null), (card.At("state"), card.At("closedBy"), card.At("closedAt"), card.At("closesAt")));
        var line = card["timeline"]!.AsArray()[^1]!;
        Assert.Equal(("incident.closed", "quiet", null, null), (line.At("type"), line["facts"]!.At("by"), line.At("channel"), line.At("agent")));
    }

    [Fact]
    public async Task Nobody_has_to_ask_for_it()
    {
        var number = await desks.Email.OpenResolved();

        desks.Service.Clock.Advance(TimeSpan.FromDays(7));

        await Until.True(
            () => desks.Service.Rows.Scalar<string>("SELECT state FROM incidents WHERE number = @number", new { number = long.Parse(number) }) == "closed", number + " closed");
    }

    [Fact]
    public async Task It_is_closed_once_however_often_it_is_swept()
    {
        var number = await desks.Email.OpenResolved();
        await desks.Service.KeepQuiet();

        for (var again = 0; again < 3; again++) await desks.Service.Mark(new DueItem(desks.Service.IdOf(number), 0));

        Assert.Single(await desks.Email.Happened(number), "incident.closed");
    }

    [Fact]
    public async Task What_was_disputed_or_resolved_anew_since_is_left_alone()
    {
        var (disputed, anew) = (await desks.Email.OpenResolved(), await desks.Email.OpenResolved());
        desks.Service.Clock.Advance(AlmostSevenDays);
        (await desks.Email.Dispute(disputed)).Expect(HttpStatusCode.OK);
        (await desks.Email.Dispute(anew)).Expect(HttpStatusCode.OK);
        (await desks.Email.Resolve(anew)).Expect(HttpStatusCode.OK);

        await desks.Service.KeepQuiet(Moment);
        foreach (var number in new[] { disputed, anew }) await desks.Service.Mark(new DueItem(desks.Service.IdOf(number), 0));

        Assert.Equal(("open", "resolved"), ((await desks.Email.Card(disputed)).At("state"), (await desks.Email.Card(anew)).At("state")));
    }

    [Fact]
    public async Task A_message_of_the_customers_stops_the_clock_and_our_answer_starts_it_anew()
    {
        var number = await desks.Email.OpenResolved();
        await desks.Email.Write(number, "in");
        var card = await desks.Email.Card(number);
        Assert.Equal(("resolved", "us", null), (card.At("state"), card.At("waitingOn"), card.At("closesAt")));
        await desks.Service.KeepQuiet();
        Assert.Equal("resolved", (await desks.Email.Card(number)).At("state"));

        await desks.Phone.Write(number, "out");

        Assert.Equal(desks.Service.EndOfQuiet(), (await desks.Email.Card(number)).At("closesAt"));
        await desks.Service.KeepQuiet();
        Assert.Equal("closed", (await desks.Email.Card(number)).At("state"));
    }

    [Fact]
    public async Task Who_calls_or_comes_in_is_not_quiet_and_the_clock_starts_anew()
    {
        var number = await desks.Email.OpenResolved();
        desks.Service.Clock.Advance(TimeSpan.FromDays(6));
        await desks.Phone.Post($"/v1/incidents/{number}/interactions", new { });
        Assert.Equal(desks.Service.EndOfQuiet(), (await desks.Email.Card(number)).At("closesAt"));
        desks.Service.Clock.Advance(TimeSpan.FromDays(6));
        await desks.Phone.Post("/v1/lookups", new { quoted = number, customerPresent = true });

        Assert.Equal(desks.Service.EndOfQuiet(), (await desks.Email.Card(number)).At("closesAt"));
        Assert.Equal("resolved", (await desks.Email.Card(number)).At("state"));
    }

    [Fact]
    public async Task A_message_that_another_system_delivers_stops_it_too()
    {
        var ticket = Guid.NewGuid().ToString();
        var number = await desks.Email.Open(new { references = new[] { new { system = "zendesk", value = ticket } } });
        (await desks.Email.Resolve(number)).Expect(HttpStatusCode.OK);

        (await desks.Email.Post("/v1/messages", new { system = "zendesk", messageId = ticket, conversation = ticket, text = "Is it?" })).Expect(HttpStatusCode.Created);

        Assert.Null((await desks.Email.Card(number)).At("closesAt"));
    }

    [Theory]
    [InlineData("in")]
    [InlineData("out")]
    public async Task What_a_machine_wrote_moves_nothing(string direction)
    {
        var (resolved, closed) = (await desks.Email.OpenResolved(), await desks.Email.OpenResolved());
        (await desks.Phone.Confirm(closed)).Expect(HttpStatusCode.OK);
        var ends = desks.Service.EndOfQuiet();
        desks.Service.Clock.Advance(TimeSpan.FromDays(1));

        foreach (var number in new[] { resolved, closed }) await desks.Email.Write(number, direction, automatic: true);

        var card = await desks.Email.Card(resolved);
        Assert.Equal(("resolved", "customer", ends), (card.At("state"), card.At("waitingOn"), card.At("closesAt")));
        card = await desks.Email.Card(closed);
        Assert.Equal(("closed", "customer", 0), (card.At("state"), card.At("waitingOn"), (int)card["reopened"]!));
    }

    [Fact]
    public async Task A_note_moves_nothing()
    {
        var number = await desks.Email.OpenResolved();
        var ends = desks.Service.EndOfQuiet();
        desks.Service.Clock.Advance(TimeSpan.FromDays(1));

        await desks.Email.Write(number, "internal");

        Assert.Equal(ends, (await desks.Email.Card(number)).At("closesAt"));
    }

    [Fact]
    public async Task A_message_of_the_customers_opens_again_what_was_closed_and_is_no_dispute()
    {
        var number = await desks.Email.OpenResolved();
        await desks.Service.KeepQuiet();

        await desks.Email.Write(number, "in");

        var card = await desks.Email.Card(number);
        Assert.Equal(("open", "us", 0, 1), (card.At("state"), card.At("waitingOn"), (int)card["disputes"]!, (int)card["reopened"]!));
        Assert.Equal((null, null, null), (card.At("resolvedAt"), card.At("closedAt"), card.At("closedBy")));
        var lines = card["timeline"]!.AsArray();
        Assert.Equal(["message.received", "incident.reopened"], lines.TakeLast(2).Select(line => line!.At("type")));
        Assert.Equal((int)lines[^2]!["sequence"]!, (int)lines[^1]!["facts"]!["sequence"]!);
    }

    [Fact]
    public async Task Our_message_to_a_closed_incident_leaves_it_closed()
    {
        var number = await desks.Email.OpenResolved();
        await desks.Service.KeepQuiet();

        await desks.Email.Write(number, "out");

        var card = await desks.Email.Card(number);
        Assert.Equal(("closed", null), (card.At("state"), card.At("closesAt")));
    }

    [Fact]
    public async Task It_never_closes_over_an_overdue_promise()
    {
        var number = await desks.Email.OpenResolved();
        await desks.Service.BreakPromise(number);

        await desks.Service.KeepQuiet();
        await desks.Service.Mark(new DueItem(desks.Service.IdOf(number), 0));

        Assert.Equal("resolved", (await desks.Email.Card(number)).At("state"));
    }

    [Fact]
    public async Task The_clock_stands_while_a_promise_is_overdue_and_starts_when_we_write_after_it_was_answered_for()
    {
        var number = await desks.Email.Open();
        await desks.Service.BreakPromise(number);

        Assert.Null((await desks.Email.Resolve(number)).Expect(HttpStatusCode.OK).At("closesAt"));
        await desks.Email.Write(number, "out");
        Assert.Null((await desks.Email.Card(number)).At("closesAt"));
        await desks.Service.AnswerForPromises(number);
        await desks.Email.Write(number, "out");

        Assert.Equal(desks.Service.EndOfQuiet(), (await desks.Email.Card(number)).At("closesAt"));
    }

    [Fact]
    public async Task A_merged_incident_is_not_closed_by_itself()
    {
        var (number, other) = (await desks.Email.Open(), await desks.Email.OpenResolved());
        await desks.Service.MergeInto(other, number);

        await desks.Service.KeepQuiet();
        await desks.Service.Mark(new DueItem(desks.Service.IdOf(other), 0));

        Assert.DoesNotContain("incident.closed", await desks.Email.Happened(number));
        Assert.Equal("resolved", desks.Service.Rows.Scalar<string>("SELECT state FROM incidents WHERE number = @number", new { number = long.Parse(other) }));
    }

    [Fact]
    public async Task The_customers_word_after_a_quiet_closing_is_kept_and_it_closed_when_it_closed()
    {
        var number = await desks.Email.OpenResolved();
        await desks.Service.KeepQuiet();
        var closed = (await desks.Email.Card(number)).At("closedAt");
        desks.Service.Clock.Advance(TimeSpan.FromHours(1));
        (await desks.Email.Confirm(number)).ExpectProblem(HttpStatusCode.Forbidden, "resolver-cannot-confirm");

        var card = (await desks.Phone.Confirm(number)).Expect(HttpStatusCode.OK);

        Assert.Equal(("closed", "customer", closed), (card.At("state"), card.At("closedBy"), card.At("closedAt")));
    }

    [Fact]
    public async Task Nobody_waits_for_us_once_it_is_closed()
    {
        var number = await desks.Email.OpenResolved();
        await desks.Email.Write(number, "in");

        (await desks.Phone.Confirm(number)).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain(number, (await desks.Email.Get("/v1/incidents?waitingOn=us&limit=200")).Numbers());
    }

    [Fact]
    public async Task How_many_days_is_configuration()
    {
        await using var service = await Start(new() { ["Resolution:QuietDays"] = "2" });
        using var desk = await service.Client("email");
        var number = await desk.OpenResolved();

        await service.KeepQuiet(TimeSpan.FromDays(2));

        Assert.Equal("closed", (await desk.Card(number)).At("state"));
    }
}
