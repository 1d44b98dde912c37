namespace IncidentService.Storage.Verifying;

/// <summary>
/// What must hold in every register: a name for programs, a sentence for people, and a query for what breaks it. The query selects one id:
/// the number of an incident where there is one.
/// </summary>
internal sealed record Invariant(string Name, string Rule, string Sql)
{
    public static readonly IReadOnlyList<Invariant> All = [.. Audit, .. Incidents, .. Feed, .. Approvals, .. Merges, .. Owners, .. Subscriptions];

    private static IEnumerable<Invariant> Audit =>
    [
        new(
            "audit-sealed",
            "Every entry of the audit trail that is older than ten minutes is in its chain.",
            "SELECT a.id FROM audit_entries a WHERE a.sequence IS NULL AND a.occurred_at < @longBefore"),
    ];

    private static IEnumerable<Invariant> Incidents =>
    [
        new(
            "incident-number",
            "Every incident is found by its own number.",
            """
            SELECT i.number FROM incidents i LEFT JOIN numbers n ON n.number = i.number
            WHERE n.incident_id IS NULL OR n.incident_id <> i.id
            """),
        new(
            "issued-number",
            "Every number that was issued leads to an incident that has it.",
            """
            SELECT n.number FROM numbers n LEFT JOIN incidents i ON i.id = n.incident_id
            WHERE n.incident_id IS NOT NULL AND (i.id IS NULL OR i.number <> n.number)
            """),
        new(
            "timeline",
            "The lines of every incident are numbered from 1 without gaps.",
            """
            SELECT i.number FROM incidents i LEFT JOIN (
                SELECT e.incident_id, count(*) AS items, min(e.sequence) AS lowest, max(e.sequence) AS highest
                FROM events e GROUP BY e.incident_id) t ON t.incident_id = i.id
            WHERE t.items IS NULL OR t.lowest <> 1 OR t.highest <> t.items OR t.highest <> i.last_sequence
            """),
        new(
            "interactions",
            "The interactions of every incident are numbered from 1 without gaps.",
            """
            SELECT i.number FROM incidents i LEFT JOIN (
                SELECT e.incident_id, count(*) AS items, max(e.interaction) AS highest
                FROM events e WHERE e.interaction IS NOT NULL GROUP BY e.incident_id) t ON t.incident_id = i.id
            WHERE coalesce(t.items, 0) <> i.interactions OR coalesce(t.highest, 0) <> i.interactions
            """),
        new(
            "cards",
            "Every stored card belongs to an incident, and is of its version.",
            """
            SELECT coalesce(i.number, c.incident_id) FROM cards c LEFT JOIN incidents i ON i.id = c.incident_id
            WHERE i.id IS NULL OR i.version < c.version
                OR (@deletesFormerCards = @yes AND (i.version > c.version OR i.survivor_id IS NOT NULL))
            """),
        Ordinals("contacts", "last_contact"), Ordinals("approvals", "last_approval"), Ordinals("promises", "last_promise"),
        Ordinals("handoffs", "last_handoff"),
    ];

    private static IEnumerable<Invariant> Feed =>
    [
        new(
            "feed-positions",
            "The places in the feed are given from 1 without gaps.",
            """
            SELECT max(e.position) FROM events e WHERE e.position IS NOT NULL
            HAVING max(e.position) <> count(*) OR min(e.position) <> 1
            """),
        new(
            "feed-order",
            "The events of an incident are in the feed in their order.",
            """
            SELECT i.number FROM events e JOIN events n ON n.incident_id = e.incident_id AND n.sequence = e.sequence + 1
                JOIN incidents i ON i.id = e.incident_id
            WHERE n.position < e.position
            """),
        new(
            "feed-complete",
            "Every event that is older than a minute is in the feed.",
            "SELECT e.incident_id FROM events e WHERE e.position IS NULL AND e.occurred_at < @before"),
    ];

    private static IEnumerable<Invariant> Approvals =>
    [
        new(
            "redemptions",
            "No approval is redeemed more often, or for more money, than was granted, and each counts its redemptions.",
            """
            SELECT i.number FROM approvals a JOIN incidents i ON i.id = a.incident_id LEFT JOIN (
                SELECT r.incident_id, r.approval, count(*) AS made, sum(r.amount) AS spent FROM redemptions r
                WHERE r.redeemed_at IS NOT NULL AND r.reversed_at IS NULL GROUP BY r.incident_id, r.approval)
                t ON t.incident_id = a.incident_id AND t.approval = a.ordinal
            WHERE a.used <> coalesce(t.made, 0) OR a.used > a.uses OR a.used_amount > a.amount
                OR (a.partial = @yes AND a.used_amount <> coalesce(t.spent, 0))
            """),
        new(
            "redemption-owner",
            "Every redemption belongs to an approval.",
            """
            SELECT r.incident_id FROM redemptions r LEFT JOIN approvals a ON a.incident_id = r.incident_id AND a.ordinal = r.approval
            WHERE a.ordinal IS NULL
            """),
    ];

