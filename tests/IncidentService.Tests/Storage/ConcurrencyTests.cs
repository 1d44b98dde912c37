using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>Isolation of readers and writers.</summary>
public abstract class ConcurrencyTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private RunningService service = null!;
    private ApiClient desk = null!;
    private ApiClient phone = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        desk = await service.Client("email");
        phone = await service.Client("phone");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        phone.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_card_shows_one_snapshot_during_concurrent_writes()
    {
        const int Notes = 400;
        var numbers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => desk.Open()));
        var writing = Task.WhenAll(numbers.Select(number => AddNotes(number, Notes)));

        var read = await Task.WhenAll(numbers.Select(number => ReadWhile(writing, number)));
        await writing;

        foreach (var number in numbers) ExpectOneMoment(await phone.Get("/v1/incidents/" + number), number, Notes + 1);
        Assert.All(read, versions =>
        {
            Assert.Equal(versions.Order(), versions); // a later read never shows an older version
            Assert.True(versions.Distinct().Count() > 10, "too few versions were seen to say anything");
        });
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Of_two_patches_of_the_same_version_one_succeeds_and_the_other_is_refused()
    {
        var address = "/v1/incidents/" + await desk.Open();
        for (var round = 1; round <= 300; round++)
        {
            var read = (await desk.Get(address)).ETag!;
            var answers = await Task.WhenAll(
                desk.Patch(address, new { category = $"desk-{round}" }, ("If-Match", read)),
                phone.Patch(address, new { category = $"phone-{round}" }, ("If-Match", read)));

            answers.ExpectOnly(HttpStatusCode.OK, HttpStatusCode.PreconditionFailed);
            var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            var loser = Assert.Single(answers, answer => answer != winner);
            loser.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
            var card = await desk.Get(address);
            Assert.Equal((winner.Text, winner.ETag), (card.Text, card.ETag));
            Assert.Equal(round + 1, (int)card.Json!["version"]!);
        }
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Unconditional_changes_are_serialised_and_none_is_lost()
    {
        const int Changes = 200;
        var address = "/v1/incidents/" + await desk.Open();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, Changes).Select(index => desk.Patch(address, new { category = $"category-{index}" })));

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
        Assert.Equal(Enumerable.Range(2, Changes), answers.Select(answer => (int)answer.Json!["version"]!).Order());
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task An_unchanged_incident_is_listed_exactly_once_while_others_are_opened_and_changed()
    {
        var unchanged = new HashSet<string>();
        var changing = new List<string>();
        for (var index = 0; index < 60; index++)
        {
            if (index % 4 == 0) service.Clock.Advance(TimeSpan.FromMilliseconds(1)); // others are opened at the same instant
            unchanged.Add(await desk.Open(new { subject = "A drill that stays", category = "kept" }));
            changing.Add(await desk.Open(new { subject = "A drill that changes", category = "kept" }));
        }
        using var enough = new CancellationTokenSource();
        var writing = Disturb(changing, enough.Token);

        for (var round = 0; round < 10; round++)
        {
            var listed = await Pages(
                cursor => phone.Get("/v1/incidents?category=kept&limit=7" + (cursor is null ? "" : "&cursor=" + cursor)));
            var searched = await Pages(
                cursor => phone.Post("/v1/incidents/search", new { category = "kept", words = "dril", limit = 7, cursor }));
            foreach (var seen in new[] { listed, searched })
            {
                Assert.Equal(unchanged.Count, seen.Count(unchanged.Contains));
                Assert.Equal(seen.Count, seen.Distinct().Count());
            }
        }

        await enough.CancelAsync();
        await writing;
    }

    [Theory]
    [InlineData("/v1/incidents?category=other&limit=1&cursor=")]
    [InlineData("/v1/incidents?limit=1&cursor=")]
    [InlineData("/v1/incidents?category=kept&team=desk&limit=1&cursor=")]
    public async Task A_cursor_is_refused_with_another_filter(string address)
    {
        for (var index = 0; index < 3; index++) await desk.Open(new { subject = "A drill", category = "kept" });
        var cursor = (await desk.Get("/v1/incidents?category=kept&limit=1")).Expect(HttpStatusCode.OK)["next"]!.ToString();

        (await desk.Get("/v1/incidents?category=kept&limit=2&cursor=" + cursor)).Expect(HttpStatusCode.OK);
        (await desk.Get(address + cursor)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
        (await desk.Get(address + "AAAA")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
    }

    [Fact]
    public async Task A_timeline_read_page_by_page_has_every_line_once_while_it_grows()
    {
        const int Notes = 100;
        var number = await desk.Open();
        await AddNotes(number, Notes);
        var writing = AddNotes(number, Notes);

        var lines = await Pages(
            cursor => phone.Get($"/v1/incidents/{number}/timeline?limit=7" + (cursor is null ? "" : "&cursor=" + cursor)),
            item => item["sequence"]!.ToString());

        await writing;
        Assert.True(lines.Count > Notes);
        Assert.Equal(Enumerable.Range(1, lines.Count).Select(sequence => $"{sequence}"), lines);
    }

    private async Task AddNotes(string number, int count)
    {
        for (var index = 0; index < count; index++)
            (await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = $"Note {index}" }))
                .Expect(HttpStatusCode.Created);
    }

    private async Task<List<long>> ReadWhile(Task writing, string number)
    {
        var versions = new List<long>();
        while (!writing.IsCompleted)
        {
            var answer = await phone.Get("/v1/incidents/" + number);
            versions.Add((long)answer.Expect(HttpStatusCode.OK)["version"]!);
            ExpectOneMoment(answer, number, versions[^1]);
        }
        return versions;
    }

    /// <summary>Every change of these tests appends one line, so a whole card's last line has the number of its version.</summary>
    private static void ExpectOneMoment(Answer card, string number, long version)
    {
        Assert.Equal($"\"{number}.{version}\"", card.ETag);
        var sequences = card.Json!["timeline"]!.AsArray().Select(line => (long)line!["sequence"]!).ToList();
        Assert.Equal(version, sequences[^1]);
        Assert.Equal(sequences.Select((_, index) => sequences[0] + index), sequences);
        Assert.Equal(Math.Min(version, 20), sequences.Count);
    }

    private async Task Disturb(List<string> changing, CancellationToken enough)
    {
        for (var index = 0; !enough.IsCancellationRequested && index < 100_000; index++)
        {
            var number = changing[index % changing.Count];
            service.Clock.Advance(TimeSpan.FromMicroseconds(index % 3));
            await desk.Open(new { subject = "A new drill", category = "kept" });
            await desk.Patch(
                "/v1/incidents/" + number,
                new { category = index % 2 == 0 ? "moved" : "kept", subject = $"A drill changed {index} times" });
        }
    }

    private static async Task<List<string>> Pages(Func<string?, Task<Answer>> page, Func<JsonNode, string>? name = null)
    {
        var seen = new List<string>();
        string? cursor = null;
        for (var pages = 0; pages < 2_000; pages++)
        {
            var json = (await page(cursor)).Expect(HttpStatusCode.OK);
            seen.AddRange(json["items"]!.AsArray().Select(item => name is null ? item!["number"]!.ToString() : name(item!)));
            cursor = json["next"]?.ToString();
            if (cursor is null) break;
        }
        Assert.Null(cursor);
        return seen;
    }
}
