using System.Data.Common;
using Dapper;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Events;
using IncidentService.Storage.Feed;
using IncidentService.Webhooks;

namespace IncidentService.Storage.Sql;

internal static class SubscriptionSql
{
    private const string SubscriptionColumns =
        """
        s.id, s.sender, s.name, s.url, s.types, s.channel, s.secret, s.old_secret, s.old_secret_until, s.state, s.reason, s.state_since, s.version,
        s.position, s.failing_since, s.created_at
        """;

    private const string Subscriptions = $"SELECT {SubscriptionColumns} FROM subscriptions s";

    private const string CountedSubscriptions =
        $"""
        SELECT {SubscriptionColumns},
            (SELECT count(*) FROM outgoing o WHERE o.subscription_id = s.id AND o.set_aside_at IS NULL) AS waiting,
            (SELECT count(*) FROM outgoing o WHERE o.subscription_id = s.id AND o.set_aside_at IS NOT NULL) AS set_aside
        FROM subscriptions s
        """;

    /// <summary>Finds a subscription, without the counts of its events.</summary>
    public static Task<Subscription?> FindSubscription(this Session session, long id) =>
        session.QuerySingleOrDefault<Subscription?>($"{Subscriptions} WHERE s.id = @id", new { id });

    /// <summary>Lists all subscriptions, oldest first, with the counts of their events.</summary>
    public static Task<IReadOnlyList<Subscription>> ListSubscriptions(this Session session) =>
        session.Query<Subscription>($"{CountedSubscriptions} ORDER BY s.id");

    public static Task<IReadOnlyList<Subscription>> ListActiveSubscriptions(this Session session) =>
        session.Query<Subscription>($"{Subscriptions} WHERE s.state = 'active' ORDER BY s.id");

    public static Task<int> CountSubscriptions(this Session session, string sender) => session.ExecuteScalar<int>(
        "SELECT count(*) FROM subscriptions s WHERE s.sender = @sender", new { sender });

    /// <summary>Sets the filter of a configured sender's subscription; returns false if there is none yet.</summary>
    public static async Task<bool> TryUpdateFilter(this Transaction transaction, string sender, EventFilter filter) =>
        await transaction.Execute(
            "UPDATE subscriptions SET types = @types, channel = @Channel WHERE sender = @sender",
            new { sender, types = string.Join(' ', filter.Types), filter.Channel }) > 0;

    /// <summary>Adds a subscription that begins with the next event, and the lease under which its events are delivered.</summary>
    public static async Task AddSubscription(this Transaction transaction, Subscription subscription)
    {
        transaction.Write(
            """
            INSERT INTO subscriptions (id, sender, name, url, types, channel, secret, state, reason, state_since, version, position, last_delivery, created_at)
            SELECT @Id, @Sender, @Name, @Url, @Types, @Channel, @Secret, @State, @Reason, @StateSince, @Version, coalesce(max(e.position), 0), 0, @CreatedAt
            FROM events e WHERE e.position IS NOT NULL
            """,
            subscription);
        transaction.Write(
            "INSERT INTO leases (name, holder, fence, expires_at) VALUES (@LeaseName, 0, 0, 0)", new { subscription.LeaseName });
    }

    /// <summary>Saves what its owner decides. The delivery worker saves its progress separately.</summary>
    public static async Task SaveSubscription(this Transaction transaction, Subscription subscription)
    {
        var written = await transaction.Execute(
            """
            UPDATE subscriptions SET name = @Name, url = @Url, types = @Types, channel = @Channel, secret = @Secret, old_secret = @OldSecret,
                old_secret_until = @OldSecretUntil, state = @State, reason = @Reason, state_since = @StateSince, version = version + 1
            WHERE id = @Id AND version = @Version
            """,
            subscription);
        if (written != 1) throw new ConcurrencyConflictException();
        subscription.Version++;
    }

    public static async Task RemoveSubscription(this Transaction transaction, Subscription subscription)
    {
        transaction.Write(
            """
            DELETE FROM subscriptions WHERE id = @Id;
            DELETE FROM outgoing WHERE subscription_id = @Id;
            DELETE FROM deliveries WHERE subscription_id = @Id;
            DELETE FROM leases WHERE name = @LeaseName
            """,
            new { subscription.Id, subscription.LeaseName });
    }

    /// <summary>Makes all waiting events due immediately, as on their first attempt.</summary>
    public static void RetryNow(this Transaction transaction, long id) => transaction.Write(
        """
        UPDATE outgoing SET attempts = 0, due_at = @now WHERE subscription_id = @id AND set_aside_at IS NULL;
        UPDATE subscriptions SET failing_since = NULL WHERE id = @id
        """,
        new { id, now = transaction.Now });

    /// <summary>Replays all events after a feed position, including those that were set aside.</summary>
    public static void Rewind(this Transaction transaction, long id, long position) => transaction.Write(
        """
        DELETE FROM outgoing WHERE subscription_id = @id AND position > @position;
        UPDATE subscriptions SET position = @position WHERE id = @id AND position > @position
        """,
        new { id, position });

    /// <summary>
    /// The feed position before the first event that occurred at this time or later. Clocks of replicas differ, but no later event is
    /// before it.
    /// </summary>
    public static async Task<long> FindPositionBefore(this Session session, Instant since) => await session.ExecuteScalar<long?>(
        "SELECT min(e.position) FROM events e WHERE e.position IS NOT NULL AND e.occurred_at >= @since", new { since }) is { } first
            ? first - 1
            : await session.FindLastPosition();

    public static Task<Subscription?> FindSubscriptionWithCounts(this Session session, long id) =>
        session.QuerySingleOrDefault<Subscription?>($"{CountedSubscriptions} WHERE s.id = @id", new { id });
}
