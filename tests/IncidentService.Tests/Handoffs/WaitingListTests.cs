using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Handoffs;

/// <summary>The work list of hand-offs that wait for acceptance.</summary>
public abstract class WaitingListTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private RunningService service = null!;
    private ApiClient email = null!;
    private ApiClient phone = null!;
    private ApiClient both = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        email = await service.Client("email");
        phone = await service.Client("phone");
        both = await service.Client("phone store");
    }

    public async ValueTask DisposeAsync()
    {
        email.Dispose();
        phone.Dispose();
        both.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task The_waiting_list_has_open_hand_offs_to_the_channels_of_the_caller_oldest_first_with_their_incidents()
    {
        var (first, second, third) = (await HandedOver("phone"), await HandedOver("store"), await HandedOver("phone"));
        await HandedOver("social");
        var accepted = await HandedOver("phone");
        await phone.Accept(accepted);

        Assert.Equal([first, third], await Numbers(phone, ""));
        Assert.Equal([first, second, third], await Numbers(both, ""));
        Assert.Equal([second], await Numbers(both, "channel=store"));
        Assert.Single(await Numbers(phone, "channel=social"));
        var item = (await phone.Get("/v1/handoffs")).Expect(HttpStatusCode.OK)["items"]![0]!;
        Assert.Equal(("Has to be ordered there", first, "Price match for a drill"),
            (item["reason"]!.ToString(), item["incident"]!["number"]!.ToString(), item["incident"]!["subject"]!.ToString()));
    }

    [Fact]
    public async Task The_waiting_list_can_be_filtered_by_team_and_overdue()
    {
        var (orders, billing) = (await HandedOver("phone", "orders"), await HandedOver("phone", "billing"));
        service.Clock.Advance(TimeSpan.FromHours(1));
        await service.SweepNow();
        var fresh = await HandedOver("phone", "orders");

        Assert.Equal([orders, fresh], await Numbers(phone, "team=orders"));
        Assert.Equal([orders, billing], await Numbers(phone, "overdue=true"));
        Assert.Equal([fresh], await Numbers(phone, "overdue=false"));
        Assert.Equal([orders], await Numbers(phone, "overdue=true&team=orders"));
    }

    [Theory]
    [InlineData("channel=fax", "channel")]
    [InlineData("team=a%20b", "team")]
    [InlineData("overdue=perhaps", "overdue")]
    [InlineData("limit=0", "limit")]
    [InlineData("state=open", "state")]
    public async Task An_invalid_filter_of_the_waiting_list_is_refused(string query, string field)
    {
        var problem = (await phone.Get("/v1/handoffs?" + query)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.ToString());
    }

    [Fact]
    public async Task Pages_have_each_hand_off_once_while_others_are_created_at_the_same_instant()
    {
        var handed = new List<string>();
        for (var index = 0; index < 7; index++)
            handed.Add(await HandedOver(index % 2 == 0 ? "phone" : "store", sameMoment: index is 2 or 3));
        var (seen, next) = (new List<string>(), (string?)null);
        do
        {
            var page = (await both.Get("/v1/handoffs?limit=2" + (next is null ? "" : "&cursor=" + next))).Expect(HttpStatusCode.OK);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["number"]!.ToString()));
            next = page["next"]?.ToString();
            if (seen.Count < 7) handed.Add(await HandedOver("store"));
        }
        while (next is not null);

        Assert.Equal(handed, seen);
    }

    [Fact]
    public async Task Hand_offs_of_one_incident_at_one_instant_are_distinguished()
    {
        var number = await email.Open();
        for (var index = 0; index < 5; index++) await email.HandOver(number, "phone");

        var first = (await phone.Get("/v1/handoffs?limit=3")).Expect(HttpStatusCode.OK);
        var rest = (await phone.Get("/v1/handoffs?limit=3&cursor=" + first["next"])).Expect(HttpStatusCode.OK);

        Assert.Equal([1, 2, 3, 4, 5], first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => (int)item!["id"]!));
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_filter()
    {
        await HandedOver("phone");
        await HandedOver("phone");
        var next = (await phone.Get("/v1/handoffs?limit=1")).Expect(HttpStatusCode.OK)["next"]!.ToString();

        (await phone.Get("/v1/handoffs?channel=phone&cursor=" + next)).Expect(HttpStatusCode.OK); // the same list
        foreach (var query in new[] { "channel=store", "team=orders", "overdue=false" })
            (await phone.Get($"/v1/handoffs?{query}&cursor={next}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
    }

    [Fact]
    public async Task A_hand_off_of_a_merged_incident_is_listed_with_the_survivor()
    {
        var (merged, survivor) = (await HandedOver("phone"), await email.Open());
        await service.Merge(merged, survivor);

        var item = Assert.Single((await phone.Get("/v1/handoffs")).Expect(HttpStatusCode.OK)["items"]!.AsArray())!;

        Assert.Equal((merged, survivor), (item["number"]!.ToString(), item["incident"]!["number"]!.ToString()));
    }

    private static async Task<string[]> Numbers(ApiClient client, string query) => (await client.Get("/v1/handoffs?" + query)).Numbers();

    private async Task<string> HandedOver(string channel, string? team = null, bool sameMoment = false)
    {
        var number = await email.Open();
        if (!sameMoment) service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await email.HandOver(number, channel, team);
        return number;
    }
}
