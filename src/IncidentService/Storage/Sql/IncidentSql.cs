using IncidentNumbers;
using IncidentService.Common.Outcomes;
using IncidentService.Handoffs;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Sql;

internal static class IncidentSql
{
    internal const string IncidentColumns =
        """
        i.id, i.number, i.survivor_id, i.version, i.last_sequence, i.last_contact, i.state, i.subject_part, i.category, i.team, i.channel, i.location,
        i.opened_at, i.updated_at, i.waiting_on, i.waiting_since, i.interactions, i.wait_seconds, i.mismatch_id, i.parent_id, i.members,
        i.last_approval, i.last_promise, i.last_handoff, i.last_in_at, i.last_out_at, i.first_response_at, i.waited_micros,
        i.resolved_at, i.resolver_key, i.resolver_agent, i.first_resolved_at, i.first_resolved_with, i.closes_at, i.closed_at, i.closed_by,
        i.disputes, i.reopened, i.surveyed_at, i.erased_at, s.body AS subject, m.number AS mismatch_number
        """;

    internal const string IncidentJoins =
        """
        LEFT JOIN texts s ON s.owner_id = i.id AND s.part = i.subject_part
        LEFT JOIN incidents m ON m.id = i.mismatch_id
        """;

    private const string IssueNumber = "INSERT INTO numbers (number, incident_id, issued_at) VALUES (@Number, @Id, @OpenedAt); ";

    private const string ById = $"SELECT {IncidentColumns} FROM incidents i {IncidentJoins} WHERE i.id = @id";
    private const string ByNumber =
        $"SELECT {IncidentColumns} FROM numbers n JOIN incidents i ON i.id = n.incident_id {IncidentJoins} WHERE n.number = @number";
    internal const string SurvivorByNumber =
        $"""
        SELECT {IncidentColumns}, CASE WHEN o.id = i.id THEN NULL ELSE n.number END AS asked_for,
            CASE WHEN o.id = i.id THEN NULL ELSE o.id END AS asked_for_id
        FROM numbers n JOIN incidents o ON o.id = n.incident_id JOIN incidents i ON i.id = coalesce(o.survivor_id, o.id) {IncidentJoins}
        WHERE n.number = @number
        """;
    private const string SurvivorOfId = "SELECT coalesce(r.survivor_id, r.id) FROM incidents r WHERE r.id = @id";
    internal const string SurvivorOfNumber =
        "SELECT coalesce(r.survivor_id, r.id) FROM numbers n JOIN incidents r ON r.id = n.incident_id WHERE n.number = @number";

    /// <summary>The version of the survivor that a number leads to; null if the number was not issued to an incident.</summary>
    public static Task<IncidentVersion?> FindVersion(
        this Session session, IncidentNumber number) => session.QuerySingleOrDefault<IncidentVersion?>(
        """
        SELECT s.id, s.version, s.number
        FROM numbers n JOIN incidents i ON i.id = n.incident_id JOIN incidents s ON s.id = coalesce(i.survivor_id, i.id)
        WHERE n.number = @number
        """,
        new { number });

    /// <summary>Locks the survivor that changes through this number apply to; null if there is none.</summary>
    /// <exception cref="ConcurrencyConflictException">The incident was merged or unmerged while this transaction waited for the
    /// lock.</exception>
    public static async Task<Incident?> LockIncident(this Transaction transaction, IncidentNumber number)
    {
        if (await transaction.ReadsUnlocked())
        {
            var read = await transaction.QuerySingleOrDefault<Incident?>(ByNumber, new { number });
            if (await transaction.StaysUnlocked(read)) return transaction.Tracked(read);
        }
        if (transaction.Dialect.LockIncidents(SurvivorOfNumber) is not { } locking)
            return transaction.Tracked(await transaction.FindIncident(number));
        var (locked, incident) = await transaction.LockIncident($"{locking}; {ByNumber}", new { number });
        if (incident is not null) incident = await transaction.FindSurvivor(incident, number);
        return incident is null || incident.Id == locked ? transaction.Tracked(incident) : throw new ConcurrencyConflictException();
    }

