using Dapper;
using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Promises;
using IncidentService.Timeline;
using IncidentService.Tracking.Views;

namespace IncidentService.Storage.Sql;

/// <summary>What the customer's page reads.</summary>
internal static class CustomerSql
{
    public const int LinesShown = 200;
    private const int IncidentsShown = 20;

    private const string ContactsOfNumber =
        $"""
        {ContactSql.Contacts} IN ({IncidentSql.SurvivorOfNumber}
            UNION ALL SELECT f.id FROM incidents f WHERE f.survivor_id = ({IncidentSql.SurvivorOfNumber}))
        """;

    private const string Parts =
        $"{ContactSql.Contacts} {CardSql.OfGroup} {ContactSql.InOrder}; "
        + $"{ApprovalSql.Approvals} WHERE a.incident_id {CardSql.OfGroup} {ApprovalSql.InOrder}; "
        + $"{PromiseSql.Promises} WHERE p.incident_id {CardSql.OfGroup} {PromiseSql.InOrder}; "
        + $"{TimelineSql.Lines} {CardSql.OfGroup} AND e.type IN ('incident.opened', 'message.received', 'message.sent', 'customer.told', "
        + $"'incident.resolved', 'incident.disputed', 'incident.reopened', 'incident.closed') {TimelineSql.LatestFirst} ";

    /// <summary>
    /// The contacts behind a number: of the survivor that it leads to, and of all that were merged into it. One statement, whatever is
    /// known about the number.
    /// </summary>
    public static Task<IReadOnlyList<Contact>> ListContactsOfNumber(this Session session, IncidentNumber number) =>
        session.Query<Contact>(ContactsOfNumber, new { number });

    /// <summary>The parts of an incident, and of those that were merged into it, from which its customer's view is made.</summary>
    public static async Task<CustomerParts> FindCustomerParts(this Session session, Incident incident)
    {
        var group = await session.FindMergeGroup(incident);
        using var parts = await session.QueryMultiple( // one round trip
            Parts + session.Dialect.Take, new { incidentId = incident.Id, take = LinesShown });
        var contacts = (await parts.ReadAsync<Contact>()).AsList();
        var approvals = (await parts.ReadAsync<Approval>()).AsList();
        var promises = (await parts.ReadAsync<Promise>()).AsList();
        return new CustomerParts(incident, group, contacts, approvals, promises)
        {
            Lines = [.. (await parts.ReadAsync<TimelineEvent>()).Reverse()],
        };
    }

    /// <summary>The incidents with this contact whose problem is not closed, latest first; each with the survivor it lives on in.</summary>
    public static Task<IReadOnlyList<ContactIncident>> ListOpenIncidents(this Session session, string contactKey) =>
        session.Query<ContactIncident>(
            $"""
            SELECT i.id, i.number, i.opened_at, t.body AS subject, s.id AS survivor_id, s.state, s.waiting_on
            FROM incidents i JOIN incidents s ON s.id = coalesce(i.survivor_id, i.id)
            LEFT JOIN texts t ON t.owner_id = i.id AND t.part = i.subject_part
            WHERE s.state <> 'closed' AND i.id IN (SELECT c.incident_id FROM contacts c WHERE c.lookup_key = @contactKey)
            ORDER BY i.id DESC {session.Dialect.Take}
            """,
            new { contactKey, take = IncidentsShown });
}
