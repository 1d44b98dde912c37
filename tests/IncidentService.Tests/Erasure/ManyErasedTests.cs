using System.Diagnostics;
using System.Net;
using Dapper;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Erasure;

/// <summary>Erasing a customer with a long history is complete, and other requests do not wait for it.</summary>
public sealed class ManyErasedTests
{
    private const string Email = "anna@example.com";

    [Fact]
    public async Task One_request_erases_three_hundred_incidents_with_twenty_texts_each_without_leaving_a_byte()
    {
        await using var service = await RunningService.Start();
        using var admin = await service.Client("email", "read", "write", "admin");
        await Fill(service, admin, 300, "zqgone", Email);
        await Fill(service, admin, 100, "zqstays", "bert@example.com");
        var started = Stopwatch.GetTimestamp();

        var erased = (await admin.Post("/v1/erasures", new { contact = new { kind = "email", value = Email } })).Expect(HttpStatusCode.OK);

        var took = Stopwatch.GetElapsedTime(started);
        Assert.True(took < TimeSpan.FromSeconds(15), took.ToString());
        Assert.Equal(
            (300, 300, 300 * 22),
            (erased["incidents"]!.AsArray().Count, (int)erased["removed"]!["contacts"]!, (int)erased["removed"]!["texts"]!));
        Assert.Empty(RegisterSearch.InRows(service, ["zqgone", Email]));
        Assert.Empty(RegisterSearch.InLog(service, ["zqgone", Email]));
        RegisterSearch.Vacuum(service);
        Assert.Empty(RegisterSearch.InFiles(service, ["zqgone", Email]));
        Assert.Equal(100 * 22, service.Register.Scalar<long>("SELECT count(*) FROM texts WHERE part > 0 AND body LIKE 'zqstays%'"));
        service.Register.ExpectWholeFeed();
    }

    /// <summary>Opens a number of incidents, each with a subject, a long message and twenty notes.</summary>
    private static async Task Fill(RunningService service, ApiClient desk, int count, string word, string email)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(index => desk.Open(new
        {
            subject = $"{word}{index}",
            contacts = new[] { new { kind = "email", value = email } },
            message = new { direction = "in", text = string.Join(' ', Enumerable.Range(0, 600).Select(more => $"{word}{index}{more}")) },
        })));
        await service.Writer.OnConnection(connection => connection.Execute(
            """
            CREATE TEMP TABLE notes AS WITH RECURSIVE n(part) AS (SELECT 1 UNION ALL SELECT part + 1 FROM n WHERE part < 20)
                SELECT c.incident_id, n.part + 2 AS part, @word || 'note' || c.incident_id || 'n' || n.part AS word FROM contacts c, n WHERE c.lookup_key = 'email:' || @email;
            INSERT INTO events (incident_id, sequence, position, occurred_at, type, key_id) SELECT incident_id, part, (SELECT max(position) FROM events) + row_number() OVER (), 0, 'note.added', 1 FROM notes;
            INSERT INTO texts (owner_id, part, body) SELECT incident_id, part, word || ' ' || word FROM notes;
            INSERT INTO words (word, incident_id) SELECT word, incident_id FROM notes;
            UPDATE incidents SET last_sequence = 22 WHERE id IN (SELECT incident_id FROM notes);
            DROP TABLE notes;
            """,
            new { word, email }));
    }
}