    /// <summary>Locks the incident with this id, or the survivor it was merged into.</summary>
    /// <exception cref="ConcurrencyConflictException">The incident was merged or unmerged while this transaction waited for the
    /// lock.</exception>
    public static async Task<Incident> LockIncident(this Transaction transaction, long id)
    {
        if (await transaction.ReadsUnlocked())
        {
            var read = await transaction.FindIncident(id);
            if (await transaction.StaysUnlocked(read)) return transaction.Tracked(read)!;
        }
        if (transaction.Dialect.LockIncidents(SurvivorOfId) is not { } locking)
            return transaction.Tracked(await transaction.FindSurvivor(id))!;
        var (locked, incident) = await transaction.LockIncident($"{locking}; {ById}", new { id });
        if (incident!.SurvivorId is { } survivor) incident = await transaction.FindIncident(survivor);
        return incident.Id == locked ? transaction.Tracked(incident)! : throw new ConcurrencyConflictException();
    }

    /// <summary>Locks the incident with this id itself, whether it was merged or not.</summary>
    public static async Task<Incident> LockWithoutMerges(this Transaction transaction, long id)
    {
        await transaction.Lock();
        if (transaction.Dialect.LockIncidents("@id") is not { } locking) return transaction.Tracked(await transaction.FindIncident(id))!;
        return transaction.Tracked((await transaction.LockIncident($"{locking}; {ById}", new { id })).Incident)!;
    }

    private static Incident? Tracked(this Transaction transaction, Incident? incident)
    {
        return incident is null ? null : transaction.Track(incident);
    }

    /// <summary>Returns the id that was locked and the incident as it is now, in one round trip.</summary>
    public static async Task<(long? Locked, Incident? Incident)> LockIncident(this Transaction transaction, string sql, object key)
    {
        using var results = await transaction.QueryMultiple(sql, key);
        return (await results.ReadSingleOrDefaultAsync<long?>(), await results.ReadSingleOrDefaultAsync<Incident?>());
    }

    public static async Task AddIncident(this Transaction transaction, Incident incident, bool isReserved)
    {
        if (isReserved) await transaction.ClaimReservedNumber(incident);
        transaction.Write(
            (isReserved ? "" : IssueNumber) +
            """
            INSERT INTO incidents (id, number, version, last_sequence, last_contact, state, subject_part, category, team, channel, location,
                opened_at, updated_at, waiting_on, waiting_since, interactions, wait_seconds, mismatch_id,
                last_approval, last_promise, last_handoff, last_in_at, last_out_at, first_response_at)
            VALUES (@Id, @Number, @Version, @LastSequence, @LastContact, @State, @SubjectPart, @Category, @Team, @Channel, @Location,
                @OpenedAt, @UpdatedAt, @WaitingOn, @WaitingSince, @Interactions, @WaitSeconds, @MismatchId,
                @LastApproval, @LastPromise, @LastHandoff, @LastInAt, @LastOutAt, @FirstResponseAt)
            """,
            incident);
        transaction.AddPendingEvents(incident, isNew: true);
    }

