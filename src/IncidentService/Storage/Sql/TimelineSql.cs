using System.Data.Common;
using Dapper;
using IncidentService.Incidents;
using IncidentService.Storage.Feed;
using IncidentService.Timeline;

namespace IncidentService.Storage.Sql;

internal static class TimelineSql
{
    private const string LineColumns =
        """
        e.incident_id, e.sequence, e.position, e.occurred_at, e.type, e.channel, e.location, e.team, e.key_id, e.agent,
        e.interaction, e.wait_seconds, e.facts, t.body AS text, t.attachments
        """;

    internal const string Lines =
        $"SELECT {LineColumns} FROM events e LEFT JOIN texts t ON t.owner_id = e.incident_id AND t.part = e.sequence WHERE e.incident_id";

    /// <summary>
    /// Sorts by the feed position, which is comparable across incidents. The expression keeps the engine from scanning the whole feed for
    /// one incident's events.
    /// </summary>
    internal const string LatestFirst =
        $"ORDER BY {FeedPositionSql.FeedPlace} DESC, e.occurred_at DESC, e.incident_id DESC, e.sequence DESC";

    internal const string FeedOrder = $"ORDER BY {FeedPositionSql.FeedPlace}, e.occurred_at, e.incident_id, e.sequence";

    /// <summary>The events of an incident and of those that were merged into it, from after a feed position.</summary>
    public static Task<IReadOnlyList<TimelineEvent>> ListLines(this Session session, Incident incident, long after, int take) =>
        session.ListLines(incident, "", after, take);

    public static Task<IReadOnlyList<TimelineEvent>> ListInteractions(this Session session, Incident incident, long after, int take) =>
        session.ListLines(incident, "AND e.interaction IS NOT NULL", after, take);

    public static Task<TimelineEvent?> FindInteraction(this Session session, long incidentId, int ordinal) =>
        session.QuerySingleOrDefault<TimelineEvent?>(
            $"{Lines} = @incidentId AND e.interaction = @ordinal", new { incidentId, ordinal });

    /// <summary>Removes the text of an event, also from search and from stored replies; the event itself stays.</summary>
    public static async Task RedactLine(this Transaction transaction, Incident incident, TimelineEvent line)
    {
        var key = new { line.IncidentId, line.Sequence };
        transaction.Write("DELETE FROM texts WHERE owner_id = @IncidentId AND part = @Sequence", key);
        transaction.EraseMessageDigests(line.IncidentId);
        await transaction.RemoveWords(line.IncidentId, line.Text!);
        await transaction.EraseReplies(incident);
        transaction.RemovedPersonalData = true;
    }

    public static Task<IReadOnlyList<TimelineEvent>> ListLines(
        this Session session, Incident incident, string condition, long after, int take) =>
        session.Query<TimelineEvent>(
            $"{Lines} {CardSql.InMergeGroup(incident)} {condition} AND {FeedPositionSql.FeedPlace} > @after {FeedOrder} {session.Dialect.Take}",
            new { incidentId = incident.Id, after, take });

    public static Task<TimelineEvent?> FindLine(this Session session, long incidentId, int sequence) =>
        session.QuerySingleOrDefault<TimelineEvent?>($"{Lines} = @incidentId AND e.sequence = @sequence", new { incidentId, sequence });

    private const string InsertEvent =
        """
        INSERT INTO events (incident_id, sequence, position, occurred_at, type, channel, location, team, key_id, agent,
            interaction, wait_seconds, facts, trace_parent)
        VALUES (@IncidentId, @Sequence, @Position, @OccurredAt, @Type, @Channel, @Location, @Team, @KeyId, @Agent,
            @Interaction, @WaitSeconds, @Facts, @TraceParent);
        """;

    private const string InsertEventWithText =
        InsertEvent + "INSERT INTO texts (owner_id, part, body, attachments) VALUES (@IncidentId, @Sequence, @Text, @Attachments);";

    public static void AddPendingEvents(this Transaction transaction, Incident incident, bool isNew)
    {
        foreach (var line in incident.PendingEvents)
        {
            line.Position = transaction.NextPosition();
            transaction.Write(line.Text is null ? InsertEvent : InsertEventWithText, line);
        }
        transaction.AppendedEvents?.AddRange(incident.PendingEvents);
        transaction.AddWords(incident.Id, incident.PendingEvents.Select(line => line.Text).OfType<string>(), isNew);
    }

    public static void AddText(this Transaction transaction, long ownerId, int part, string body, string? attachments) => transaction.Write(
        "INSERT INTO texts (owner_id, part, body, attachments) VALUES (@ownerId, @part, @body, @attachments)",
        new { ownerId, part, body, attachments });
}
