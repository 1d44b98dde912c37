using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Handoffs.Acceptance;

/// <summary>A lookup with the customer present at the receiver records the customer's arrival.</summary>
public abstract class ArrivalTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string email = $"anna{Guid.NewGuid():N}@example.com";

    [Fact]
    public async Task A_certain_lookup_by_the_receiver_records_the_arrival_of_the_customer_and_the_card_shows_it()
    {
        var number = await HandedOver("phone");

        var found = await fixture.Phone.LookUpPresent(number);

        var handoff = Assert.Single(found.Match()["card"]!["handoffs"]!.AsArray())!;
        Assert.NotNull(handoff["arrivedAt"]);
        Assert.Equal("open", handoff["state"]!.ToString());
        var line = Assert.Single(await fixture.Email.Lines(number, "handoff.customer-arrived"));
        Assert.Equal(
            (number, 1, found["id"]!.ToString()),
            (line["facts"]!["number"]!.ToString(), (int)line["facts"]!["handoff"]!, line["facts"]!["lookup"]!.ToString()));
    }

    [Fact]
    public async Task Repeated_lookups_record_one_arrival()
    {
        var number = await HandedOver("phone");
        await fixture.Phone.LookUpPresent(number);
        var arrived = (await fixture.Email.Handoff(number))["arrivedAt"]!.ToString();
        fixture.Service.Clock.Advance(TimeSpan.FromMinutes(1));

        await fixture.Phone.LookUpPresent(number);

        Assert.Equal(arrived, (await fixture.Email.Handoff(number))["arrivedAt"]!.ToString());
        Assert.Single(await fixture.Email.Lines(number, "handoff.customer-arrived"));
    }

    [Fact]
    public async Task A_lookup_elsewhere_or_without_the_customer_records_no_arrival()
    {
        var number = await HandedOver("phone");

        await fixture.Till.LookUpPresent(number);
        await fixture.Phone.LookUp(number);

        Assert.Null((await fixture.Email.Handoff(number))["arrivedAt"]);
    }

    [Fact]
    public async Task An_uncertain_match_records_an_arrival_if_a_hint_agrees()
    {
        var number = await HandedOver("phone");

        await fixture.Phone.LookUpPresent(Typos.WrongDigit(number));
        Assert.Null((await fixture.Email.Handoff(number))["arrivedAt"]);
        await fixture.Phone.LookUpPresent(Typos.WrongDigit(number), new { email });

        Assert.NotNull((await fixture.Email.Handoff(number))["arrivedAt"]);
    }

    [Fact]
    public async Task A_match_confirmed_later_records_the_time_of_the_lookup_as_arrival()
    {
        var number = await HandedOver("phone");
        var found = await fixture.Phone.LookUpPresent(Typos.WrongDigit(number));
        var then = (await fixture.Email.Get("/v1/lookups/" + found["id"])).Expect(HttpStatusCode.OK)["at"]!.ToString();
        fixture.Service.Clock.Advance(TimeSpan.FromHours(1));

        (await fixture.Email.Answer(found, number))
            .Expect(HttpStatusCode.OK); // another channel writes; the customer arrived by phone nevertheless

        Assert.Equal(then, (await fixture.Email.Handoff(number))["arrivedAt"]!.ToString());
        Assert.Equal("phone", Assert.Single(await fixture.Email.Lines(number, "handoff.customer-arrived"))["channel"]!.ToString());
    }

    [Fact]
    public async Task A_visit_before_the_hand_off_is_no_arrival()
    {
        var number = await Open();
        var found = await fixture.Phone.LookUpPresent(Typos.WrongDigit(number));
        fixture.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await fixture.Email.HandOver(number, "phone");

        (await fixture.Phone.Answer(found, number)).Expect(HttpStatusCode.OK);

        Assert.Null((await fixture.Email.Handoff(number))["arrivedAt"]);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("orders", true)]
    [InlineData("billing", false)]
    public async Task With_a_named_team_the_customer_arrives_unless_another_team_serves_them(string? team, bool arrives)
    {
        var number = await HandedOver("phone", "orders");

        (await fixture.Phone.Post("/v1/lookups", new { quoted = number, customerPresent = true }, team is null ? [] : [("X-Team", team)]))
            .Expect(HttpStatusCode.OK);

        Assert.Equal(arrives, (await fixture.Email.Handoff(number))["arrivedAt"] is not null);
    }

    [Fact]
    public async Task An_accepted_or_withdrawn_hand_off_records_no_arrival()
    {
        var number = await HandedOver("phone");
        await fixture.Email.HandOver(number, "phone");
        await fixture.Email.Withdraw(number, 1);
        await fixture.Phone.Accept(number, 2);

        await fixture.Phone.LookUpPresent(number);

        Assert.Empty(await fixture.Email.Lines(number, "handoff.customer-arrived"));
    }

    [Fact]
    public async Task An_arrival_is_recorded_by_the_merged_number_and_by_that_of_the_survivor()
    {
        var (merged, survivor) = (await HandedOver("phone"), await HandedOver("phone"));
        await fixture.Service.Merge(merged, survivor);

        await fixture.Phone.LookUpPresent(merged);

        Assert.NotNull((await fixture.Email.Handoff(merged))["arrivedAt"]);
        Assert.NotNull((await fixture.Email.Handoff(survivor))["arrivedAt"]);
        var lines = await fixture.Email.Lines(survivor, "handoff.customer-arrived");
        Assert.Equal(
            new[] { merged, survivor }.Order(StringComparer.Ordinal),
            lines.Select(line => line["facts"]!["number"]!.ToString()).Order(StringComparer.Ordinal));
    }

    private Task<string> Open() => fixture.Email.Open(new { contacts = new[] { new { kind = "email", value = email } } });

    private async Task<string> HandedOver(string channel, string? team = null)
    {
        var number = await Open();
        await fixture.Email.HandOver(number, channel, team);
        return number;
    }
}