    /// <summary>
    /// Raises the version and writes what has happened to the incident since it was locked. Work by the receiver of a hand-off accepts the
    /// hand-off.
    /// </summary>
    public static async Task SaveIncident(this Transaction transaction, Incident incident)
    {
        await transaction.AcceptHandoffsByWork(incident);
        incident.UpdatedAt = transaction.Now;
        transaction.AddPendingEvents(incident, isNew: false);
        incident.MarkSaved();
        transaction.WriteOne(
            """
            UPDATE incidents SET version = @Version, last_sequence = @LastSequence, last_contact = @LastContact, state = @State,
                subject_part = @SubjectPart, category = @Category, team = @Team, updated_at = @UpdatedAt, waiting_on = @WaitingOn,
                waiting_since = @WaitingSince, interactions = @Interactions, wait_seconds = @WaitSeconds, parent_id = @ParentId,
                survivor_id = @SurvivorId, members = @Members, last_approval = @LastApproval, last_promise = @LastPromise,
                last_handoff = @LastHandoff, last_in_at = @LastInAt, last_out_at = @LastOutAt, waited_micros = @WaitedMicros,
                resolved_at = @ResolvedAt, resolver_key = @ResolverKey, resolver_agent = @ResolverAgent, closes_at = @ClosesAt,
                closed_at = @ClosedAt, closed_by = @ClosedBy, disputes = @Disputes, reopened = @Reopened, surveyed_at = @SurveyedAt,
                erased_at = @ErasedAt
            WHERE id = @Id AND version = @Version - 1
            """,
            incident);
        if (incident.FirstResponseAt == transaction.Now || incident.FirstResolvedAt == transaction.Now) transaction.SaveFirsts(incident);
    }

    /// <summary>Written separately, because these values are set only once: other updates do not touch their indexes.</summary>
    public static void SaveFirsts(this Transaction transaction, Incident incident) => transaction.Write(
        """
        UPDATE incidents SET first_response_at = @FirstResponseAt, first_resolved_at = @FirstResolvedAt, first_resolved_with = @FirstResolvedWith
        WHERE id = @Id
        """,
        incident);

    public static async Task<Incident?> FindIncident(this Session session, IncidentNumber number)
    {
        var incident = await session.QuerySingleOrDefault<Incident?>(ByNumber, new { number });
        return incident is null ? null : await session.FindSurvivor(incident, number);
    }

    /// <summary>
    /// The incident itself, or the survivor it was merged into with the requested number in <see cref="Incident.AskedFor"/>.
    /// </summary>
    public static async Task<Incident> FindSurvivor(this Session session, Incident incident, IncidentNumber number)
    {
        if (incident.SurvivorId is not { } survivorId) return incident;
        var survivor = await session.FindIncident(survivorId);
        (survivor.AskedFor, survivor.AskedForId) = (number, incident.Id);
        return survivor;
    }

    public static Task<Incident> FindIncident(this Session session, long id) => session.QuerySingle<Incident>(ById, new { id });

    /// <summary>The incident with this id, or the survivor it was merged into.</summary>
    public static async Task<Incident> FindSurvivor(this Session session, long id)
    {
        var incident = await session.FindIncident(id);
        return incident.SurvivorId is { } survivor ? await session.FindIncident(survivor) : incident;
    }

    /// <summary>
    /// By each of these ids, the incident with the id, or the survivor it was merged into. An id without an incident is left out.
    /// </summary>
    public static async Task<IReadOnlyDictionary<long, Incident>> FindSurvivors(this Session session, IEnumerable<long> ids)
    {
        var values = ids.Distinct().ToArray();
        if (values.Length == 0) return new Dictionary<long, Incident>();
        var survivors = await session.Query<Incident>(
            $"""
            SELECT {IncidentColumns}, CASE WHEN o.id = i.id THEN NULL ELSE o.id END AS asked_for_id
            FROM incidents o JOIN incidents i ON i.id = coalesce(o.survivor_id, o.id) {IncidentJoins}
            WHERE o.id {session.Dialect.InListSql("values")}
            """,
            new { values });
        var byId = survivors.ToDictionary(incident => incident.NamedId);
        foreach (var incident in survivors) incident.AskedForId = null; // nobody asked for the merged one: its number was not quoted
        return byId;
    }

    /// <summary>The incidents with these ids, or the survivors they were merged into, each once and in the same order.</summary>
    public static async Task<IReadOnlyList<Incident>> ListSurvivors(this Session session, IReadOnlyCollection<long> ids)
    {
        var survivors = await session.FindSurvivors(ids);
        return [.. ids.Select(id => survivors[id]).DistinctBy(incident => incident.Id)];
    }
}