    private static IEnumerable<Invariant> Merges =>
    [
        new(
            "merges",
            "Every merged incident leads to one that is not merged itself.",
            """
            SELECT m.number FROM incidents m LEFT JOIN incidents s ON s.id = m.survivor_id LEFT JOIN incidents p ON p.id = m.parent_id
            WHERE (m.survivor_id IS NOT NULL AND (s.id IS NULL OR s.survivor_id IS NOT NULL OR p.id IS NULL))
                OR (m.parent_id IS NOT NULL AND m.survivor_id IS NULL)
            """),
        new(
            "merge-groups",
            "Every survivor counts the incidents that live on in it.",
            """
            SELECT s.number FROM incidents s LEFT JOIN (
                SELECT m.survivor_id, count(*) AS merged FROM incidents m WHERE m.survivor_id IS NOT NULL GROUP BY m.survivor_id)
                t ON t.survivor_id = s.id
            WHERE s.survivor_id IS NULL AND s.members <> coalesce(t.merged, 0)
            """),
    ];

    /// <summary>Rows whose owner is gone.</summary>
    private static IEnumerable<Invariant> Owners =>
    [
        OwnedByIncident("events"), OwnedByIncident("contacts"), OwnedByIncident("incident_references"),
        OwnedByIncident("words"), OwnedByIncident("approvals"), OwnedByIncident("promises"), OwnedByIncident("handoffs"),
        new(
            "messages-owner",
            "Every message belongs to an incident, unless it is only expected.",
            """
            SELECT m.incident_id FROM messages m LEFT JOIN incidents i ON i.id = m.incident_id
            WHERE i.id IS NULL AND m.incident_id <> 0
            """),
        new(
            "texts-owner",
            "Every text belongs to an incident, a look-up or a stored reply.",
            """
            SELECT t.owner_id FROM texts t
            WHERE t.owner_id NOT IN (SELECT i.id FROM incidents i) AND t.owner_id NOT IN (SELECT l.id FROM lookups l)
                AND t.owner_id NOT IN (SELECT c.id FROM commands c)
            """),
        new(
            "lines-owner",
            "Every text of an incident is that of one of its lines.",
            """
            SELECT i.number FROM texts t JOIN incidents i ON i.id = t.owner_id
                LEFT JOIN events e ON e.incident_id = t.owner_id AND e.sequence = t.part
            WHERE e.sequence IS NULL
            """),
        new(
            "lookups-owner",
            "Every look-up names an incident of this register.",
            """
            SELECT l.id FROM lookups l LEFT JOIN incidents i ON i.id = l.incident_id LEFT JOIN incidents a ON a.id = l.answer_id
            WHERE (l.incident_id IS NOT NULL AND i.id IS NULL) OR (l.answer_id IS NOT NULL AND a.id IS NULL)
            """),
        new(
            "numbers-owner",
            "Every number that was reserved belongs to a block.",
            "SELECT n.number FROM numbers n LEFT JOIN number_blocks b ON b.id = n.block_id WHERE n.block_id IS NOT NULL AND b.id IS NULL"),
    ];

    private static IEnumerable<Invariant> Subscriptions =>
    [
        new(
            "subscription-positions",
            "No subscription has read further than the feed goes.",
            """
            SELECT s.id FROM subscriptions s
            WHERE s.position > (SELECT coalesce(max(e.position), 0) FROM events e WHERE e.position IS NOT NULL)
            """),
        new(
            "waiting-events",
            "Every event that waits for delivery is in the feed, and its subscription is there.",
            """
            SELECT o.position FROM outgoing o LEFT JOIN subscriptions s ON s.id = o.subscription_id
                LEFT JOIN events e ON e.incident_id = o.incident_id AND e.sequence = o.sequence
            WHERE s.id IS NULL OR e.position IS NULL OR e.position <> o.position
            """),
        new(
            "deliveries-owner",
            "Every delivery belongs to a subscription.",
            """
            SELECT d.subscription_id FROM deliveries d LEFT JOIN subscriptions s ON s.id = d.subscription_id WHERE s.id IS NULL
            """),
    ];

    private static Invariant Ordinals(string table, string last) => new(
        table,
        $"The {table} of every incident are numbered from 1 without gaps.",
        $"""
        SELECT i.number FROM incidents i LEFT JOIN (
            SELECT x.incident_id, count(*) AS items, max(x.ordinal) AS highest FROM {table} x GROUP BY x.incident_id)
            t ON t.incident_id = i.id
        WHERE coalesce(t.items, 0) <> i.{last} OR coalesce(t.highest, 0) <> i.{last}
        """);

    private static Invariant OwnedByIncident(string table) => new(
        table.Replace('_', '-') + "-owner",
        $"Every row of {table} belongs to an incident.",
        $"SELECT x.incident_id FROM {table} x LEFT JOIN incidents i ON i.id = x.incident_id WHERE i.id IS NULL");
}
