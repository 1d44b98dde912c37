using System.Data.Common;
using Dapper;
using IncidentService.Audit;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Mapping;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Storage;

/// <summary>
/// The unit of work of one change. All its reads and writes go through here, and it reads the clock once. Writes are collected and sent
/// together: before the next query, before a write whose row count is asked for, and at the end. A server gets them in one round trip.
/// </summary>
internal sealed class Transaction(DbConnection connection, SqlDialect dialect, Ids ids, Instant now, LastPlaces? places)
    : Session(connection, dialect)
{
    private readonly Ids ids = ids;
    private readonly LastPlaces? places = places;
    private readonly List<PendingWrite> writes = [];
    private readonly List<Incident> incidents = [];

    public Instant Now => now;

    /// <summary>True if personal data was removed: the engine then deletes its older copies after the commit.</summary>
    public bool RemovedPersonalData { get; set; }

    /// <summary>Collects the appended events where somebody counts them.</summary>
    public List<TimelineEvent>? AppendedEvents { get; set; }

    /// <summary>What was read without a lock: the writes lock it, and find out whether it has changed.</summary>
    public ReadVersions? Unlocked { get; init; }

    private bool HasNoLocks => Connection is ServerConnection { ReadsUnlocked: true };

    /// <summary>
    /// False at the first attempt of a change if a query costs a round trip: unique rows are inserted without a query first, and the engine
    /// refuses duplicates. The change is then run again and queries first. A change that expects a duplicate queries first at once.
    /// </summary>
    public bool ReadsBeforeWriting { get; set; } = true;

    public long NewId() => ids.Next();

    /// <summary>
    /// The next feed position, if the engine knows it before the commit (a single writer); null if it is assigned afterwards.
    /// </summary>
    public long? NextPosition() => places is null ? null : ++places.Position;

    /// <summary>
    /// The end of the audit trail's chain, if the engine knows it before the commit (a single writer) and no entry waits to be sealed.
    /// Whoever adds to the chain sets it.
    /// </summary>
    public AuditHead? AuditHead
    {
        get => places?.AuditHead;
        set
        {
            if (places is not null) places.AuditHead = value;
        }
    }

    /// <summary>
    /// Another unit of work over the same connection, at an earlier time, for what happened then and is recorded now. Save its changes
    /// before this one continues.
    /// </summary>
    public Transaction At(Instant earlier) =>
        new(Connection, Dialect, ids, earlier, places)
        {
            ReadsBeforeWriting = ReadsBeforeWriting, AppendedEvents = AppendedEvents, Unlocked = Unlocked,
        };

    /// <summary>
    /// Collects a write. The parameters must not change until the next <see cref="Flush"/>; a sequence of them runs the statement once for
    /// each.
    /// </summary>
    public void Write(string sql, object parameters) => writes.Add(new PendingWrite(sql, parameters, MustAffectOne: false));

    /// <summary>
    /// Collects a write that must affect one row: with another count, <see cref="Flush"/> throws a <see
    /// cref="ConcurrencyConflictException"/>.
    /// </summary>
    public void WriteOne(string sql, object parameters) => writes.Add(new PendingWrite(sql, parameters, MustAffectOne: true));

    /// <summary>
    /// True if nothing has been sent: the collected writes are all of this change, and may be committed together with those of others.
    /// </summary>
    public bool HasOnlyCollected => Connection is ServerConnection { IsConnected: false };

    /// <summary>Sends the collected writes, and then this one. Returns the number of affected rows.</summary>
    public async Task<int> Execute(string sql, object? parameters = null)
    {
        await Lock();
        await Flush();
        return await Connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>
    /// Whether the next query may read an incident without a lock. Collected writes are sent first, which begins to lock.
    /// </summary>
    public async ValueTask<bool> ReadsUnlocked()
    {
        await Flush();
        return HasNoLocks;
    }

    /// <summary>
    /// Whether an incident that was read without a lock may stay so. If not, this transaction locks from now on: the incident was merged,
    /// and what it leads to is known only under the lock of its survivor, or another change of this replica works on it.
    /// </summary>
    public async ValueTask<bool> StaysUnlocked(Incident? read)
    {
        if (read is null || (read is { SurvivorId: null, AskedFor: null } && !Unlocked!.IsUsedElsewhere(read.Id))) return true;
        await Lock();
        return false;
    }

    /// <summary>Locks what was read without a lock, and whatever is read from now on.</summary>
    /// <exception cref="ConcurrencyConflictException">An incident has changed since it was read.</exception>
    public async ValueTask Lock()
    {
        if (Connection is not ServerConnection server) return;
        await server.Connect();
        if (!server.ReadsUnlocked) return;
        await server.BeginForWrites();
        writes.InsertRange(0, Unlocked!.TakeLocks());
        await Flush();
    }

    /// <summary>
    /// Confirms that nothing has changed while this change, which ends without success, has read without a lock: its reason may be a state
    /// that never was.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">An incident has changed since it was read.</exception>
    public async Task ConfirmReads()
    {
        if (HasNoLocks) await Unlocked!.Confirm(Connection);
    }

    /// <summary>
    /// Tracks an incident that this transaction has locked: <see cref="SaveChanges"/> saves it if it has changed. If the incident was
    /// locked before and has changed since, the changed object is returned.
    /// </summary>
    public Incident Track(Incident incident)
    {
        Unlocked?.Use(incident.Id);
        if (HasNoLocks) Unlocked!.Add(incident);
        if (incidents.Find(tracked => tracked.Id == incident.Id && tracked.IsChanged) is { } changed) return changed;
        incidents.Add(incident);
        return incident;
    }

    /// <summary>
    /// Collects the writes of the changed incidents. It is called after a change and before its reply is built.
    /// </summary>
    public async ValueTask SaveIncidents()
    {
        foreach (var incident in incidents.Where(incident => incident.IsChanged)) await this.SaveIncident(incident);
    }

    /// <summary>Saves the incidents that have changed and sends all collected writes.</summary>
    public async ValueTask SaveChanges()
    {
        await SaveIncidents();
        await Flush();
    }

    /// <summary>Sends all collected writes and commits them; where writes are not batched.</summary>
    public async Task Commit(ServerConnection server)
    {
        await Flush();
        await server.Commit();
    }

    /// <summary>The last writes, which commit the change in one round trip; only where writes are batched.</summary>
    public ValueTask<WriteBatch> TakeLastWrites(ServerConnection server)
    {
        if (HasNoLocks) writes.InsertRange(0, Unlocked!.TakeLocks());
        return Batch(server, TakeWrites());
    }

    protected override ValueTask Flush()
    {
        if (writes.Count > 0) return WriteAll();
        return Connection is ServerConnection { IsConnected: false } server ? server.Connect() : ValueTask.CompletedTask;
    }

    private async ValueTask WriteAll()
    {
        await Lock();
        var pending = TakeWrites();
        if (pending.Length > 1 && Dialect.BatchesWrites && Connection is ServerConnection server) await WriteAll(server, pending);
        else foreach (var write in pending) await WriteAlone(write);
    }

    private async ValueTask WriteAlone(PendingWrite write)
    {
        var affected = await Connection.ExecuteAsync(write.Sql, write.Parameters);
        if (write.MustAffectOne && affected != 1) throw new ConcurrencyConflictException();
    }

    private PendingWrite[] TakeWrites()
    {
        PendingWrite[] pending = [.. writes];
        writes.Clear();
        return pending;
    }

    private async ValueTask WriteAll(ServerConnection server, PendingWrite[] pending)
    {
        await using var batch = await Batch(server, pending);
        await batch.Execute();
    }

    private async ValueTask<WriteBatch> Batch(ServerConnection server, PendingWrite[] pending)
    {
        var batch = Dialect.CreateBatch(server);
        foreach (var write in pending) await batch.Add(write);
        return batch;
    }
}
