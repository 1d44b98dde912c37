using System.Data.Common;
using Dapper;
using IncidentNumbers;
using IncidentService.Handoffs;
using IncidentService.Incidents;

namespace IncidentService.Storage;

/// <summary>Which incident a number leads to, and as of which version: enough to answer from a cache.</summary>
internal sealed class Whereabouts
{
    public long Id { get; init; }
    public long Version { get; init; }
    public IncidentNumber Number { get; init; }
}

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
    private const string ByNumber = $"SELECT {IncidentColumns} FROM numbers n JOIN incidents i ON i.id = n.incident_id {IncidentJoins} WHERE n.number = @number";
    private const string SurvivorOfId = "SELECT coalesce(r.survivor_id, r.id) FROM incidents r WHERE r.id = @id";
    private const string SurvivorOfNumber =
        "SELECT coalesce(r.survivor_id, r.id) FROM numbers n JOIN incidents r ON r.id = n.incident_id WHERE n.number = @number";

    /// <summary>The survivor that a number leads to; null when the number was not issued to an incident.</summary>
    public static Task<Whereabouts?> Locate(this Session session, IncidentNumber number) => session.QuerySingleOrDefault<Whereabouts?>(
        """
        SELECT s.id, s.version, s.number
        FROM numbers n JOIN incidents i ON i.id = n.incident_id JOIN incidents s ON s.id = coalesce(i.survivor_id, i.id)
        WHERE n.number = @number
        """,
        new { number });

    /// <summary>The incident that changes through this number belong to, for this transaction alone; null when there is none.</summary>
    /// <exception cref="LostRaceException">It was merged, or cut off, while this transaction waited for it.</exception>
    public static async Task<Incident?> Lock(this Transaction transaction, IncidentNumber number)
    {
        if (transaction.Dialect.LockIncidents(SurvivorOfNumber) is not { } locking) return transaction.Tracked(await transaction.Find(number));
        var (locked, incident) = await transaction.Lock($"{locking}; {ByNumber}", new { number });
        if (incident is not null) incident = await transaction.Follow(incident, number);
        return incident is null || incident.Id == locked ? transaction.Tracked(incident) : throw new LostRaceException();
    }

    /// <summary>The incident with this id, or the survivor it was merged into.</summary>
    /// <exception cref="LostRaceException">It was merged, or cut off, while this transaction waited for it.</exception>
    public static async Task<Incident> Lock(this Transaction transaction, long id)
    {
        if (transaction.Dialect.LockIncidents(SurvivorOfId) is not { } locking) return transaction.Tracked(await transaction.Survivor(id))!;
        var (locked, incident) = await transaction.Lock($"{locking}; {ById}", new { id });
        if (incident!.SurvivorId is { } survivor) incident = await transaction.FindById(survivor);
        return incident.Id == locked ? transaction.Tracked(incident)! : throw new LostRaceException();
    }

    /// <summary>The incident with this id itself, merged or not, for this transaction alone.</summary>
    public static async Task<Incident> LockItself(this Transaction transaction, long id)
    {
        if (transaction.Dialect.LockIncidents("@id") is not { } locking) return transaction.Tracked(await transaction.FindById(id))!;
        return transaction.Tracked((await transaction.Lock($"{locking}; {ById}", new { id })).Incident)!;
    }

    private static Incident? Tracked(this Transaction transaction, Incident? incident)
    {
        return incident is null ? null : transaction.Track(incident);
    }

    /// <summary>In one round trip: what was locked, and then the incident as it is.</summary>
    public static async Task<(long? Locked, Incident? Incident)> Lock(this Transaction transaction, string sql, object key)
    {
        using var results = await transaction.QueryMultiple(sql, key);
        return (await results.ReadSingleOrDefaultAsync<long?>(), await results.ReadSingleOrDefaultAsync<Incident?>());
    }

    public static async Task Insert(this Transaction transaction, Incident incident, bool isReserved)
    {
        if (isReserved) await transaction.OpenReserved(incident);
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
        transaction.WriteNews(incident, isNew: true);
    }

    /// <summary>Raises the version and writes what has happened to the incident since it was locked. The receiver of a hand-off accepts it by what it did.</summary>
    public static async Task Save(this Transaction transaction, Incident incident)
    {
        await HandingOff.AcceptByWork(transaction, incident);
        incident.UpdatedAt = transaction.Now;
        var written = await transaction.Execute(
            """
            UPDATE incidents SET version = version + 1, last_sequence = @LastSequence, last_contact = @LastContact, state = @State,
                subject_part = @SubjectPart, category = @Category, team = @Team, updated_at = @UpdatedAt, waiting_on = @WaitingOn,
                waiting_since = @WaitingSince, interactions = @Interactions, wait_seconds = @WaitSeconds, parent_id = @ParentId,
                survivor_id = @SurvivorId, members = @Members, last_approval = @LastApproval, last_promise = @LastPromise,
                last_handoff = @LastHandoff, last_in_at = @LastInAt, last_out_at = @LastOutAt, waited_micros = @WaitedMicros,
                resolved_at = @ResolvedAt, resolver_key = @ResolverKey, resolver_agent = @ResolverAgent, closes_at = @ClosesAt,
                closed_at = @ClosedAt, closed_by = @ClosedBy, disputes = @Disputes, reopened = @Reopened, surveyed_at = @SurveyedAt,
                erased_at = @ErasedAt
            WHERE id = @Id AND version = @Version
            """,
            incident);
        if (written != 1) throw new LostRaceException();
        if (incident.FirstResponseAt == transaction.Now || incident.FirstResolvedAt == transaction.Now) transaction.SaveFirsts(incident);
        transaction.WriteNews(incident, isNew: false);
        incident.MarkSaved();
    }

    /// <summary>What is first happens once: written then alone, so that no other change moves the rows of the indexes over it.</summary>
    public static void SaveFirsts(this Transaction transaction, Incident incident) => transaction.Write(
        """
        UPDATE incidents SET first_response_at = @FirstResponseAt, first_resolved_at = @FirstResolvedAt, first_resolved_with = @FirstResolvedWith
        WHERE id = @Id
        """,
        incident);

    public static async Task<Incident?> Find(this Session session, IncidentNumber number)
    {
        var incident = await session.QuerySingleOrDefault<Incident?>(ByNumber, new { number });
        return incident is null ? null : await session.Follow(incident, number);
    }

    /// <summary>The incident itself or the survivor that it lives on in, which then knows what it was asked for.</summary>
    public static async Task<Incident> Follow(this Session session, Incident incident, IncidentNumber number)
    {
        if (incident.SurvivorId is not { } survivorId) return incident;
        var survivor = await session.FindById(survivorId);
        (survivor.AskedFor, survivor.AskedForId) = (number, incident.Id);
        return survivor;
    }

    public static Task<Incident> FindById(this Session session, long id) => session.QuerySingle<Incident>(ById, new { id });

    /// <summary>The incident with this id, or the one it was merged into.</summary>
    public static async Task<Incident> Survivor(this Session session, long id)
    {
        var incident = await session.FindById(id);
        return incident.SurvivorId is { } survivor ? await session.FindById(survivor) : incident;
    }

    public static async Task<IReadOnlyList<Incident>> Survivors(this Session session, IEnumerable<long> ids)
    {
        var survivors = new List<Incident>();
        foreach (var id in ids) survivors.Add(await session.Survivor(id));
        return [.. survivors.DistinctBy(incident => incident.Id)];
    }
}
