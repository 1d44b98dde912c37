using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Tracking.Links;

namespace IncidentService.Storage.Sql;

internal static class TrackingLinkSql
{
    private static readonly TimeSpan KeptAfterExpiry = TimeSpan.FromDays(30);

    private const string Links =
        """
        SELECT l.id, l.incident_id, l.contact_id, l.contact_ordinal, l.key_id, l.channel, l.agent, l.created_at, l.expires_at, l.revoked_at,
            c.lookup_key AS contact_key
        FROM tracking_links l LEFT JOIN contacts c ON c.incident_id = l.contact_id AND c.ordinal = l.contact_ordinal
        """;

    public static void AddTrackingLink(this Transaction transaction, TrackingLink link, byte[] hash) => transaction.Write(
        """
        INSERT INTO tracking_links (id, incident_id, contact_id, contact_ordinal, hash, key_id, channel, agent, created_at, expires_at)
        VALUES (@Id, @IncidentId, @ContactId, @ContactOrdinal, @hash, @KeyId, @Channel, @Agent, @CreatedAt, @ExpiresAt)
        """,
        new
        {
            link.Id, link.IncidentId, link.ContactId, link.ContactOrdinal, hash, link.KeyId, link.Channel, link.Agent, link.CreatedAt,
            link.ExpiresAt
        });

    public static void RevokeTrackingLink(this Transaction transaction, TrackingLink link) => transaction.Write(
        "UPDATE tracking_links SET revoked_at = @RevokedAt WHERE id = @Id", new { link.RevokedAt, link.Id });

    public static Task<TrackingLink?> FindTrackingLink(this Session session, long id) =>
        session.QuerySingleOrDefault<TrackingLink?>(Links + " WHERE l.id = @id", new { id });

    public static Task<TrackingLink?> FindTrackingLink(this Session session, byte[] hash) =>
        session.QuerySingleOrDefault<TrackingLink?>(Links + " WHERE l.hash = @hash", new { hash });

    /// <summary>The links of an incident and of those that were merged into it, newest first.</summary>
    public static Task<IReadOnlyList<TrackingLink>> ListTrackingLinks(this Session session, Incident incident) =>
        session.Query<TrackingLink>(
            $"{Links} WHERE l.incident_id {CardSql.InMergeGroup(incident)} ORDER BY l.id DESC", new { incidentId = incident.Id });

    /// <summary>Deletes the links to an incident, and those that were made for one of its contacts.</summary>
    public static void DeleteTrackingLinks(this Transaction transaction, long incidentId) => transaction.Write(
        """
        DELETE FROM tracking_links WHERE incident_id = @incidentId;
        DELETE FROM tracking_links WHERE contact_id = @incidentId
        """,
        new { incidentId });

    /// <summary>Deletes links that expired a month ago, at most this many, and returns how many it deleted.</summary>
    public static async Task<int> DeleteOldTrackingLinks(this Transaction transaction, int most)
    {
        var old = await transaction.Query<long>(
            "SELECT l.id FROM tracking_links l WHERE l.expires_at < @before ORDER BY l.expires_at, l.id " + transaction.Dialect.Take,
            new { before = transaction.Now.Plus(-KeptAfterExpiry), take = most });
        foreach (var id in old) transaction.Write("DELETE FROM tracking_links WHERE id = @id", new { id });
        return old.Count;
    }
}
