using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Handoffs.Acceptance;

/// <summary>The receiver accepts a hand-off, or the sender withdraws it: one of the two, once.</summary>
public abstract class AcceptanceTests(ServiceFixture fixture) : Suite(fixture)
{
    [Fact]
    public async Task The_receiver_accepts_once_and_a_repetition_changes_nothing()
    {
        var number = await HandedOver("phone");

        var accepted = await fixture.Phone.Accept(number, 1, ("X-Agent", "Lee"));
        var again = await fixture.Phone.Accept(number);

        Assert.Equal(("accepted", "Lee"), (accepted.Expect(HttpStatusCode.OK)["state"]!.ToString(), accepted["settledBy"]!.ToString()));
        Assert.Equal((accepted.Text, accepted.ETag), (again.Text, again.ETag));
        Assert.Single(await fixture.Email.Lines(number, "handoff.accepted"));
        Assert.Empty((await fixture.Email.Card(number))["handoffs"]!.AsArray());
    }

    [Fact]
    public async Task Of_many_concurrent_receivers_one_accepts_and_all_get_the_same_answer()
    {
        var number = await HandedOver("phone");
        using var race = new Race(64, (fixture.Service.Address, fixture.Phone.Key));

        var finishes = await race.Run(HttpMethod.Post, $"/v1/incidents/{number}/handoffs/1/acceptance", "");

        Assert.All(finishes, finish => Assert.Equal(HttpStatusCode.OK, finish.Status));
        Assert.Single(finishes.Select(finish => finish.Text).Distinct());
        Assert.Single(await fixture.Email.Lines(number, "handoff.accepted"));
        fixture.Service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Of_a_concurrent_acceptance_and_withdrawal_one_succeeds_and_the_other_is_refused()
    {
        for (var round = 0; round < 50; round++)
        {
            var number = await HandedOver("phone");

            var answers = await Task.WhenAll(fixture.Phone.Accept(number), fixture.Email.Withdraw(number));

            answers.ExpectOnly(HttpStatusCode.OK, HttpStatusCode.Conflict);
            var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            Assert.Equal(HttpStatusCode.Conflict, Assert.Single(answers, answer => answer != won).Status);
            Assert.Equal(won["state"]!.ToString(), await fixture.Email.HandoffState(number));
        }
    }

    [Fact]
    public async Task Only_the_receiver_can_accept()
    {
        var number = await HandedOver("phone", "orders");

        (await fixture.Email.Accept(number)).ExpectProblem(HttpStatusCode.Forbidden, "not-the-receiver");
        (await fixture.Till.Accept(number, 1, ("X-Team", "orders"))).ExpectProblem(HttpStatusCode.Forbidden, "not-the-receiver");
        var refused = (await fixture.Phone.Accept(number, 1, ("X-Team", "billing")))
            .ExpectProblem(HttpStatusCode.Forbidden, "not-the-receiver");

        Assert.Contains("phone, team orders", refused["detail"]!.ToString());
        Assert.Equal("open", await fixture.Email.HandoffState(number));
    }

    [Theory]
    [InlineData("*", "orders")]
    [InlineData("*", null)]
    [InlineData("orders billing", null)]
    [InlineData("orders", null)]
    public async Task A_team_accepts_by_its_name_or_through_a_key_that_serves_it(string teams, string? picked)
    {
        var number = await HandedOver("phone", "orders");
        using var client = new ApiClient(fixture.Service.Address, await fixture.Service.Key("phone", ["read", "write"], teams: teams));

        (await client.Accept(number, 1, picked is null ? [] : [("X-Team", picked)])).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("billing")]
    [InlineData("billing legal")]
    [InlineData("")]
    public async Task A_key_that_does_not_serve_the_team_does_not_accept(string teams)
    {
        var number = await HandedOver("phone", "orders");
        using var client = new ApiClient(fixture.Service.Address, await fixture.Service.Key("phone", ["read", "write"], teams: teams));

        (await client.Accept(number)).ExpectProblem(HttpStatusCode.Forbidden, "not-the-receiver");
    }

    [Fact]
    public async Task A_withdrawn_hand_off_cannot_be_accepted_and_an_accepted_one_cannot_be_withdrawn()
    {
        var number = await HandedOver("phone");
        await fixture.Email.HandOver(number, "phone");

        (await fixture.Email.Withdraw(number, 1)).Expect(HttpStatusCode.OK);
        (await fixture.Phone.Accept(number, 1)).ExpectProblem(HttpStatusCode.Conflict, "handoff-withdrawn");
        (await fixture.Phone.Accept(number, 2)).Expect(HttpStatusCode.OK);
        (await fixture.Email.Withdraw(number, 2)).ExpectProblem(HttpStatusCode.Conflict, "handoff-accepted");

        Assert.Single(await fixture.Email.Lines(number, "handoff.withdrawn"));
        Assert.Single(await fixture.Email.Lines(number, "handoff.accepted"));
    }

    [Fact]
    public async Task Only_the_sender_can_withdraw_and_a_repetition_changes_nothing()
    {
        var number = await HandedOver("phone");

        (await fixture.Phone.Withdraw(number)).ExpectProblem(HttpStatusCode.Forbidden, "not-the-sender");
        (await fixture.Till.Withdraw(number)).ExpectProblem(HttpStatusCode.Forbidden, "not-the-sender");
        var withdrawn = await fixture.Email.Withdraw(number);
        var again = await fixture.Email.Withdraw(number);

        Assert.Equal("withdrawn", withdrawn.Expect(HttpStatusCode.OK)["state"]!.ToString());
        Assert.Equal((withdrawn.Text, withdrawn.ETag), (again.Text, again.ETag));
    }

    [Fact]
    public async Task A_key_without_the_scope_read_does_not_see_the_texts()
    {
        var number = await HandedOver("phone");
        using var writer = await fixture.Service.Client("phone", "write");

        var accepted = (await writer.Accept(number)).Expect(HttpStatusCode.OK);

        Assert.Equal(("accepted", null), (accepted["state"]!.ToString(), accepted["reason"]));
    }

    private async Task<string> HandedOver(string channel, string? team = null)
    {
        var number = await fixture.Email.Open();
        await fixture.Email.HandOver(number, channel, team);
        return number;
    }
}
