namespace IncidentService.Storage;

internal sealed partial class Store
{
    private const string Handoffs =
        """
        SELECT h.incident_id, h.ordinal, h.state, h.from_channel, h.from_location, h.from_team, h.to_channel, h.to_team, h.requested_at, h.agent,
            h.sequence, h.told_by, h.due_at, h.overdue_at, h.arrived_at, h.settled_at, h.settled_agent, t.body AS reason, o.body AS told
        FROM handoffs h
        LEFT JOIN texts t ON t.owner_id = h.incident_id AND t.part = h.sequence
        LEFT JOIN texts o ON o.owner_id = h.incident_id AND o.part = h.told_by
        """;

    private const string InOrderOfHandoffs = "ORDER BY h.requested_at, h.incident_id, h.ordinal";
}
