using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Timeline;

/// <summary>Redaction removes the text of a line everywhere; the line itself stays.</summary>
public abstract class RedactionTests(ServiceFixture fixture) : Suite(fixture)
{
    private readonly string word = "secret" + Guid.NewGuid().ToString("N")[..10];
    private readonly string shared = "drill" + Guid.NewGuid().ToString("N")[..10];

    [Fact]
    public async Task A_redacted_line_loses_text_and_attachments_and_the_timeline_records_it()
    {
        var number = await fixture.Email.Open();
        var line = (await fixture.Email.Post($"/v1/incidents/{number}/timeline", new
        {
            direction = "in",
            text = word,
            attachments = new[] { new { url = "https://example.com/" + word, sha256 = new string('a', 64) } },
        })).Location!;

        var redacted = (await fixture.Email.Post(line + "/redaction", new { reason = "asked by the customer" })).Expect(HttpStatusCode.OK);

        Assert.True(redacted["text"] is null && redacted["attachments"] is null);
        Assert.Equal(("message.received", 1), (redacted["type"]!.ToString(), (int)redacted["interaction"]!));
        var card = await fixture.Phone.Get("/v1/incidents/" + number);
        Assert.DoesNotContain(word, card.Text);
        var told = card["timeline"]!.AsArray()[^1]!;
        Assert.Equal(
            ("timeline.redacted", 2, "asked by the customer"),
            (told["type"]!.ToString(), (int)told["facts"]!["sequence"]!, told["text"]!.ToString()));
        Assert.Equal(
            0,
            fixture.Service.Rows.Scalar<long>(
                "SELECT count(*) FROM texts WHERE body LIKE @like OR attachments LIKE @like", new { like = $"%{word}%" }));
    }

    [Fact]
    public async Task A_repeated_redaction_changes_nothing()
    {
        var line = await AddLine(await fixture.Email.Open(), word);
        var first = await fixture.Email.Post(line + "/redaction", new { });

        var again = await fixture.Email.Post(line + "/redaction", new { reason = "once more" });

        Assert.Equal((first.Text, first.ETag), (again.Text, again.ETag));
    }

    [Fact]
    public async Task Words_of_a_redacted_line_find_nothing_unless_other_lines_contain_them()
    {
        var number = await fixture.Email.Open(new { subject = "About a " + shared });
        var line = await AddLine(number, $"{word} {shared}");
        Assert.Equal([number], await Search(word));

        (await fixture.Email.Post(line + "/redaction", new { })).Expect(HttpStatusCode.OK);

        Assert.Empty(await Search(word));
        Assert.Equal([number], await Search(shared));
    }

    [Fact]
    public async Task Redacting_the_line_of_the_subject_removes_the_subject()
    {
        var number = await fixture.Email.Open(new { subject = word });

        (await fixture.Email.Post($"/v1/incidents/{number}/timeline/1/redaction", new { })).Expect(HttpStatusCode.OK);

        Assert.DoesNotContain(word, (await fixture.Email.Get("/v1/incidents/" + number)).Text);
        Assert.DoesNotContain(word, (await fixture.Email.Get("/v1/incidents?limit=200")).Text);
        Assert.Empty(await Search(word));
    }

    [Fact]
    public async Task A_stored_answer_with_a_redacted_text_is_not_replayed()
    {
        var (number, key) = (await fixture.Email.Open(), ("Idempotency-Key", word));
        var body = new { direction = "in", text = word };
        var added = await fixture.Email.Post($"/v1/incidents/{number}/timeline", body, key);
        Assert.Equal(added.Text, (await fixture.Email.Post($"/v1/incidents/{number}/timeline", body, key)).Text);

        (await fixture.Email.Post(added.Location + "/redaction", new { })).Expect(HttpStatusCode.OK);

        var replay = (await fixture.Email.Post($"/v1/incidents/{number}/timeline", body, key))
            .ExpectProblem(HttpStatusCode.Conflict, "replay-erased");
        Assert.Equal(added.Location, replay["detail"]!.ToString());
    }

    [Fact]
    public async Task A_line_that_does_not_exist_cannot_be_redacted()
    {
        var number = await fixture.Email.Open();

        foreach (var sequence in new[] { "99", "0", "x", "99999999999" })
            (await fixture.Email.Post($"/v1/incidents/{number}/timeline/{sequence}/redaction", new { }))
                .ExpectProblem(HttpStatusCode.NotFound, "item-unknown");
    }

    private async Task<string> AddLine(string number, string text)
    {
        var added = await fixture.Email.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text });
        added.Expect(HttpStatusCode.Created);
        return added.Location!;
    }

    private async Task<string[]> Search(string words) =>
        (await fixture.Email.Post("/v1/incidents/search", new { words })).Numbers();
}
