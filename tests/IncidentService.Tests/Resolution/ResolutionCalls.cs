using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using IncidentService.Common;
using IncidentService.Http.Replies;
using IncidentService.Resolution;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Resolution;

/// <summary>Calls that resolve, confirm and dispute.</summary>
internal static class ResolutionCalls
{
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromDays(7);

    public static Task<Infrastructure.Answer> Resolve(this ApiClient client, string number, string? agent = null) =>
        client.Post($"/v1/incidents/{number}/resolution", new { told = "It is on its way.", note = "Refunded." }, Named(agent));

    public static Task<Infrastructure.Answer> Confirm(this ApiClient client, string number, string? agent = null, bool? relayed = null) =>
        client.Post(
            $"/v1/incidents/{number}/confirmation", relayed is null ? new { note = "The money is there." } : new { relayed }, Named(agent));

    public static Task<Infrastructure.Answer> Dispute(this ApiClient client, string number, string? reason = "Nothing came.") =>
        client.Post($"/v1/incidents/{number}/dispute", new { reason });

    public static async Task Write(this ApiClient client, string number, string direction, bool automatic = false) =>
        (await client.Post($"/v1/incidents/{number}/timeline", new { direction, text = "Hello", automatic }))
            .Expect(HttpStatusCode.Created);

    /// <summary>Opens an incident and resolves it.</summary>
    public static async Task<string> OpenResolved(this ApiClient client, string? agent = null)
    {
        var number = await client.Open();
        (await client.Resolve(number, agent)).Expect(HttpStatusCode.OK);
        return number;
    }

    public static async Task<JsonNode> Card(this ApiClient client, string number) =>
        (await client.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);

    /// <summary>The types of the incident's lines, oldest first.</summary>
    public static async Task<string[]> Happened(this ApiClient client, string number) =>
        [.. (await client.Get($"/v1/incidents/{number}/timeline")).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(line => line!["type"]!.ToString())];

    public static string? At(this JsonNode card, string name) => card[name]?.ToString();

    /// <summary>When the quiet period ends if it begins now.</summary>
    public static string EndOfQuiet(this RunningService service) => Instant.Now(service.Clock).Plus(QuietPeriod).ToString();

    /// <summary>Advances the clock by this time, or by the quiet period, and processes what is due.</summary>
    public static async Task KeepQuiet(this RunningService service, TimeSpan? period = null)
    {
        service.Clock.Advance(period ?? QuietPeriod);
        await service.SweepNow();
    }

    public static Task Mark(this RunningService service, DueItem item) => service.Change(async transaction =>
        {
            await new QuietPeriodSweep(service.Store).Process(service.Clockwork(transaction), item);
            return HttpReply.Empty(204);
        },
        CancellationToken.None);

    /// <summary>Writes a promise that has just fallen due directly into the file.</summary>
    public static Task BreakPromise(this RunningService service, string number) => service.Seed(
        """
        UPDATE incidents SET last_promise = last_promise + 1 WHERE number = @number;
        INSERT INTO promises (incident_id, ordinal, kind, state, due_at, promised_at, sequence, overdue_at)
        SELECT id, last_promise, 'promise', 'overdue', @now, 0, 1, @now FROM incidents WHERE number = @number
        """,
        new { number = long.Parse(number), now = Instant.Now(service.Clock).Micros });

    public static Task AnswerForPromises(this RunningService service, string number) => service.Seed(
        "UPDATE promises SET answered_at = 1, state = 'broken' WHERE incident_id = (SELECT id FROM incidents WHERE number = @number)",
        new { number = long.Parse(number) });

    /// <summary>Writes a merge directly into the file.</summary>
    public static async Task MergeInto(this RunningService service, string merged, string survivor)
    {
        await service.Merge(merged, survivor);
        await service.Seed("UPDATE incidents SET members = members + 1 WHERE number = @number", new { number = long.Parse(survivor) });
    }

    public static long IdOf(this RunningService service, string number) =>
        service.Rows.Scalar<long>("SELECT id FROM incidents WHERE number = @number", new { number = long.Parse(number) });

    private static (string, string)[] Named(string? agent) => agent is null ? [] : [("X-Agent", agent)];
}
