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

internal sealed partial class Store
{
    private const string IncidentColumns =
        """
        i.id, i.number, i.survivor_id, i.version, i.last_sequence, i.last_contact, i.state, i.subject_part, i.category, i.team, i.channel, i.location,
        i.opened_at, i.updated_at, i.waiting_on, i.waiting_since, i.interactions, i.wait_seconds, i.mismatch_id, i.parent_id, i.members,
        i.last_approval, i.last_promise, i.last_handoff, i.last_in_at, i.last_out_at, i.first_response_at, i.waited_micros,
        i.resolved_at, i.resolver_key, i.resolver_agent, i.first_resolved_at, i.first_resolved_with, i.closes_at, i.closed_at, i.closed_by,
        i.disputes, i.reopened, i.surveyed_at, i.erased_at, s.body AS subject, m.number AS mismatch_number
        """;

    private const string IncidentJoins =
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
    public Task<Whereabouts?> Locate(IncidentNumber number) => Read(connection => connection.QuerySingleOrDefaultAsync<Whereabouts?>(
        """
        SELECT s.id, s.version, s.number
        FROM numbers n JOIN incidents i ON i.id = n.incident_id JOIN incidents s ON s.id = coalesce(i.survivor_id, i.id)
        WHERE n.number = @number
        """,
        new { number }));

    public Task<Incident?> Find(IncidentNumber number) => Read(connection => Find(connection, number));

    /// <summary>The incident that changes through this number belong to, for this transaction alone; null when there is none.</summary>
    /// <exception cref="LostRaceException">It was merged, or cut off, while this transaction waited for it.</exception>
    public async Task<Incident?> Lock(Transaction transaction, IncidentNumber number)
    {
        if (dialect.LockIncidents(SurvivorOfNumber) is not { } locking) return await Find(transaction.Connection, number);
        var (locked, incident) = await Lock(transaction, $"{locking}; {ByNumber}", new { number });
        if (incident is not null) incident = await Follow(transaction.Connection, incident, number);
        return incident is null || incident.Id == locked ? incident : throw new LostRaceException();
    }

    /// <summary>The incident with this id, or the survivor it was merged into.</summary>
    /// <exception cref="LostRaceException">It was merged, or cut off, while this transaction waited for it.</exception>
    public async Task<Incident> Lock(Transaction transaction, long id)
    {
        if (dialect.LockIncidents(SurvivorOfId) is not { } locking) return await Survivor(transaction.Connection, id);
        var (locked, incident) = await Lock(transaction, $"{locking}; {ById}", new { id });
        if (incident!.SurvivorId is { } survivor) incident = await FindById(transaction.Connection, survivor);
        return incident.Id == locked ? incident : throw new LostRaceException();
    }

    /// <summary>The incident with this id itself, merged or not, for this transaction alone.</summary>
    public async Task<Incident> LockItself(Transaction transaction, long id)
    {
        if (dialect.LockIncidents("@id") is not { } locking) return await FindById(transaction.Connection, id);
        return (await Lock(transaction, $"{locking}; {ById}", new { id })).Incident!;
    }

    /// <summary>In one round trip: what was locked, and then the incident as it is.</summary>
    private static async Task<(long? Locked, Incident? Incident)> Lock(Transaction transaction, string sql, object key)
    {
        using var results = await transaction.Connection.QueryMultipleAsync(sql, key);
        return (await results.ReadSingleOrDefaultAsync<long?>(), await results.ReadSingleOrDefaultAsync<Incident?>());
    }

    public async Task Insert(Transaction transaction, Incident incident, bool isReserved)
    {
        if (isReserved) await OpenReserved(transaction, incident);
        await transaction.Connection.ExecuteAsync(
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
        await WriteNews(transaction, incident, isNew: true);
    }

    /// <summary>Raises the version and writes what has happened to the incident since it was locked.</summary>
    public async Task Save(Transaction transaction, Incident incident)
    {
        await HandingOff.AcceptByWork(this, transaction, incident);
        incident.UpdatedAt = transaction.Now;
        var written = await transaction.Connection.ExecuteAsync(
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
        if (incident.FirstResponseAt == transaction.Now || incident.FirstResolvedAt == transaction.Now) await SaveFirsts(transaction, incident);
        incident.Version++;
        await WriteNews(transaction, incident, isNew: false);
    }

    /// <summary>What is first happens once: written then alone, so that no other change moves the rows of the indexes over it.</summary>
    private static Task SaveFirsts(Transaction transaction, Incident incident) => transaction.Connection.ExecuteAsync(
        """
        UPDATE incidents SET first_response_at = @FirstResponseAt, first_resolved_at = @FirstResolvedAt, first_resolved_with = @FirstResolvedWith
        WHERE id = @Id
        """,
        incident);

    private static async Task<Incident?> Find(DbConnection connection, IncidentNumber number)
    {
        var incident = await connection.QuerySingleOrDefaultAsync<Incident?>(ByNumber, new { number });
        return incident is null ? null : await Follow(connection, incident, number);
    }

    /// <summary>The incident itself or the survivor that it lives on in, which then knows what it was asked for.</summary>
    private static async Task<Incident> Follow(DbConnection connection, Incident incident, IncidentNumber number)
    {
        if (incident.SurvivorId is not { } survivorId) return incident;
        var survivor = await FindById(connection, survivorId);
        (survivor.AskedFor, survivor.AskedForId) = (number, incident.Id);
        return survivor;
    }

    private static Task<Incident> FindById(DbConnection connection, long id) => connection.QuerySingleAsync<Incident>(ById, new { id });
}
