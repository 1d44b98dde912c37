using System.Net;
using IncidentService.Tests.Faults;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>64 concurrent callers create the same thing, again and again: it exists once, and all get the same answer.</summary>
public abstract class UniquenessTests(Engine engine) : Suite(engine)
{
    private const int Callers = 64;

    /// <summary>Each round costs every loser a transaction on a server.</summary>
    private int Rounds => Engine.IsSqlite
        ? LongForm.Rounds(usual: 300, inLongForm: 1_000)
        : LongForm.Rounds(usual: 40, inLongForm: 200);

    [Fact]
    public async Task Concurrent_find_or_open_requests_for_a_reference_open_one_incident_and_all_get_its_card()
    {
        await using var service = await Start();
        using var race = new Race(
            Callers, (service.Address, await service.Key("email", ["write"])), (service.Address, await service.Key("phone", ["write"])));

        for (var round = 0; round < Rounds; round++)
        {
            var answers = await race.Run(HttpMethod.Put, $"/v1/references?system=zendesk&value={round}", """{"subject":"Found or opened"}""");

            answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.OK);
            var opened = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            Assert.All(
                answers.Where(answer => answer != opened),
                answer => Assert.Equal((HttpStatusCode.OK, opened.Text), (answer.Status, answer.Text)));
        }

        Assert.Equal(Rounds, service.Register.Count("incidents"));
        Assert.Equal(Rounds, service.Register.Count("incident_references"));
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Concurrent_deliveries_record_a_message_once()
    {
        await using var service = await Start();
        using var race = new Race(
            Callers, (service.Address, await service.Key("email", ["write"])), (service.Address, await service.Key("social", ["write"])));

        for (var round = 0; round < Rounds; round++)
        {
            var answers = await race.Run(
                HttpMethod.Post, "/v1/messages", $$"""{"system":"mail","messageId":"<{{round}}@example.com>","conversation":"{{round}}","text":"Where is it?"}""");

            answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.OK);
            var taken = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            var duplicate = taken.Text.Replace("opened", "duplicate", StringComparison.Ordinal);
            Assert.All(
                answers.Where(answer => answer != taken),
                answer => Assert.Equal((HttpStatusCode.OK, duplicate), (answer.Status, answer.Text)));
        }

        Assert.Equal(Rounds, service.Register.Count("incidents"));
        Assert.Equal(Rounds, service.Register.Count("messages"));
        Assert.Equal(2 * Rounds, service.Register.Count("events")); // one for the opening, one for the message
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Concurrent_requests_with_one_idempotency_key_open_one_incident_and_get_the_same_bytes()
    {
        await using var service = await Start();
        using var race = new Race(Callers, (service.Address, await service.Key("email", ["write"])));

        for (var round = 0; round < Rounds; round++)
        {
            var answers = await race.Run(HttpMethod.Post, "/v1/incidents", """{"subject":"Sent again and again"}""", ("Idempotency-Key", $"round-{round}"));

            var first = Assert.Single(answers, answer => !answer.Replayed);
            Assert.Equal(HttpStatusCode.Created, first.Status);
            Assert.Equal(Callers - 1, answers.Count(answer => answer == first with { Replayed = true }));
        }

        Assert.Equal(Rounds, service.Register.Count("incidents"));
        Assert.Equal(Rounds, service.Register.Count("commands"));
        service.Register.ExpectWholeFeed();
    }
}
