using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Handoffs.Acceptance;

/// <summary>The receiver's first write accepts the hand-off, in the same change.</summary>
public abstract class AcceptanceByWriteTests(ServiceFixture fixture) : Suite(fixture)
{
    private static readonly Dictionary<string, Func<ApiClient, string, Task<Answer>>> Writes = new()
    {
        ["note"] = (client, number) => client.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Ordered" }),
        ["message out"] = (client, number) => client.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "Ordered" }),
        ["patch"] = (client, number) => client.Patch("/v1/incidents/" + number, new { team = "orders" }),
        ["contact"] = (client, number) => client.Post($"/v1/incidents/{number}/contacts", new { kind = "name", value = "Anna" }),
        ["reference"] = (client, number) => client.Put($"/v1/incidents/{number}/references/crm/{number}"),
        ["interaction"] = (client, number) => client.Post($"/v1/incidents/{number}/interactions", new { }),
        ["passing on"] = (client, number) =>
            client.Post($"/v1/incidents/{number}/handoffs", new { to = new { channel = "chat" }, reason = "Not ours" }),
    };

    public static TheoryData<string> Names => [.. Writes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Any_write_of_the_receiver_accepts_and_no_write_of_others_does(string name)
    {
        var number = await HandedOver("phone");

        Assert.True((int)(await Writes[name](fixture.Till, number)).Status < 300);
        Assert.Equal("open", await fixture.Email.HandoffState(number));
        var before = (long)(await fixture.Email.Card(number))["version"]!;
        var other = await HandedOver("phone");
        Assert.True((int)(await Writes[name](fixture.Phone, other)).Status < 300);

        Assert.Equal("accepted", await fixture.Email.HandoffState(other));
        Assert.Equal(before, (long)(await fixture.Email.Card(other))["version"]!); // the same change: one version
        var line = Assert.Single(await fixture.Email.Lines(other, "handoff.accepted"));
        Assert.Equal(("phone", 1), (line["channel"]!.ToString(), (int)line["facts"]!["handoff"]!));
    }

    [Fact]
    public async Task The_acceptance_names_the_person_who_wrote_and_happens_once()
    {
        var number = await HandedOver("phone");

        await fixture.Phone.Post($"/v1/incidents/{number}/interactions", new { }, ("X-Agent", "Lee"));
        await fixture.Phone.Post($"/v1/incidents/{number}/interactions", new { }, ("X-Agent", "Jo"));

        Assert.Equal("Lee", (await fixture.Email.Handoff(number))["settledBy"]!.ToString());
        Assert.Equal("Lee", Assert.Single(await fixture.Email.Lines(number, "handoff.accepted"))["agent"]!.ToString());
    }

    [Fact]
    public async Task A_write_accepts_all_hand_offs_to_its_author_and_no_others()
    {
        var number = await HandedOver("phone");
        await fixture.Till.HandOver(number, "phone");
        await fixture.Till.HandOver(number, "social");

        await fixture.Phone.Post($"/v1/incidents/{number}/interactions", new { });

        Assert.Equal(
            ["accepted", "accepted", "open"],
            await Task.WhenAll(Enumerable.Range(1, 3).Select(id => fixture.Email.HandoffState(number, id))));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("billing", false)]
    [InlineData("orders", true)]
    public async Task With_a_named_team_only_a_write_of_that_team_accepts(string? team, bool accepts)
    {
        var number = await HandedOver("phone", "orders");

        await fixture.Phone.Post($"/v1/incidents/{number}/interactions", new { }, team is null ? [] : [("X-Team", team)]);

        Assert.Equal(accepts ? "accepted" : "open", await fixture.Email.HandoffState(number));
    }

    [Fact]
    public async Task A_lookup_with_the_customer_and_its_answer_accept_no_hand_off()
    {
        var number = await HandedOver("phone");

        await fixture.Phone.LookUpPresent(number);
        var miss = await fixture.Phone.LookUpPresent("PRS-" + Random.Shared.Next(100_000, 999_999));
        (await fixture.Phone.Answer(miss, number, "crm")).Expect(HttpStatusCode.OK);
        (await fixture.Phone.Delete($"/v1/lookups/{miss["id"]}/answer")).Expect(HttpStatusCode.NoContent);

        Assert.Equal("open", await fixture.Email.HandoffState(number));
        Assert.Equal(2, await fixture.Phone.CountInteractions(number));
    }

    [Fact]
    public async Task An_incoming_or_automatic_message_accepts_no_hand_off()
    {
        var number = await HandedOver("phone");
        var conversation = Guid.NewGuid().ToString();

        (await fixture.Phone.Post(
            "/v1/messages", new { system = "sms", messageId = conversation, conversation, text = "Where is it? " + number }))
            .Expect(HttpStatusCode.Created);
        (await fixture.Phone.Post("/v1/messages", new { system = "sms", messageId = conversation + "2", conversation, text = "Hello?" }))
            .Expect(HttpStatusCode.Created);
        (await fixture.Phone.Post($"/v1/incidents/{number}/timeline", new { direction = "out", automatic = true, text = "We are busy" }))
            .Expect(HttpStatusCode.Created);

        Assert.Equal("open", await fixture.Email.HandoffState(number));
    }

    [Fact]
    public async Task A_message_of_an_unknown_sender_accepts_no_hand_off()
    {
        var number = await fixture.Email.Open(new { contacts = new[] { new { kind = "phone", value = "+1 555 010 0199" } } });
        await fixture.Email.HandOver(number, "phone");

        var taken = await fixture.Phone.Post(
            "/v1/messages",
            new { system = "sms", messageId = number, from = new { kind = "phone", value = "+1 555 010 0100" }, text = "About " + number });

        Assert.Equal(number, taken.Expect(HttpStatusCode.Created)["mismatch"]!.ToString());
        Assert.Equal("open", await fixture.Email.HandoffState(number));
    }

    [Fact]
    public async Task Withdrawing_a_hand_off_accepts_no_other()
    {
        var number = await HandedOver("phone");
        await fixture.Till.HandOver(number, "email");

        (await fixture.Email.Withdraw(number)).Expect(HttpStatusCode.OK);

        Assert.Equal("open", await fixture.Email.HandoffState(number, 2));
    }

    [Fact]
    public async Task A_write_without_an_effect_accepts_no_hand_off()
    {
        var number = await HandedOver("phone");

        (await fixture.Phone.Patch("/v1/incidents/" + number, new { subject = "Price match for a drill" })).Expect(HttpStatusCode.OK);
        (await fixture.Phone.Patch("/v1/incidents/" + number, new { subject = "Other" }, ("If-Match", "\"stale\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal("open", await fixture.Email.HandoffState(number));
    }

    [Fact]
    public async Task A_write_to_the_survivor_accepts_hand_offs_of_merged_incidents()
    {
        var (merged, survivor) = (await HandedOver("phone"), await fixture.Email.Open());
        await fixture.Service.Merge(merged, survivor);

        await fixture.Phone.Post($"/v1/incidents/{survivor}/interactions", new { });

        Assert.Equal("accepted", await fixture.Email.HandoffState(merged));
        var line = Assert.Single(await fixture.Email.Lines(survivor, "handoff.accepted"));
        Assert.Equal(
            (survivor, merged, 1), (line["number"]!.ToString(), line["facts"]!["number"]!.ToString(), (int)line["facts"]!["handoff"]!));
    }

    private async Task<string> HandedOver(string channel, string? team = null)
    {
        var number = await fixture.Email.Open();
        await fixture.Email.HandOver(number, channel, team);
        return number;
    }
}
