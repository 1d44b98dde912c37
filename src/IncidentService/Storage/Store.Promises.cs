namespace IncidentService.Storage;

internal sealed partial class Store
{
    private const string Promises =
        """
        SELECT p.incident_id, p.ordinal, p.kind, p.policy, p.state, p.due_at, p.team, p.promised_at, p.channel, p.agent, p.sequence,
            p.announced_id, p.announced_by, p.overdue_at, p.settled_at, p.answered_at, t.body AS text
        FROM promises p LEFT JOIN texts t ON t.owner_id = p.incident_id AND t.part = p.sequence
        """;

    private const string InOrderOfPromises = "ORDER BY p.due_at, p.incident_id, p.ordinal";
}
