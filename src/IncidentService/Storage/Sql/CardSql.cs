using System.Data.Common;
using Dapper;
using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Contacts;
using IncidentService.Handoffs;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Incidents.Merging;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Storage.Dialects;
using IncidentService.Timeline;

namespace IncidentService.Storage.Sql;

internal static class CardSql
{
    public const int LinesOnCard = 20;

    /// <summary>
    /// Conditions on a column of incident ids. <see cref="Alone"/> suffices for an incident without merged ones; <see cref="OfGroup"/>
    /// matches the merge group of any incident, including one that is being opened and has no row yet.
    /// </summary>
    internal const string Alone = "= @incidentId";
    internal const string OfGroup = "IN (SELECT @incidentId UNION ALL SELECT f.id FROM incidents f WHERE f.survivor_id = @incidentId)";

    /// <summary>The shortest condition that matches the incident's merge group.</summary>
    internal static string InMergeGroup(Incident incident) => incident.Members == 0 ? Alone : OfGroup;

    private const string PlainCard =
        $"{ContactSql.Contacts} {Alone} {ContactSql.InOrder}; {ReferenceSql.References} {Alone} {ReferenceSql.InOrder}; "
        + $"{TimelineSql.Lines} {Alone} ORDER BY e.sequence DESC ";

    /// <summary>Only the incident with this number. A merged number finds a survivor with members, which takes further queries.</summary>
    private const string OfNumber = "= (SELECT q.incident_id FROM numbers q WHERE q.number = @number)";

    private static readonly string WholeCard =
        $"{Contacts(OfGroup)}; {References(OfGroup)}; {Approvals(OfGroup)}; {Promises(OfGroup)}; {Handoffs(OfGroup)}; "
        + $"{TimelineSql.Lines} {OfGroup} {TimelineSql.LatestFirst} ";

    private static readonly string LinesOfNumber = $"{TimelineSql.Lines} {OfNumber} ORDER BY e.sequence DESC ";

    private static readonly string CardOfNumber =
        $"{IncidentSql.SurvivorByNumber}; {Contacts(OfNumber)}; {References(OfNumber)}; {Approvals(OfNumber)}; {Promises(OfNumber)}; "
        + $"{Handoffs(OfNumber)}; {LinesOfNumber}";

    private static string Contacts(string condition) => $"{ContactSql.Contacts} {condition} {ContactSql.InOrder}";

    private static string References(string condition) => $"{ReferenceSql.References} {condition} {ReferenceSql.InOrder}";

    private static string Approvals(string condition) => $"{ApprovalSql.Approvals} WHERE a.incident_id {condition} {ApprovalSql.InOrder}";

    private static string Promises(string condition) =>
        $"{PromiseSql.Promises} WHERE p.answered_at IS NULL AND p.incident_id {condition} {PromiseSql.InOrder}";

    private static string Handoffs(string condition) =>
        $"{HandoffSql.Handoffs} WHERE h.state = 'open' AND h.incident_id {condition} {HandoffSql.InOrder}";

    /// <summary>The same queries as a batch.</summary>
    private static class Batch
    {
        public static readonly BatchQuery<Incident> Survivor = Query<Incident>(IncidentSql.SurvivorByNumber);
        public static readonly BatchQuery<Contact> OfContacts = Query<Contact>(Contacts(OfNumber));
        public static readonly BatchQuery<Reference> OfReferences = Query<Reference>(References(OfNumber));
        public static readonly BatchQuery<Approval> OfApprovals = Query<Approval>(Approvals(OfNumber));
        public static readonly BatchQuery<Promise> OfPromises = Query<Promise>(Promises(OfNumber));
        public static readonly BatchQuery<Handoff> OfHandoffs = Query<Handoff>(Handoffs(OfNumber));
        public static readonly BatchQuery<TimelineEvent> OfLines = Query<TimelineEvent>($"{LinesOfNumber} LIMIT {LinesOnCard}");

        private static readonly IBatchQuery[] All =
            [Survivor, OfContacts, OfReferences, OfApprovals, OfPromises, OfHandoffs, OfLines];

