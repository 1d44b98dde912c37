using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Incidents.Merging;

public abstract class MergeTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task Both_numbers_return_the_survivor_whose_card_has_the_data_of_both()
    {
        var (a, b) = (await fixture.Open("one"), await fixture.Open("two"));

        var merged = (await fixture.Merge(a, b)).Expect(HttpStatusCode.OK);

        Assert.Equal((b, a), (merged["number"]!.ToString(), Assert.Single(merged["merged"]!.AsArray())!.ToString()));
        var card = await fixture.Card(a);
        Assert.Equal((b, a), (card["number"]!.ToString(), card["askedFor"]!.ToString()));
        Assert.Equal(new[] { a, b }.Order(), MergeCalls.Numbers(card, "contacts").Order());
        Assert.Equal(new[] { a, b }.Order(), MergeCalls.Numbers(card, "references").Order());
        Assert.Equal(2, (int)card["interactions"]!["count"]!);
        Assert.Equal(
            ["one", "two"],
            card["timeline"]!
                .AsArray()
                .Where(line => line!["type"]!.ToString() == "message.received")
                .Select(line => line!["text"]!.ToString()));
    }

    [Fact]
    public async Task The_pages_of_the_merged_timeline_are_in_chronological_order()
    {
        var (a, b) = (await fixture.Email.Open(), await fixture.Email.Open());
        for (var index = 0; index < 6; index++)
        {
            fixture.Service.Clock.Advance(TimeSpan.FromMilliseconds(1)); // events of the same time have no defined order
            await fixture.Note(index % 2 == 0 ? a : b, "note " + index);
        }
        await fixture.Merge(a, b);

        var said = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await fixture.Email.Get($"/v1/incidents/{a}/timeline?limit=2" + (cursor is null ? "" : "&cursor=" + cursor)))
                .Expect(HttpStatusCode.OK);
            said.AddRange(
                page["items"]!
                    .AsArray()
                    .Where(line => line!["type"]!.ToString() == "note.added")
                    .Select(line => line!["text"]!.ToString()));
            cursor = page["next"]?.ToString();
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 6).Select(index => "note " + index), said);
    }

    [Fact]
    public async Task Items_keep_their_number_and_ordinal_and_new_items_belong_to_the_survivor()
    {
        var (a, b) = (await fixture.Open("one"), await fixture.Open("two"));
        await fixture.Merge(a, b);

        Assert.Equal("one", (await fixture.Email.Get($"/v1/incidents/{a}/timeline/2")).Expect(HttpStatusCode.OK)["text"]!.ToString());
        Assert.Equal("two", (await fixture.Email.Get($"/v1/incidents/{b}/timeline/2")).Expect(HttpStatusCode.OK)["text"]!.ToString());
        Assert.Equal(a, (await fixture.Email.Get($"/v1/incidents/{a}/contacts/1")).Expect(HttpStatusCode.OK)["number"]!.ToString());
        var later = await fixture.Email.Post(
            $"/v1/incidents/{a}/contacts", new { kind = "email", value = $"{Guid.NewGuid():N}@example.com" });
        Assert.Equal($"/v1/incidents/{b}/contacts/2", later.Location);
        Assert.Equal(b, later.Expect(HttpStatusCode.Created)["number"]!.ToString());
        (await fixture.Email.Delete($"/v1/incidents/{a}/contacts/1")).Expect(HttpStatusCode.NoContent);
        (await fixture.Email.Get($"/v1/incidents/{a}/contacts/1")).ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
        (await fixture.Email.Get($"/v1/incidents/{b}/contacts/1")).Expect(HttpStatusCode.OK);
        var redacted = (await fixture.Email.Post($"/v1/incidents/{a}/timeline/2/redaction", new { })).Expect(HttpStatusCode.OK);
        Assert.Null(redacted["text"]);
        Assert.Equal("two", (await fixture.Email.Get($"/v1/incidents/{b}/timeline/2"))["text"]!.ToString());
    }

    [Fact]
    public async Task A_contact_or_reference_that_either_has_is_not_added_again()
    {
        var (a, b) = (await fixture.Open("one"), await fixture.Open("two"));
        var contact = (await fixture.Card(a))["contacts"]![0]!["value"]!.ToString();
        var reference = (await fixture.Card(a))["references"]![0]!["value"]!.ToString();
        await fixture.Merge(a, b);

        Assert.Equal(
            a,
            (await fixture.Email.Post(
                $"/v1/incidents/{b}/contacts", new { kind = "email", value = contact })).Expect(HttpStatusCode.OK)["number"]!
                .ToString());
        Assert.Equal(
            a,
            (await fixture.Email.Put($"/v1/incidents/{b}/references/zendesk/{reference}")).Expect(HttpStatusCode.OK)["number"]!.ToString());
        (await fixture.Email.Delete($"/v1/incidents/{b}/references/zendesk/{reference}")).Expect(HttpStatusCode.NoContent);
        (await fixture.Email.Get($"/v1/references?system=zendesk&value={reference}"))
            .ExpectProblem(HttpStatusCode.NotFound, "reference-unknown");
    }

    [Fact]
    public async Task Every_earlier_number_reference_and_contact_finds_the_survivor()
    {
        var numbers = new[] { await fixture.Open("one"), await fixture.Open("two"), await fixture.Open("three") };
        var cards = await Task.WhenAll(numbers.Select(fixture.Card));
        await fixture.Merge(numbers[0], numbers[1]);
        await fixture.Merge(numbers[1], numbers[2]);

        foreach (var card in cards)
        {
            Assert.Equal(numbers[2], (await fixture.Phone.LookUp(card["number"]!.ToString())).Match()["number"]!.ToString());
            Assert.Equal(
                numbers[2], (await fixture.Phone.LookUp(card["references"]![0]!["value"]!.ToString())).Match()["number"]!.ToString());
            Assert.Equal(
                numbers[2], (await fixture.Phone.LookUp(card["contacts"]![0]!["value"]!.ToString())).Match()["number"]!.ToString());
        }
        Assert.Equal(
            ("merged", "certain"),
            (
                (await fixture.Phone.LookUp(numbers[0])).Outcome(),
                (await fixture.Phone.LookUp(numbers[0])).Match()["certainty"]!.ToString()));
    }

    [Fact]
    public async Task Merging_an_open_incident_reopens_its_survivor_and_the_longer_wait_counts()
    {
        var a = await fixture.Open("waits on us");
        var since = (await fixture.Card(a))["waitingSince"]!.ToString();
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));
        var b = await fixture.Open("answered");
        await fixture.Email.Post($"/v1/incidents/{b}/timeline", new { direction = "out", text = "Done" });

        var card = (await fixture.Merge(a, b)).Expect(HttpStatusCode.OK);

        Assert.Equal(("open", "us", since), (card["state"]!.ToString(), card["waitingOn"]!.ToString(), card["waitingSince"]!.ToString()));
    }

    [Fact]
    public async Task Reopening_by_a_merge_is_recorded_like_any_reopening()
    {
        var (a, b) = (await fixture.Open("again"), await fixture.Open("resolved"));
        (await fixture.Email.Post($"/v1/incidents/{b}/resolution", new { told = "Done" })).Expect(HttpStatusCode.OK);

        var lines = (await fixture.Merge(a, b)).Expect(HttpStatusCode.OK)["timeline"]!.AsArray();

        Assert.Equal(["incident.merged", "incident.reopened"], lines.TakeLast(2).Select(line => line!["type"]!.ToString()));
        Assert.Equal(lines[^2]!["sequence"]!.ToString(), lines[^1]!["facts"]!["sequence"]!.ToString());
    }

    [Fact]
    public async Task Merging_again_changes_nothing_and_the_opposite_is_refused()
    {
        var (a, b, c) = (await fixture.Open("one"), await fixture.Open("two"), await fixture.Open("three"));
        var first = await fixture.Merge(a, b);

        Assert.Equal(first.ETag, (await fixture.Merge(a, b)).ETag);
        Assert.Equal(b, (await fixture.Merge(b, a)).ExpectProblem(HttpStatusCode.Conflict, "already-merged")["holder"]!.ToString());
        Assert.Equal(b, (await fixture.Merge(a, c)).ExpectProblem(HttpStatusCode.Conflict, "already-merged")["holder"]!.ToString());
        (await fixture.Merge(a, a)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await fixture.Merge(a, Typos.WrongDigit(b))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await fixture.Merge(a, IncidentNumbers.IncidentNumber.Mint().ToString())).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
        (await fixture.Unmerge(b)).ExpectProblem(HttpStatusCode.Conflict, "not-merged");
    }

    [Fact]
    public async Task Merging_into_a_merged_incident_merges_into_its_survivor()
    {
        var (a, b, c) = (await fixture.Open("one"), await fixture.Open("two"), await fixture.Open("three"));
        await fixture.Merge(b, c);

        Assert.Equal(c, (await fixture.Merge(a, b)).Expect(HttpStatusCode.OK)["number"]!.ToString());
        await fixture.Unmerge(b);
        Assert.Equal(c, (await fixture.Card(a))["number"]!.ToString());
    }

    [Fact]
    public async Task A_conditional_request_across_a_merge_never_gets_304()
    {
        var (a, b) = (await fixture.Open("one"), await fixture.Open("two"));
        var seen = new HashSet<string>();

        for (var round = 0; round < 3; round++)
        {
            Assert.True(seen.Add((await fixture.Email.Get("/v1/incidents/" + a)).ETag!));
            await fixture.Merge(a, b);
            Assert.True(seen.Add((await fixture.Email.Get("/v1/incidents/" + a)).ETag!));
            foreach (var tag in seen.SkipLast(1)) (await fixture.Email.Get("/v1/incidents/" + a, ("If-None-Match", tag)))
                .Expect(HttpStatusCode.OK);
            await fixture.Unmerge(a);
            foreach (var tag in seen) (await fixture.Email.Get("/v1/incidents/" + a, ("If-None-Match", tag))).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_message_delivered_again_after_a_merge_returns_the_same_line_and_number()
    {
        var message =
            new { system = "zendesk", messageId = Guid.NewGuid().ToString(), conversation = Guid.NewGuid().ToString(), text = "Hello" };
        var first = (await fixture.Email.Post("/v1/messages", message)).Expect(HttpStatusCode.Created);
        var survivor = await fixture.Open("two");
        await fixture.Merge(first["number"]!.ToString(), survivor);

        var again = (await fixture.Email.Post("/v1/messages", message)).Expect(HttpStatusCode.OK);

        Assert.Equal("duplicate", again["outcome"]!.ToString());
        Assert.Equal((first["number"]!.ToString(), (int)first["sequence"]!), (again["number"]!.ToString(), (int)again["sequence"]!));
        var reply = (await fixture.Email.Post(
            "/v1/messages", new { system = "zendesk", messageId = Guid.NewGuid().ToString(), message.conversation, text = "More" }))
            .Expect(HttpStatusCode.Created);
        Assert.Equal((survivor, "appended"), (reply["number"]!.ToString(), reply["outcome"]!.ToString()));
    }
}
