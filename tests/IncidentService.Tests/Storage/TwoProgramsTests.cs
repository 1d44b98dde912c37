using System.Net;
using IncidentService.Tests.Faults;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>Two programs over one file with separate memory: only the database guarantees uniqueness.</summary>
public abstract class TwoProgramsTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const int Callers = 64;
    private static readonly int Rounds = LongForm.Rounds(usual: 40, inLongForm: 200);
    private RunningService one = null!;
    private RunningService other = null!;
    private Race race = null!;

    public async ValueTask InitializeAsync()
    {
        one = await Start();
        other = await Start(beside: one);
        other.Clock.Advance(TimeSpan.FromSeconds(1));
        var key = await one.Key("email", ["write", "read"]);
        race = new Race(Callers, (one.Address, key), (other.Address, key));
    }

    public async ValueTask DisposeAsync()
    {
        race.Dispose();
        await other.DisposeAsync();
        await one.DisposeAsync();
    }

    [Fact]
    public async Task Find_or_open_through_both_programs_opens_one_incident()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await race.Run(HttpMethod.Put, $"/v1/references?system=zendesk&value={round}", """{"subject":"Found or opened"}""");

            answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.OK);
            var opened = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            Assert.All(
                answers.Where(answer => answer != opened),
                answer => Assert.Equal((HttpStatusCode.OK, opened.Text), (answer.Status, answer.Text)));
        }

        Assert.Equal(Rounds, one.Register.Count("incidents"));
        one.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task A_message_delivered_to_both_programs_is_recorded_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await race.Run(HttpMethod.Post, "/v1/messages", $$"""{"system":"mail","messageId":"{{round}}","text":"Where is it?"}""");

            answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.OK);
            var taken = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            Assert.All(answers.Where(answer => answer != taken), answer => Assert.True(answer.Status == HttpStatusCode.OK, answer.Text));
        }

        Assert.Equal(Rounds, one.Register.Count("incidents"));
        one.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task A_request_repeated_at_the_other_program_gets_the_same_bytes()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await race.Run(HttpMethod.Post, "/v1/incidents", """{"subject":"Sent again"}""", ("Idempotency-Key", $"{round}"));

            var first = Assert.Single(answers, answer => !answer.Replayed);
            Assert.Equal(Callers - 1, answers.Count(answer => answer == first with { Replayed = true }));
        }

        Assert.Equal(Rounds, one.Register.Count("incidents"));
        one.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task A_change_through_one_program_is_visible_through_the_other_at_once()
    {
        using var here = new ApiClient(one.Address, await one.Key("email", ["write", "read"]));
        using var there = new ApiClient(other.Address, await one.Key("phone", ["write", "read"]));
        var number = await here.Open();

        for (var round = 0; round < Rounds; round++)
        {
            var (writer, reader) = round % 2 == 0 ? (here, there) : (there, here);
            var line = (await writer.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = $"Note {round}" }))
                .Expect(HttpStatusCode.Created);
            var card = await reader.Get("/v1/incidents/" + number);
            Assert.Equal($"\"{number}.{round + 2}\"", card.ETag);
            Assert.Equal(line.ToJsonString(), card.Json!["timeline"]!.AsArray()[^1]!.ToJsonString());
        }

        one.Register.ExpectWholeFeed();
    }
}