        public static IEnumerable<BatchedQuery> Of(IncidentNumber number)
        {
            object value = number.Value;
            return All.Select(query => new BatchedQuery(query, value));
        }

        private static BatchQuery<T> Query<T>(string sql) => Batches.QueryBy<T>("number", sql);
    }

    /// <summary>The card that a number leads to, as it was at one moment; null if the number was not issued to an incident.</summary>
    public static async Task<CardParts?> FindCard(this Store store, IncidentNumber number)
    {
        var dialect = store.Dialect;
        var queries = dialect.BatchesReads ? null : dialect.AtOneMoment(CardOfNumber + dialect.Take);
        if (queries is null && !dialect.BatchesReads) return await store.ReadSnapshot(session => session.FindCard(number));
        var (incident, parts) = await store.Read(session => session.FindCardAtOnce(number, queries));
        return incident is null || parts is not null ? parts : await store.ReadSnapshot(session => session.FindCard(number));
    }

    public static async Task<CardParts?> FindCard(this Session session, IncidentNumber number)
    {
        if (!session.Dialect.IsRemote)
            return await session.FindIncident(number) is { } alone ? await session.FindCard(alone) : null;
        var queries = session.Dialect.BatchesReads ? null : CardOfNumber + session.Dialect.Take;
        var (incident, parts) = await session.FindCardAtOnce(number, queries);
        return incident is null ? null : parts ?? await session.FindCard(incident);
    }

    /// <summary>
    /// The card of this version of an incident. Null if there is another version by now or, outside of a snapshot, if the card takes more
    /// than one round trip.
    /// </summary>
    public static async Task<CardParts?> FindCard(this Session session, IncidentVersion version)
    {
        var queries = session.Dialect.BatchesReads ? null : session.AtOneMoment(CardOfNumber + session.Dialect.Take);
        var parts = session.IsSnapshot
            ? await session.FindCard(version.Number)
            : (await session.FindCardAtOnce(version.Number, queries)).Parts;
        return parts is not null && version.IsOf(parts.Incident) ? parts : null;
    }

    /// <summary>
    /// One round trip for the whole card of an incident that nothing was merged into, by these queries or, without any, by the batch. The
    /// parts are null if they take further queries.
    /// </summary>
    private static async Task<(Incident? Incident, CardParts? Parts)> FindCardAtOnce(
        this Session session, IncidentNumber number, string? queries)
    {
        var card = queries is null
            ? await session.ReadBatch(Batch.Of(number), reader => new BatchResults(reader).ReadCard())
            : await session.ReadCard(number, queries);
        if (card is not { Incident: { Members: 0, AskedFor: null } }) return (card?.Incident, null);
        return (card.Incident, AnnouncementsNotShown(card).Any() ? null : card);
    }

    private static async Task<CardParts?> ReadCard(this Session session, IncidentNumber number, string queries)
    {
        using var parts = await session.QueryMultiple(queries, new { number, take = LinesOnCard });
        return await new TextResults(parts).ReadCard();
    }

    /// <summary>Reads all results even without an incident: a reader that is left before its end cancels its command.</summary>
    private static async Task<CardParts?> ReadCard(this IQueryResults results)
    {
        var incident = (await results.Read(Batch.Survivor)).SingleOrDefault();
        var contacts = await results.Read(Batch.OfContacts);
        var references = ReferenceSql.Distinct(await results.Read(Batch.OfReferences));
        var approvals = await results.Read(Batch.OfApprovals);
        var promises = await results.Read(Batch.OfPromises);
        var handoffs = await results.Read(Batch.OfHandoffs);
        var lines = OldestFirst(await results.Read(Batch.OfLines));
        if (incident is null) return null;
        return new CardParts(incident, new MergeGroup(incident, []), contacts, references, lines)
        {
            Approvals = approvals, Promises = promises, Handoffs = handoffs
        };
    }

