using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Incidents.Merging;

public abstract class MergeRaceTests(ServiceFixture fixture) : Suite(fixture)
{
    private const int Rounds = 50;
    private const int Writers = 16;

    [Fact]
    public async Task Of_two_opposite_concurrent_merges_one_succeeds_and_the_other_is_refused()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (a, b) = (await fixture.Email.Open(), await fixture.Email.Open());

            var answers = await Task.WhenAll(Merge(a, b), Merge(b, a));

            answers.ExpectOnly(HttpStatusCode.OK, HttpStatusCode.Conflict);
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            var survivor = answers.Single(answer => answer.Status == HttpStatusCode.OK)["number"]!.ToString();
            Assert.Equal(
                survivor,
                answers
                    .Single(answer => answer.Status == HttpStatusCode.Conflict)
                    .ExpectProblem(HttpStatusCode.Conflict, "already-merged")["holder"]!
                    .ToString());
            Assert.Equal([survivor, survivor], [await Number(a), await Number(b)]);
        }
    }

    [Fact]
    public async Task Concurrent_merges_in_a_ring_never_form_a_cycle()
    {
        for (var round = 0; round < Rounds; round++)
        {
            string[] ring = [await fixture.Email.Open(), await fixture.Email.Open(), await fixture.Email.Open()];

            await Task.WhenAll(ring.Select((number, index) => Merge(number, ring[(index + 1) % 3])));

            var survivors = await Task.WhenAll(ring.Select(Number));
            foreach (var survivor in survivors) Assert.Equal(survivor, await Number(survivor));
            Assert.Single(survivors.Distinct());
        }
    }

    [Fact]
    public async Task A_write_during_a_merge_is_neither_lost_nor_duplicated()
    {
        for (var round = 0; round < Rounds / 5; round++)
        {
            var (a, b) = (await fixture.Email.Open(), await fixture.Email.Open());
            var texts = Enumerable.Range(0, Writers).Select(writer => $"{round} {writer}").ToList();
            var writing = texts.Select(
                (text, index) => fixture.Phone.Post($"/v1/incidents/{(index % 2 == 0 ? a : b)}/timeline", new { direction = "in", text }))
                .ToList();

            (await Merge(a, b)).Expect(HttpStatusCode.OK);
            foreach (var written in await Task.WhenAll(writing))
            {
                var line = (await fixture.Phone.Get(written.Location!)).Expect(HttpStatusCode.OK);
                Assert.Equal(written.Expect(HttpStatusCode.Created)["text"]!.ToString(), line["text"]!.ToString());
            }

            var card = (await fixture.Email.Get("/v1/incidents/" + a)).Expect(HttpStatusCode.OK);
            var timeline = (await fixture.Email.Get($"/v1/incidents/{a}/timeline?limit=200")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
            Assert.Equal(Writers, (int)card["interactions"]!["count"]!);
            Assert.Equal(
                texts.Order(),
                timeline.Where(line => line!["type"]!.ToString() == "message.received").Select(line => line!["text"]!.ToString()).Order());
        }
    }

    [Theory]
    [InlineData("timeline")]
    [InlineData("promises")]
    [InlineData("handoffs")]
    public async Task A_list_that_is_read_during_merges_shows_one_snapshot(string list)
    {
        var into = await fixture.Email.Open();
        var numbers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => fixture.Email.Open(new
        {
            promises = new[] { new { text = "We call", dueAt = "2027-11-22T09:30:00Z" } },
            handoff = new { to = new { channel = "social" }, reason = "Tweeted" },
        })));
        var changing = Task.WhenAll(numbers.Select(async number =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                (await Merge(number, into)).Expect(HttpStatusCode.OK);
                (await fixture.Email.Post($"/v1/incidents/{number}/unmerge", new { })).Expect(HttpStatusCode.OK);
            }
        }));

        var reading = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!changing.IsCompleted) (await fixture.Phone.Get($"/v1/incidents/{into}/{list}")).Expect(HttpStatusCode.OK);
        });

        await Task.WhenAll([changing, .. reading]);
    }

    private Task<Answer> Merge(string number, string into) => fixture.Email.Post($"/v1/incidents/{number}/merge", new { into });

    private async Task<string> Number(string number) =>
        (await fixture.Phone.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["number"]!.ToString();
}
