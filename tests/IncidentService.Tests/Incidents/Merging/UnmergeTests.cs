using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Incidents.Merging;

/// <summary>Two incidents that were merged are taken apart again: each has its own, as before.</summary>
public abstract class UnmergeTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task Unmerging_an_incident_includes_those_merged_into_it()
    {
        var (a, b, c) = (await fixture.Open("one"), await fixture.Open("two"), await fixture.Open("three"));
        await fixture.Merge(a, b);
        await fixture.Merge(b, c);

        var apart = (await fixture.Unmerge(b)).Expect(HttpStatusCode.OK);

        Assert.Equal((b, a), (apart["number"]!.ToString(), Assert.Single(apart["merged"]!.AsArray())!.ToString()));
        Assert.Equal(b, (await fixture.Card(a))["number"]!.ToString());
        Assert.Empty((await fixture.Card(c))["merged"]!.AsArray());
        (await fixture.Unmerge(a)).Expect(HttpStatusCode.OK);
        Assert.Equal(a, (await fixture.Card(a))["number"]!.ToString());
    }

    [Fact]
    public async Task Handoffs_promises_and_approvals_stay_with_their_number_through_merge_and_unmerge()
    {
        var (a, b) = (await fixture.Open("one"), await fixture.Open("two"));
        (await fixture.Email.Post($"/v1/incidents/{a}/timeline", new
        {
            direction = "out",
            text = "We match it",
            approvals = new[] { new { type = "refund", money = new { amount = "5", currency = "USD" } } },
            promises = new[] { new { text = "We call", dueAt = "2099-01-01T00:00:00Z" } },
            handoff = new { to = new { channel = "phone" }, reason = "Call" },
        })).Expect(HttpStatusCode.Created);
        await fixture.Merge(a, b);
        foreach (var items in new[] { "approvals", "promises", "handoffs" })
            Assert.Equal([a], MergeCalls.Numbers(await fixture.Card(b), items));

        (await fixture.Phone.Post($"/v1/incidents/{b}/timeline", new { direction = "internal", text = "On it" }))
            .Expect(HttpStatusCode.Created);
        Assert.Empty((await fixture.Card(b))["handoffs"]!.AsArray());
        (await fixture.Till.Put($"/v1/incidents/{a}/approvals/1/redemptions/T-1", new { })).Expect(HttpStatusCode.Created);
        (await fixture.Till.Put($"/v1/incidents/{b}/approvals/1/redemptions/T-1", new { }))
            .ExpectProblem(HttpStatusCode.NotFound, "item-unknown");

        (await fixture.Phone.Post($"/v1/incidents/{a}/unmerge", new { })).Expect(HttpStatusCode.OK);
        Assert.Empty((await fixture.Card(b))["approvals"]!.AsArray());
        Assert.Equal(1, (int)(await fixture.Card(a))["approvals"]![0]!["used"]!);
        Assert.Equal([a], MergeCalls.Numbers(await fixture.Card(a), "promises"));
    }

    [Fact]
    public async Task After_unmerging_a_message_that_announced_a_promise_stays_with_its_own_incident()
    {
        var (a, b) = (await fixture.Open("one"), await fixture.Open("two"));
        await fixture.Email.Post($"/v1/incidents/{a}/promises", new { text = "We call", dueAt = "2099-01-01T00:00:00Z" });
        await fixture.Merge(a, b);
        await fixture.Email.Post($"/v1/incidents/{b}/timeline", new { direction = "out", text = "Somebody will call you" });

        await fixture.Unmerge(a);

        Assert.DoesNotContain(
            (await fixture.Card(a))["timeline"]!.AsArray(), line => line!["text"]?.ToString() == "Somebody will call you");
        Assert.Equal([a], MergeCalls.Numbers(await fixture.Card(a), "promises"));
    }

    [Fact]
    public async Task An_incident_can_be_unmerged_by_the_receiver_of_its_hand_off()
    {
        var (a, b) = (await fixture.Open("one"), await fixture.Open("two"));
        await fixture.Email.Post($"/v1/incidents/{a}/handoffs", new { to = new { channel = "phone" }, reason = "Call" });
        await fixture.Merge(a, b);

        (await fixture.Phone.Post($"/v1/incidents/{a}/unmerge", new { })).Expect(HttpStatusCode.OK);

        Assert.Equal("accepted", (await fixture.Phone.Get($"/v1/incidents/{a}/handoffs/1")).Expect(HttpStatusCode.OK)["state"]!.ToString());
    }

    [Fact]
    public async Task A_stored_answer_about_both_incidents_is_deleted_when_they_are_unmerged()
    {
        var (a, b) = (await fixture.Open("one"), await fixture.Open("two"));
        await fixture.Merge(a, b);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        await fixture.Phone.Post("/v1/lookups", new { quoted = a }, key);

        await fixture.Unmerge(a);

        (await fixture.Phone.Post("/v1/lookups", new { quoted = a }, key)).ExpectProblem(HttpStatusCode.Conflict, "replay-erased");
    }
}
