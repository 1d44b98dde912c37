using System.Net;
using IncidentService.Background;
using IncidentService.Common;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Housekeeping = IncidentService.Background.Housekeeping;

namespace IncidentService.Tests.Storage;

/// <summary>A POST that is repeated with its Idempotency-Key has one effect and one reply.</summary>
public abstract class IdempotencyTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const string Incidents = "/v1/incidents";
    private static readonly object Drill =
        new { subject = "Price match for a drill", contacts = new[] { new { kind = "email", value = "anna@example.com" } } };
    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start(
            services: services => services.Remove(services.Single(known => known.ImplementationType == typeof(Housekeeping))));
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_bytes_although_the_incident_has_changed()
    {
        var first = await desk.Post(Incidents, Drill, Key("a"));
        var number = first.Expect(HttpStatusCode.Created)["number"]!.ToString();
        (await desk.Patch($"{Incidents}/{number}", new { subject = "Another subject" })).Expect(HttpStatusCode.OK);

        var again = await desk.Post(Incidents, Drill, Key("a"));

        ExpectReplay(first, again);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(1, service.Register.Count("incidents"));
    }

    [Fact]
    public async Task Of_two_replicas_that_repeat_a_request_whose_reply_has_expired_one_executes_it()
    {
        Assert.SkipWhen(Engine.IsSqlite, "SQLite runs one change at a time.");
        var command = new CommandKey(KeyId: 1, "of a request", [1]);
        await Keep(command, Reply(1, Instant.Now(service.Clock).Plus(-CommandSql.RetentionTime - TimeSpan.FromMinutes(1))));
        var attempts = 0;

        var reply = await service.Store.Change<StoredReply>(
            async transaction =>
            {
                attempts++;
                if (await transaction.FindReplyOrMakeRoom(command) is { } stored) return stored;
                if (attempts == 1) await Keep(command, Reply(2, transaction.Now));
                transaction.AddReply(command, Reply(3, transaction.Now));
                return Reply(3, transaction.Now);
            },
            CancellationToken.None);

        Assert.Equal((2, 2L), (attempts, reply.Value.Id));
        Assert.Equal(2, service.Register.Scalar<long>("SELECT id FROM commands"));
    }

    [Theory]
    [InlineData("/v1/messages", """{"system":"mail","messageId":"1","text":"Where is it?"}""")]
    [InlineData("/v1/incidents/{number}/timeline", """{"direction":"internal","text":"A note"}""")]
    [InlineData("/v1/incidents/{number}/contacts", """{"kind":"phone","value":"+1 312 555 0100"}""")]
    [InlineData("/v1/incidents/{number}/timeline/1/redaction", """{"reason":"asked for"}""")]
    [InlineData("/v1/lookups", """{"quoted":"no such thing","customerPresent":true}""")]
    public async Task Every_post_that_writes_can_be_repeated(string path, string body)
    {
        var number = await desk.Open();
        var address = path.Replace("{number}", number, StringComparison.Ordinal);

        var first = await desk.Post(address, body, Key("a"));
        var rows = Rows();
        var again = await desk.Post(address, body, Key("a"));

        Assert.True((int)first.Status is 200 or 201, first.Text);
        ExpectReplay(first, again);
        Assert.Equal(rows, Rows());
    }

    [Fact]
    public async Task A_key_used_with_another_body_is_refused()
    {
        await desk.Post(Incidents, Drill, Key("a"));

        var other = await desk.Post(Incidents, new { subject = "Something else" }, Key("a"));

        other.ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(1, service.Register.Count("incidents"));
    }

    [Fact]
    public async Task A_key_used_at_another_address_is_refused()
    {
        var number = await desk.Open();
        var note = new { direction = "internal", text = "A note" };
        (await desk.Post($"{Incidents}/{number}/timeline", note, Key("a"))).Expect(HttpStatusCode.Created);

        var elsewhere = await desk.Post($"{Incidents}/{await desk.Open()}/timeline", note, Key("a"));

        elsewhere.ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task Each_caller_has_its_own_keys()
    {
        using var phone = await service.Client("phone");

        var here = await desk.Post(Incidents, Drill, Key("a"));
        var there = await phone.Post(Incidents, Drill, Key("a"));

        Assert.NotEqual(
            here.Expect(HttpStatusCode.Created)["number"]!.ToString(), there.Expect(HttpStatusCode.Created)["number"]!.ToString());
    }

    [Fact]
    public async Task A_bare_key_equals_the_same_key_as_a_quoted_string()
    {
        var bare = await desk.Post(Incidents, Drill, Key("8e03978e-40d5-43dd-bc93-6894a57f9324"));

        ExpectReplay(bare, await desk.Post(Incidents, Drill, Key("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"")));
    }

    [Fact]
    public async Task Keys_are_case_sensitive()
    {
        await desk.Post(Incidents, Drill, Key("a"));
        await desk.Post(Incidents, Drill, Key("A"));

        Assert.Equal(2, service.Register.Count("incidents"));
    }

    [Fact]
    public async Task An_answer_is_kept_for_72_hours()
    {
        var first = await desk.Post(Incidents, Drill, Key("a"));
        service.Clock.Advance(TimeSpan.FromHours(72));
        ExpectReplay(first, await desk.Post(Incidents, Drill, Key("a")));
        Assert.Equal(0, await service.DeleteOldReplies(10));

        service.Clock.Advance(TimeSpan.FromMicroseconds(1));
        var later = await desk.Post(Incidents, Drill, Key("a"));

        Assert.NotEqual(first.Location, later.Location);
        ExpectReplay(later, await desk.Post(Incidents, Drill, Key("a")));
        Assert.Equal(1, service.Register.Count("commands"));
    }

    [Fact]
    public async Task Answers_older_than_72_hours_are_deleted_in_small_batches()
    {
        for (var index = 0; index < 5; index++) await desk.Post(Incidents, Drill, Key($"old {index}"));
        service.Clock.Advance(TimeSpan.FromHours(73));
        var kept = await desk.Post(Incidents, Drill, Key("new"));

        Assert.Equal(3, await service.DeleteOldReplies(3));
        Assert.Equal(2, await service.DeleteOldReplies(3));
        Assert.Equal(0, await service.DeleteOldReplies(3));

        Assert.Equal([IncidentService.Common.Text.Digest.Compute("new")], service.Register.List<string>("SELECT command_key FROM commands"));
        Assert.Equal(1, service.Register.Scalar<long>("SELECT count(*) FROM texts WHERE part = 0"));
        ExpectReplay(kept, await desk.Post(Incidents, Drill, Key("new")));
    }

    [Fact]
    public async Task A_problem_is_not_stored_as_an_answer()
    {
        var holder = await desk.Open(new { subject = "The holder", references = new[] { new { system = "zendesk", value = "1" } } });
        var wanted = new { subject = "Wants it too", references = new[] { new { system = "zendesk", value = "1" } } };
        (await desk.Post(Incidents, wanted, Key("a"))).ExpectProblem(HttpStatusCode.Conflict, "reference-held");
        (await desk.Post(Incidents, new { unknown = 1 }, Key("b"))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(0, service.Register.Count("commands"));
        Assert.Equal(HttpStatusCode.NoContent, (await desk.Delete($"{Incidents}/{holder}/references/zendesk/1")).Status);

        (await desk.Post(Incidents, wanted, Key("a"))).Expect(HttpStatusCode.Created);
        (await desk.Post(Incidents, Drill, Key("b"))).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("timeline/1/redaction")]
    [InlineData("contacts/1")]
    public async Task Erasure_deletes_the_stored_answer_and_a_repetition_gets_only_its_location(string what)
    {
        var first = await desk.Post(Incidents, Drill, Key("a"));
        var removed = what.StartsWith("contacts", StringComparison.Ordinal)
            ? await desk.Delete($"{first.Location}/{what}")
            : await desk.Post($"{first.Location}/{what}", new { reason = "asked for" });
        Assert.True((int)removed.Status is 200 or 204, removed.Text);

        var again = await desk.Post(Incidents, Drill, Key("a"));

        var problem = again.ExpectProblem(HttpStatusCode.Conflict, "replay-erased");
        Assert.Contains(first.Location!, problem["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, service.Register.Count("incidents"));
        Assert.Equal(0, service.Register.Scalar<long>("SELECT count(*) FROM texts WHERE body LIKE '%anna@example.com%' AND part = 0"));
    }

    [Fact]
    public async Task A_redaction_keeps_stored_answers_about_other_incidents()
    {
        var first = await desk.Post(Incidents, Drill, Key("a"));
        var other = await desk.Post(Incidents, Drill, Key("b"));

        (await desk.Post($"{other.Location}/timeline/1/redaction", new { reason = "asked for" })).Expect(HttpStatusCode.OK);

        ExpectReplay(first, await desk.Post(Incidents, Drill, Key("a")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("a\tb")]
    public async Task A_key_with_invisible_characters_is_refused(string key) =>
        (await desk.Post(Incidents, Drill, Key(key))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task A_key_has_255_characters_at_most()
    {
        (await desk.Post(Incidents, Drill, Key(new string('k', 255)))).Expect(HttpStatusCode.Created);
        (await desk.Post(Incidents, Drill, Key(new string('k', 256)))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static (string Name, string Value) Key(string key) => ("Idempotency-Key", key);

    private static void ExpectReplay(Answer first, Answer again)
    {
        Assert.Equal(
            (first.Status, first.Text, first.ETag, first.Location, first.ContentType),
            (again.Status, again.Text, again.ETag, again.Location, again.ContentType));
        Assert.Equal(["true"], again.Headers.GetValues("Idempotent-Replayed"));
    }

    private string Rows() =>
        string.Join(
            ' ', new[] { "incidents", "events", "contacts", "messages", "lookups", "texts", "commands" }.Select(service.Register.Count));

    private static StoredReply Reply(long id, Instant at) => new() { Id = id, Fingerprint = [1], Status = 201, AnsweredAt = at };

    private Task Keep(CommandKey command, StoredReply reply) => service.Store.Change(
        async transaction =>
        {
            Assert.Null(await transaction.FindReplyOrMakeRoom(command));
            transaction.AddReply(command, reply);
        },
        CancellationToken.None);
}
