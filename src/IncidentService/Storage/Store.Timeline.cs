using System.Data.Common;
using Dapper;
using IncidentService.Incidents;
using IncidentService.Timeline;

namespace IncidentService.Storage;

internal sealed partial class Store
{
    private const string LineColumns =
        """
        e.incident_id, e.sequence, e.position, e.occurred_at, e.type, e.channel, e.location, e.team, e.key_id, e.agent,
        e.interaction, e.wait_seconds, e.facts, t.body AS text, t.attachments
        """;

    private const string Lines = $"SELECT {LineColumns} FROM events e LEFT JOIN texts t ON t.owner_id = e.incident_id AND t.part = e.sequence WHERE e.incident_id";

    /// <summary>By their place in the feed, which all incidents share; as an expression, which keeps the engine from walking the whole feed for one incident's lines.</summary>
    private const string LatestFirst = $"ORDER BY {FeedPlace} DESC, e.occurred_at DESC, e.incident_id DESC, e.sequence DESC";

    private const string FeedOrder = $"ORDER BY {FeedPlace}, e.occurred_at, e.incident_id, e.sequence";

    /// <summary>Of an incident and those that live on in it, from after a place in the feed.</summary>
    public Task<IReadOnlyList<TimelineEvent>> ReadLines(DbConnection connection, Incident incident, long after, int take) =>
        ReadLines(connection, incident, "", after, take);

    public Task<IReadOnlyList<TimelineEvent>> ReadInteractions(DbConnection connection, Incident incident, long after, int take) =>
        ReadLines(connection, incident, "AND e.interaction IS NOT NULL", after, take);

    public Task<TimelineEvent?> ReadLine(long incidentId, int sequence) => Read(connection => FindLine(connection, incidentId, sequence));

    public Task<TimelineEvent?> FindLine(Transaction transaction, long incidentId, int sequence) =>
        FindLine(transaction.Connection, incidentId, sequence);

    public Task<TimelineEvent?> ReadInteraction(long incidentId, int ordinal) => Read(connection =>
        connection.QuerySingleOrDefaultAsync<TimelineEvent?>(
            $"{Lines} = @incidentId AND e.interaction = @ordinal", new { incidentId, ordinal }));

    /// <summary>Removes what a line said, from search and kept answers too; the line itself stays.</summary>
    public async Task RedactLine(Transaction transaction, Incident incident, TimelineEvent line)
    {
        var key = new { line.IncidentId, line.Sequence };
        await transaction.Connection.ExecuteAsync("DELETE FROM texts WHERE owner_id = @IncidentId AND part = @Sequence", key);
        await RemoveWords(transaction.Connection, line.IncidentId, line.Text!);
        await ForgetReplies(transaction, incident);
        transaction.Scrubs = true;
    }

    private async Task<IReadOnlyList<TimelineEvent>> ReadLines(DbConnection connection, Incident incident, string condition, long after, int take) =>
        (await connection.QueryAsync<TimelineEvent>(
            $"{Lines} {Within(incident)} {condition} AND {FeedPlace} > @after {FeedOrder} {dialect.Take}",
            new { incidentId = incident.Id, after, take })).AsList();

    private static Task<TimelineEvent?> FindLine(DbConnection connection, long incidentId, int sequence) =>
        connection.QuerySingleOrDefaultAsync<TimelineEvent?>($"{Lines} = @incidentId AND e.sequence = @sequence", new { incidentId, sequence });

    private const string InsertEvent =
        """
        INSERT INTO events (incident_id, sequence, position, occurred_at, type, channel, location, team, key_id, agent, interaction, wait_seconds, facts)
        VALUES (@IncidentId, @Sequence, @Position, @OccurredAt, @Type, @Channel, @Location, @Team, @KeyId, @Agent, @Interaction, @WaitSeconds, @Facts);
        """;

    private const string InsertEventWithText =
        InsertEvent + "INSERT INTO texts (owner_id, part, body, attachments) VALUES (@IncidentId, @Sequence, @Text, @Attachments);";

    private async Task WriteNews(Transaction transaction, Incident incident, bool isNew)
    {
        foreach (var line in incident.News)
        {
            line.Position = transaction.NextPosition();
            await transaction.Connection.ExecuteAsync(line.Text is null ? InsertEvent : InsertEventWithText, line);
        }
        await AddWords(transaction.Connection, incident.Id, incident.News.Select(line => line.Text).OfType<string>(), isNew);
    }

    private static Task InsertText(DbConnection connection, long ownerId, int part, string body, string? attachments) => connection.ExecuteAsync(
        "INSERT INTO texts (owner_id, part, body, attachments) VALUES (@ownerId, @part, @body, @attachments)",
        new { ownerId, part, body, attachments });
}