    /// <summary>An incident and those that were merged into it.</summary>
    public static async Task<MergeGroup> FindMergeGroup(this Session session, Incident incident) => new(
        incident,
        incident.Members == 0 ? [] : await session.Query<MergedIncident>(
            """
            SELECT i.id, i.number, i.interactions, i.wait_seconds, i.last_handoff, i.disputes, i.reopened, i.waited_micros
            FROM incidents i WHERE i.survivor_id = @Id ORDER BY i.number
            """,
            incident));

    public static async Task<CardParts> FindCard(this Session session, Incident incident)
    {
        var group = await session.FindMergeGroup(incident);
        var isPlain = incident is { Members: 0, LastApproval: 0, LastPromise: 0, LastHandoff: 0 };
        using var parts = await session.QueryMultiple( // one round trip
            (isPlain ? PlainCard : WholeCard) + session.Dialect.Take, new { incidentId = incident.Id, take = LinesOnCard });
        var contacts = (await parts.ReadAsync<Contact>()).AsList();
        var references = ReferenceSql.Distinct(await parts.ReadAsync<Reference>());
        if (isPlain) return new CardParts(incident, group, contacts, references, OldestFirst(await parts.ReadAsync<TimelineEvent>()));
        var approvals = (await parts.ReadAsync<Approval>()).AsList();
        var promises = (await parts.ReadAsync<Promise>()).AsList();
        var handoffs = (await parts.ReadAsync<Handoff>()).AsList();
        var card = new CardParts(incident, group, contacts, references, OldestFirst(await parts.ReadAsync<TimelineEvent>()))
        {
            Approvals = approvals, Promises = promises, Handoffs = handoffs
        };
        return card with { Lines = [.. await session.ListAnnouncements(card), .. card.Lines] };
    }

    /// <summary>Records that this event is the first that told the customer about what is open: the card shows it from now on.</summary>
    public static async Task Announce(this Transaction transaction, Incident incident, TimelineEvent line)
    {
        if (incident is { Members: 0, LastApproval: 0, LastPromise: 0 }) return;
        transaction.Write(
            $"""
            UPDATE approvals SET announced_id = @lineOf, announced_by = @Sequence WHERE announced_by IS NULL AND revoked_at IS NULL AND incident_id {InMergeGroup(incident)};
            UPDATE promises SET announced_id = @lineOf, announced_by = @Sequence WHERE announced_by IS NULL AND answered_at IS NULL AND incident_id {InMergeGroup(incident)}
            """,
            new { incidentId = incident.Id, lineOf = line.IncidentId, line.Sequence });
    }

    private static List<TimelineEvent> OldestFirst(IEnumerable<TimelineEvent> lines) => [.. lines.Reverse()];

    /// <summary>
    /// The events that told the customer about what is still open and that are not among the latest ones. The announcement of an incident
    /// that has since left the merge group is omitted: it belongs to that incident.
    /// </summary>
    private static async Task<IEnumerable<TimelineEvent>> ListAnnouncements(this Session session, CardParts card)
    {
        var lines = new List<TimelineEvent>();
        foreach (var (id, sequence) in AnnouncementsNotShown(card))
        {
            if (await session.FindLine(id, sequence) is { } line) lines.Add(line);
        }
        return lines.OrderBy(line => line.OccurredAt).ThenBy(line => line.IncidentId).ThenBy(line => line.Sequence);
    }

    private static IEnumerable<(long Id, int Sequence)> AnnouncementsNotShown(CardParts card) => card.Approvals
        .Where(approval => approval.IsOpen)
        .Select(approval => (Id: approval.AnnouncedId, Sequence: approval.AnnouncedBy))
        .Concat(card.Promises.Select(promise => (Id: promise.AnnouncedId, Sequence: promise.AnnouncedBy)))
        .Where(line => line.Id is not null
            && card.Group.Contains(line.Id.Value)
            && !card.Lines.Any(known => known.IncidentId == line.Id && known.Sequence == line.Sequence))
        .Select(line => (line.Id!.Value, line.Sequence!.Value))
        .Distinct();
}
