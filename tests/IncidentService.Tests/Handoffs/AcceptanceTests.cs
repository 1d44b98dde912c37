using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Handoffs;

/// <summary>The receiver accepts, or whoever handed over takes it back; one of the two, once.</summary>
public abstract class AcceptanceTests(Desks desks) : Suite(desks)
{
    [Fact]
    public async Task The_receiver_accepts_once_and_again_changes_nothing()
    {
        var number = await HandedOver("phone");

        var accepted = await desks.Phone.Accept(number, 1, ("X-Agent", "Lee"));
        var again = await desks.Phone.Accept(number);

        Assert.Equal(("accepted", "Lee"), (accepted.Expect(HttpStatusCode.OK)["state"]!.ToString(), accepted["settledBy"]!.ToString()));
        Assert.Equal((accepted.Text, accepted.ETag), (again.Text, again.ETag));
        Assert.Single(await desks.Email.Lines(number, "handoff.accepted"));
        Assert.Empty((await desks.Email.Card(number))["handoffs"]!.AsArray());
    }

    [Fact]
    public async Task Of_many_receivers_at_once_one_accepts_and_all_are_told_the_same()
    {
        var number = await HandedOver("phone");
        using var race = new Race(64, (desks.Service.Address, desks.Phone.Key));

        var finishes = await race.Run(HttpMethod.Post, $"/v1/incidents/{number}/handoffs/1/acceptance", "");

        Assert.All(finishes, finish => Assert.Equal(HttpStatusCode.OK, finish.Status));
        Assert.Single(finishes.Select(finish => finish.Text).Distinct());
        Assert.Single(await desks.Email.Lines(number, "handoff.accepted"));
        desks.Service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Of_an_acceptance_and_a_withdrawal_at_once_one_wins_and_the_other_is_told()
    {
        for (var round = 0; round < 50; round++)
        {
            var number = await HandedOver("phone");

            var answers = await Task.WhenAll(desks.Phone.Accept(number), desks.Email.Withdraw(number));

            var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            Assert.Equal(HttpStatusCode.Conflict, Assert.Single(answers, answer => answer != won).Status);
            Assert.Equal(won["state"]!.ToString(), await desks.Email.HandoffState(number));
        }
    }

    [Fact]
    public async Task Nobody_but_the_receiver_accepts()
    {
        var number = await HandedOver("phone", "orders");

        (await desks.Email.Accept(number)).ExpectProblem(HttpStatusCode.Forbidden, "not-the-receiver");
        (await desks.Till.Accept(number, 1, ("X-Team", "orders"))).ExpectProblem(HttpStatusCode.Forbidden, "not-the-receiver");
        var refused = (await desks.Phone.Accept(number, 1, ("X-Team", "billing"))).ExpectProblem(HttpStatusCode.Forbidden, "not-the-receiver");

        Assert.Contains("phone, team orders", refused["detail"]!.ToString());
        Assert.Equal("open", await desks.Email.HandoffState(number));
    }

    [Theory]
    [InlineData("*", "orders")]
    [InlineData("*", null)]
    [InlineData("orders billing", null)]
    [InlineData("orders", null)]
    public async Task A_team_accepts_by_its_name_or_through_a_key_that_serves_it(string teams, string? picked)
    {
        var number = await HandedOver("phone", "orders");
        using var client = new ApiClient(desks.Service.Address, await desks.Service.Key("phone", ["read", "write"], teams: teams));

        (await client.Accept(number, 1, picked is null ? [] : [("X-Team", picked)])).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("billing")]
    [InlineData("billing legal")]
    [InlineData("")]
    public async Task A_key_that_does_not_serve_the_team_does_not_accept(string teams)
    {
        var number = await HandedOver("phone", "orders");
        using var client = new ApiClient(desks.Service.Address, await desks.Service.Key("phone", ["read", "write"], teams: teams));

        (await client.Accept(number)).ExpectProblem(HttpStatusCode.Forbidden, "not-the-receiver");
    }

    [Fact]
    public async Task What_was_withdrawn_cannot_be_accepted_nor_what_was_accepted_withdrawn()
    {
        var number = await HandedOver("phone");
        await desks.Email.HandOver(number, "phone");

        (await desks.Email.Withdraw(number, 1)).Expect(HttpStatusCode.OK);
        (await desks.Phone.Accept(number, 1)).ExpectProblem(HttpStatusCode.Conflict, "handoff-withdrawn");
        (await desks.Phone.Accept(number, 2)).Expect(HttpStatusCode.OK);
        (await desks.Email.Withdraw(number, 2)).ExpectProblem(HttpStatusCode.Conflict, "handoff-accepted");

        Assert.Single(await desks.Email.Lines(number, "handoff.withdrawn"));
        Assert.Single(await desks.Email.Lines(number, "handoff.accepted"));
    }

    [Fact]
    public async Task Only_who_handed_over_withdraws_and_again_changes_nothing()
    {
        var number = await HandedOver("phone");

        (await desks.Phone.Withdraw(number)).ExpectProblem(HttpStatusCode.Forbidden, "not-the-sender");
        (await desks.Till.Withdraw(number)).ExpectProblem(HttpStatusCode.Forbidden, "not-the-sender");
        var withdrawn = await desks.Email.Withdraw(number);
        var again = await desks.Email.Withdraw(number);

        Assert.Equal("withdrawn", withdrawn.Expect(HttpStatusCode.OK)["state"]!.ToString());
        Assert.Equal((withdrawn.Text, withdrawn.ETag), (again.Text, again.ETag));
    }

    [Fact]
    public async Task A_key_that_may_not_read_is_not_shown_what_was_said()
    {
        var number = await HandedOver("phone");
        using var writer = await desks.Service.Client("phone", "write");

        var accepted = (await writer.Accept(number)).Expect(HttpStatusCode.OK);

        Assert.Equal(("accepted", null), (accepted["state"]!.ToString(), accepted["reason"]));
    }

    private async Task<string> HandedOver(string channel, string? team = null)
    {
        var number = await desks.Email.Open();
        await desks.Email.HandOver(number, channel, team);
        return number;
    }
}
