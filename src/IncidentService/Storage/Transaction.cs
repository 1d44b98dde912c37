using System.Data.Common;
using Dapper;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage;

/// <summary>
/// The unit of work of one change: what it reads and writes goes through here, and the clock is read once. Writes are collected, and handed to the
/// engine together before the next query, before a write whose count matters, and at the end.
/// </summary>
internal sealed class Transaction(DbConnection connection, SqlDialect dialect, Ids ids, Instant now, Func<long?> nextPosition)
    : Session(connection, dialect)
{
    private readonly Ids ids = ids;
    private readonly Func<long?> nextPosition = nextPosition;
    private readonly List<(string Sql, object Parameters)> writes = [];
    private readonly List<Incident> incidents = [];

    public Instant Now => now;

    /// <summary>Personal data was removed: older copies that the engine keeps are to go after the commit.</summary>
    public bool RemovedPersonalData { get; set; }

    public long NewId() => ids.Next();

    /// <summary>The next place in the feed where the engine knows it before the commit (one writer); null where it is given afterwards.</summary>
    public long? NextPosition() => nextPosition();

    /// <summary>A unit of work of its own over the same connection, as of an earlier time: for what is only recorded now. Save its changes before going on with this one.</summary>
    public Transaction At(Instant earlier) => new(Connection, Dialect, ids, earlier, nextPosition);

    /// <summary>Collects a write. The parameters must not change until the next <see cref="Flush"/>; a sequence of them runs the statement once for each.</summary>
    public void Write(string sql, object parameters) => writes.Add((sql, parameters));

    /// <summary>Writes at once, after what was collected; the number of rows affected.</summary>
    public async Task<int> Execute(string sql, object? parameters = null)
    {
        await Flush();
        return await Connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>
    /// The incident was locked by this transaction: <see cref="SaveChanges"/> saves it if it has changed. One that has changed already and was locked
    /// again stays the one to go on with.
    /// </summary>
    public Incident Track(Incident incident)
    {
        if (incidents.Find(tracked => tracked.Id == incident.Id && tracked.IsChanged) is { } changed) return changed;
        incidents.Add(incident);
        return incident;
    }

    /// <summary>Saves the incidents that have changed, and hands all collected writes to the engine. Whoever runs a change calls this, once the change is made.</summary>
    public async ValueTask SaveChanges()
    {
        foreach (var incident in incidents.Where(incident => incident.IsChanged)) await this.SaveIncident(incident);
        await Flush();
    }

    protected override ValueTask Flush() => writes.Count == 0 ? ValueTask.CompletedTask : WriteAll();

    private async ValueTask WriteAll()
    {
        foreach (var (sql, parameters) in writes) await Connection.ExecuteAsync(sql, parameters);
        writes.Clear();
    }
}
