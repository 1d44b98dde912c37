namespace IncidentService.Storage;

internal sealed partial class Store
{
    private const string Approvals =
        """
        SELECT a.incident_id, a.ordinal, a.type, a.item, a.quantity, a.amount, a.currency, a.partial, a.uses, a.used, a.used_amount, a.valid_from,
            a.valid_until, a.channels, a.locations, a.granted_at, a.key_id, a.agent, a.channel, a.sequence, a.announced_id, a.announced_by,
            a.revoked_at, a.revoked_channel, a.revoked_agent, t.body AS note
        FROM approvals a LEFT JOIN texts t ON t.owner_id = a.incident_id AND t.part = a.sequence
        """;

    private const string InOrderOfApprovals = "ORDER BY a.granted_at, a.incident_id, a.ordinal";
}
