using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Incidents.Merging;

public abstract class MergeTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task Both_numbers_lead_to_the_survivor_whose_card_has_the_data_of_both()
    {
        var (a, b) = (await Open("one"), await Open("two"));

        var merged = (await Merge(a, b)).Expect(HttpStatusCode.OK);

        Assert.Equal((b, a), (merged["number"]!.ToString(), Assert.Single(merged["merged"]!.AsArray())!.ToString()));
        var card = await Card(a);
        Assert.Equal((b, a), (card["number"]!.ToString(), card["askedFor"]!.ToString()));
        Assert.Equal(new[] { a, b }.Order(), Numbers(card, "contacts").Order());
        Assert.Equal(new[] { a, b }.Order(), Numbers(card, "references").Order());
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
            await Note(index % 2 == 0 ? a : b, "note " + index);
        }
        await Merge(a, b);

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
        var (a, b) = (await Open("one"), await Open("two"));
        await Merge(a, b);

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
        var (a, b) = (await Open("one"), await Open("two"));
        var contact = (await Card(a))["contacts"]![0]!["value"]!.ToString();
        var reference = (await Card(a))["references"]![0]!["value"]!.ToString();
        await Merge(a, b);

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
        var numbers = new[] { await Open("one"), await Open("two"), await Open("three") };
        var cards = await Task.WhenAll(numbers.Select(Card));
        await Merge(numbers[0], numbers[1]);
        await Merge(numbers[1], numbers[2]);

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
    public async Task An_open_incident_opens_the_one_it_is_merged_into_and_the_longer_wait_counts()
    {
        var a = await Open("waits on us");
        var since = (await Card(a))["waitingSince"]!.ToString();
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));
        var b = await Open("answered");
        await fixture.Email.Post($"/v1/incidents/{b}/timeline", new { direction = "out", text = "Done" });

        var card = (await Merge(a, b)).Expect(HttpStatusCode.OK);

        Assert.Equal(("open", "us", since), (card["state"]!.ToString(), card["waitingOn"]!.ToString(), card["waitingSince"]!.ToString()));
    }

    [Fact]
    public async Task Reopening_by_a_merge_is_recorded_like_any_reopening()
    {
        var (a, b) = (await Open("again"), await Open("resolved"));
        (await fixture.Email.Post($"/v1/incidents/{b}/resolution", new { told = "Done" })).Expect(HttpStatusCode.OK);

        var lines = (await Merge(a, b)).Expect(HttpStatusCode.OK)["timeline"]!.AsArray();

        Assert.Equal(["incident.merged", "incident.reopened"], lines.TakeLast(2).Select(line => line!["type"]!.ToString()));
        Assert.Equal(lines[^2]!["sequence"]!.ToString(), lines[^1]!["facts"]!["sequence"]!.ToString());
    }

    [Fact]
    public async Task Merging_again_changes_nothing_and_the_opposite_is_refused()
    {
        var (a, b, c) = (await Open("one"), await Open("two"), await Open("three"));
        var first = await Merge(a, b);

        Assert.Equal(first.ETag, (await Merge(a, b)).ETag);
        Assert.Equal(b, (await Merge(b, a)).ExpectProblem(HttpStatusCode.Conflict, "already-merged")["holder"]!.ToString());
        Assert.Equal(b, (await Merge(a, c)).ExpectProblem(HttpStatusCode.Conflict, "already-merged")["holder"]!.ToString());
        (await Merge(a, a)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await Merge(a, Typos.WrongDigit(b))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await Merge(a, IncidentNumbers.IncidentNumber.Mint().ToString())).ExpectProblem(HttpStatusCode.NotFound, "number-unknown");
        (await Unmerge(b)).ExpectProblem(HttpStatusCode.Conflict, "not-merged");
    }

    [Fact]
    public async Task Merging_into_one_that_was_merged_leads_to_its_survivor()
    {
        var (a, b, c) = (await Open("one"), await Open("two"), await Open("three"));
        await Merge(b, c);

        Assert.Equal(c, (await Merge(a, b)).Expect(HttpStatusCode.OK)["number"]!.ToString());
        await Unmerge(b);
        Assert.Equal(c, (await Card(a))["number"]!.ToString());
    }

    [Fact]
    public async Task Unmerging_an_incident_includes_those_merged_into_it()
    {
        var (a, b, c) = (await Open("one"), await Open("two"), await Open("three"));
        await Merge(a, b);
        await Merge(b, c);

        var apart = (await Unmerge(b)).Expect(HttpStatusCode.OK);

        Assert.Equal((b, a), (apart["number"]!.ToString(), Assert.Single(apart["merged"]!.AsArray())!.ToString()));
        Assert.Equal(b, (await Card(a))["number"]!.ToString());
        Assert.Empty((await Card(c))["merged"]!.AsArray());
        (await Unmerge(a)).Expect(HttpStatusCode.OK);
        Assert.Equal(a, (await Card(a))["number"]!.ToString());
    }

    [Fact]
    public async Task Handoffs_promises_and_approvals_stay_with_their_number_through_merge_and_unmerge()
    {
        var (a, b) = (await Open("one"), await Open("two"));
        (await fixture.Email.Post($"/v1/incidents/{a}/timeline", new
        {
            direction = "out",
            text = "We match it",
            approvals = new[] { new { type = "refund", money = new { amount = "5", currency = "USD" } } },
            promises = new[] { new { text = "We call", dueAt = "2099-01-01T00:00:00Z" } },
            handoff = new { to = new { channel = "phone" }, reason = "Call" },
        })).Expect(HttpStatusCode.Created);
        await Merge(a, b);
        foreach (var items in new[] { "approvals", "promises", "handoffs" }) Assert.Equal([a], Numbers(await Card(b), items));

        (await fixture.Phone.Post($"/v1/incidents/{b}/timeline", new { direction = "internal", text = "On it" }))
            .Expect(HttpStatusCode.Created);
        Assert.Empty((await Card(b))["handoffs"]!.AsArray());
        (await fixture.Till.Put($"/v1/incidents/{a}/approvals/1/redemptions/T-1", new { })).Expect(HttpStatusCode.Created);
        (await fixture.Till.Put($"/v1/incidents/{b}/approvals/1/redemptions/T-1", new { }))
            .ExpectProblem(HttpStatusCode.NotFound, "item-unknown");

        (await fixture.Phone.Post($"/v1/incidents/{a}/unmerge", new { })).Expect(HttpStatusCode.OK);
        Assert.Empty((await Card(b))["approvals"]!.AsArray());
        Assert.Equal(1, (int)(await Card(a))["approvals"]![0]!["used"]!);
        Assert.Equal([a], Numbers(await Card(a), "promises"));
    }

    [Fact]
    public async Task After_unmerging_a_message_that_announced_a_promise_stays_with_its_own_incident()
    {
        var (a, b) = (await Open("one"), await Open("two"));
        await fixture.Email.Post($"/v1/incidents/{a}/promises", new { text = "We call", dueAt = "2099-01-01T00:00:00Z" });
        await Merge(a, b);
        await fixture.Email.Post($"/v1/incidents/{b}/timeline", new { direction = "out", text = "Somebody will call you" });

        await Unmerge(a);

        Assert.DoesNotContain((await Card(a))["timeline"]!.AsArray(), line => line!["text"]?.ToString() == "Somebody will call you");
        Assert.Equal([a], Numbers(await Card(a), "promises"));
    }

    [Fact]
    public async Task An_incident_can_be_unmerged_by_the_receiver_of_its_hand_off()
    {
        var (a, b) = (await Open("one"), await Open("two"));
        await fixture.Email.Post($"/v1/incidents/{a}/handoffs", new { to = new { channel = "phone" }, reason = "Call" });
        await Merge(a, b);

        (await fixture.Phone.Post($"/v1/incidents/{a}/unmerge", new { })).Expect(HttpStatusCode.OK);

        Assert.Equal("accepted", (await fixture.Phone.Get($"/v1/incidents/{a}/handoffs/1")).Expect(HttpStatusCode.OK)["state"]!.ToString());
    }

    [Fact]
    public async Task A_conditional_request_across_a_merge_never_gets_304()
    {
        var (a, b) = (await Open("one"), await Open("two"));
        var seen = new HashSet<string>();

        for (var round = 0; round < 3; round++)
        {
            Assert.True(seen.Add((await fixture.Email.Get("/v1/incidents/" + a)).ETag!));
            await Merge(a, b);
            Assert.True(seen.Add((await fixture.Email.Get("/v1/incidents/" + a)).ETag!));
            foreach (var tag in seen.SkipLast(1)) (await fixture.Email.Get("/v1/incidents/" + a, ("If-None-Match", tag)))
                .Expect(HttpStatusCode.OK);
            await Unmerge(a);
            foreach (var tag in seen) (await fixture.Email.Get("/v1/incidents/" + a, ("If-None-Match", tag))).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_message_delivered_again_after_a_merge_returns_the_same_line_and_number()
    {
        var message =
            new { system = "zendesk", messageId = Guid.NewGuid().ToString(), conversation = Guid.NewGuid().ToString(), text = "Hello" };
        var first = (await fixture.Email.Post("/v1/messages", message)).Expect(HttpStatusCode.Created);
        var survivor = await Open("two");
        await Merge(first["number"]!.ToString(), survivor);

        var again = (await fixture.Email.Post("/v1/messages", message)).Expect(HttpStatusCode.OK);

        Assert.Equal("duplicate", again["outcome"]!.ToString());
        Assert.Equal((first["number"]!.ToString(), (int)first["sequence"]!), (again["number"]!.ToString(), (int)again["sequence"]!));
        var reply = (await fixture.Email.Post(
            "/v1/messages", new { system = "zendesk", messageId = Guid.NewGuid().ToString(), message.conversation, text = "More" }))
            .Expect(HttpStatusCode.Created);
        Assert.Equal((survivor, "appended"), (reply["number"]!.ToString(), reply["outcome"]!.ToString()));
    }

    [Fact]
    public async Task A_stored_answer_about_both_incidents_is_deleted_when_they_are_unmerged()
    {
        var (a, b) = (await Open("one"), await Open("two"));
        await Merge(a, b);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        await fixture.Phone.Post("/v1/lookups", new { quoted = a }, key);

        await Unmerge(a);

        (await fixture.Phone.Post("/v1/lookups", new { quoted = a }, key)).ExpectProblem(HttpStatusCode.Conflict, "replay-erased");
    }

    private async Task<string> Open(string text) => await fixture.Email.Open(new
    {
        contacts = new[] { new { kind = "email", value = $"{Guid.NewGuid():N}@example.com" } },
        references = new[] { new { system = "zendesk", value = "T-" + Guid.NewGuid().ToString("N") } },
        message = new { direction = "in", text },
    });

    private async Task<JsonNode> Card(string number) => (await fixture.Email.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);

    private Task<Answer> Merge(string number, string into) => fixture.Email.Post($"/v1/incidents/{number}/merge", new { into });

    private Task<Answer> Unmerge(string number) => fixture.Email.Post($"/v1/incidents/{number}/unmerge", new { reason = "not the same" });

    private Task<Answer> Note(string number, string text) =>
        fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text });

    private static IEnumerable<string> Numbers(JsonNode card, string items) =>
        card[items]!.AsArray().Select(item => item!["number"]!.ToString());
}
