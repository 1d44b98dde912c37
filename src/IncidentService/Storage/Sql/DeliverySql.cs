using System.Data.Common;
using Dapper;
using IncidentService.Common;
using IncidentService.Events;
using IncidentService.Storage.Feed;
using IncidentService.Webhooks;
using IncidentService.Webhooks.Deliveries;

namespace IncidentService.Storage.Sql;

internal static class DeliverySql
{
    /// <summary>How many delivery attempts are kept for each subscription.</summary>
    private const int DeliveriesKept = 200;

    private const string OutgoingColumns = $"{FeedSql.FeedColumns}, o.attempts, o.set_aside_at, o.reason";

    private const string EventsOfOutgoing =
        "JOIN events e ON e.incident_id = o.incident_id AND e.sequence = o.sequence JOIN incidents i ON i.id = o.incident_id";

    private const string OutgoingEvents = $"outgoing o {EventsOfOutgoing}";

    /// <summary>
    /// The due events: of each incident only the first that waits. One pass over the waiting events finds them, and joins nothing to them:
    /// an engine that has no statistics of a queue would compare each of them with all others.
    /// </summary>
    public static Task<IReadOnlyList<OutgoingEvent>> ListDue(this Session session, long id, Instant now, int take) => session.QueryOutgoing(
        $"""
        SELECT {OutgoingColumns}
        FROM (
            SELECT w.* FROM (
                SELECT q.*, row_number() OVER (PARTITION BY q.incident_id ORDER BY q.position) AS place
                FROM outgoing q WHERE q.subscription_id = @id AND q.set_aside_at IS NULL) w
            WHERE w.place = 1 AND w.due_at <= @now ORDER BY w.position {session.Dialect.Take}) o
        {EventsOfOutgoing} ORDER BY o.position
        """,
        new { id, now, take });

    /// <summary>When the oldest event happened that waits for delivery; null if none waits.</summary>
    public static Task<Instant?> FindOldestWaiting(this Session session, long id) => session.ExecuteScalar<Instant?>(
        $"SELECT min(e.occurred_at) FROM {OutgoingEvents} WHERE o.subscription_id = @id AND o.set_aside_at IS NULL", new { id });

    /// <summary>The events that were set aside after too many attempts, from after a feed position.</summary>
    public static Task<IReadOnlyList<OutgoingEvent>> ListSetAside(
        this Session session, long id, long after, int take) => session.QueryOutgoing(
        $"""
        SELECT {OutgoingColumns} FROM {OutgoingEvents}
        WHERE o.subscription_id = @id AND o.set_aside_at IS NOT NULL AND o.position > @after ORDER BY o.position {session.Dialect.Take}
        """,
        new { id, after, take });

    /// <summary>The latest attempts before an ordinal, newest first.</summary>
    public static Task<IReadOnlyList<Delivery>> ListDeliveries(this Session session, long id, long before, int take) =>
        session.Query<Delivery>(
            $"""
            SELECT d.ordinal, d.event_id, d.type, d.attempted_at, d.micros, d.status, d.outcome, d.excerpt FROM deliveries d
            WHERE d.subscription_id = @id AND d.ordinal < @before ORDER BY d.ordinal DESC {session.Dialect.Take}
            """,
            new { id, before, take });

    /// <summary>Queues a page of the feed and advances the subscription, unless somebody has moved or changed it.</summary>
    public static async Task QueueFromFeed(this Transaction transaction, Subscription to, long from, FeedPage page)
    {
        var moved = await transaction.Execute(
            "UPDATE subscriptions SET position = @Next WHERE id = @Id AND position = @from AND version = @Version",
            new { page.Next, to.Id, to.Version, from });
        if (moved == 0) return;
        transaction.Write(
            """
            INSERT INTO outgoing (subscription_id, position, incident_id, sequence, attempts, due_at)
            VALUES (@id, @position, @incidentId, @sequence, 0, @now)
            """,
            page.Events.Select(taken => new
            {
                id = to.Id, position = taken.Position, incidentId = taken.IncidentId, sequence = taken.Sequence, now = transaction.Now
            }));
    }

    public static async Task SaveResults(this Transaction transaction, long id, DeliveryResults results)
    {
        transaction.Write(
            "DELETE FROM outgoing WHERE subscription_id = @id AND position = @position",
            results.Delivered.Select(position => new { id, position }));
        transaction.Write(
            """
            UPDATE outgoing SET attempts = @Attempts, due_at = @DueAt, set_aside_at = @SetAsideAt, reason = @Reason
            WHERE subscription_id = @id AND position = @Position
            """,
            results.Retries.Select(back => new { id, back.Position, back.Attempts, back.DueAt, back.SetAsideAt, back.Reason }));
        await transaction.AddDeliveries(id, results.Deliveries);
        transaction.Write(
            "UPDATE subscriptions SET failing_since = @FailingSince WHERE id = @id", new { results.FailingSince, id });
        if (results.State is null) return;
        transaction.Write(
            """
            UPDATE subscriptions SET state = @State, reason = @Reason, state_since = @now, version = version + 1
            WHERE id = @id AND state = 'active'
            """,
            new { results.State, results.Reason, now = transaction.Now, id });
    }

    /// <summary>
    /// Adds attempts and deletes all but the last 200. The update of the subscription's row makes concurrent writers take their ordinals
    /// one after the other.
    /// </summary>
    public static async Task<long> AddDeliveries(this Transaction transaction, long id, IReadOnlyList<Delivery> deliveries)
    {
        transaction.Write(
            "UPDATE subscriptions SET last_delivery = last_delivery + @count WHERE id = @id", new { count = deliveries.Count, id });
        var last = await transaction.ExecuteScalar<long>("SELECT s.last_delivery FROM subscriptions s WHERE s.id = @id", new { id });
        transaction.Write(
            """
            INSERT INTO deliveries (subscription_id, ordinal, event_id, type, attempted_at, micros, status, outcome, excerpt)
            VALUES (@id, @ordinal, @EventId, @Type, @AttemptedAt, @Micros, @Status, @Outcome, @Excerpt)
            """,
            deliveries.Select((made, index) => new
            {
                id, ordinal = last - deliveries.Count + index + 1, made.EventId, made.Type, made.AttemptedAt, made.Micros, made.Status,
                made.Outcome, made.Excerpt,
            }));
        transaction.Write(
            "DELETE FROM deliveries WHERE subscription_id = @id AND ordinal <= @old", new { id, old = last - DeliveriesKept });
        return last;
    }

    /// <summary>Makes set-aside events due again: those at the given positions, or all. Returns how many there were.</summary>
    public static async Task<int> Requeue(this Transaction transaction, long id, IReadOnlyList<long>? positions)
    {
        const string Again =
            "UPDATE outgoing SET attempts = 0, due_at = @now, set_aside_at = NULL, reason = NULL WHERE subscription_id = @id AND set_aside_at IS NOT NULL";
        if (positions is null) return await transaction.Execute(Again, new { id, now = transaction.Now });
        return await transaction.Execute(
            Again + " AND position = @position", positions.Select(position => new { id, now = transaction.Now, position }));
    }

    public static Task<IReadOnlyList<OutgoingEvent>> QueryOutgoing(this Session session, string sql, object parameters) =>
        session.Query<FeedEvent, RetryCounter, OutgoingEvent>(
            sql, (happened, tries) => new OutgoingEvent(happened, tries), parameters, splitOn: "attempts");
}
