using System.Data;
using System.Data.Common;
using IncidentService.Audit;

namespace IncidentService.Storage.Dialects;

/// <summary>The parts of SQL that differ between the engines; the Sql classes write everything else once.</summary>
internal abstract class SqlDialect
{
    /// <summary>The folder of the engine's migrations.</summary>
    public abstract string Name { get; }

    /// <summary>Ends a SELECT with ORDER BY and limits it to @take rows.</summary>
    public abstract string Take { get; }

    /// <summary>
    /// Ends a SELECT with ORDER BY and selects the one row at a place counted from 0. The place is an expression that uses no column of an
    /// outer query.
    /// </summary>
    public abstract string ParameterAtSql(string place);

    /// <summary>A table source with one column, value, from the JSON array of strings in @json.</summary>
    public abstract string Values { get; }

    /// <summary>Follows a column: its value is in the array that this parameter holds.</summary>
    public abstract string InListSql(string parameter);

    /// <summary>The value of a parameter that is an array.</summary>
    public virtual object Array(Array values) => values;

    /// <summary>
    /// Returns the ids of these incidents, and makes other changes to them wait until this transaction ends; null if there is only one
    /// writer anyway. The statement that follows in the same command sees the incidents as they are once locked.
    /// </summary>
    public abstract string? LockIncidents(string ids);

    /// <summary>The isolation level in which events without a feed position can be read without waiting for writers.</summary>
    public abstract IsolationLevel FeedPositionIsolation { get; }

    /// <summary>Selects what is wrong with the database itself, or "ok"; null where that is the business of the server.</summary>
    public virtual string? IntegrityCheck => null;

    /// <summary>Each command is a round trip: what can be read together is read by one command.</summary>
    public virtual bool IsRemote => false;

    /// <summary>Collected writes are sent together, the last ones with their COMMIT.</summary>
    public virtual bool BatchesWrites => false;

    /// <summary>Changes that only add rows are committed together: see <see cref="CommitGroups"/>.</summary>
    public virtual bool CommitsTogether => false;

    /// <summary>
    /// Several queries are sent as a batch with positional parameters ($1), which sees the register as it was at one moment. See
    /// <see cref="BatchQuery{T}"/>.
    /// </summary>
    public virtual bool BatchesReads => false;

    /// <summary>
    /// Beginning a transaction is a round trip of its own. The first attempt of a change therefore reads without one, and its writes lock
    /// what it has read: see <see cref="ReadVersions"/>. Otherwise a transaction begins with its first command.
    /// </summary>
    public virtual bool LocksWhenWriting => false;

    /// <summary>Collects writes that are sent together; only where writes are batched.</summary>
    public virtual WriteBatch CreateBatch(ServerConnection connection) => throw new NotSupportedException();

    /// <summary>The same update, which fails unless it affects exactly one row; only where writes are batched.</summary>
    public virtual string ExpectOneRow(string update) => throw new NotSupportedException();

    /// <summary>Such an update affected another number of rows.</summary>
    public virtual bool IsOtherThanOneRow(DbException exception) => false;

    /// <summary>
    /// Writes the places in the chain that these entries of the audit trail have been given, by one statement, and returns how many had
    /// none before. Null if the engine takes no arrays: each entry then needs a statement of its own.
    /// </summary>
    public virtual Task<int>? SaveAuditPlaces(DbConnection connection, IReadOnlyList<AuditEntry> entries) => null;

    /// <summary>
    /// The same queries, all of which see the register as it was at one moment, as a command outside of a transaction; null if that takes a
    /// transaction.
    /// </summary>
    public virtual string? AtOneMoment(string queries) => null;

    /// <summary>A trigger deletes the stored card of an incident that changes, so that a card that is there is current.</summary>
    public virtual bool DeletesFormerCards => true;

    /// <summary>Begins a transaction that only one program at a time can be in.</summary>
    public abstract string BeginMigration { get; }

    /// <summary>Ends that transaction by COMMIT or ROLLBACK, and lets the next program in.</summary>
    public virtual string EndMigration(string how) => how;

    /// <summary>Selects 1 if there is a table named migrations, otherwise 0.</summary>
    public abstract string CountMigrationsTable { get; }

    /// <summary>
    /// Selects the columns of all tables in order, without computed ones: table_name, column_name and key_place, which counts the columns
    /// of the primary key from 1 and is 0 for other columns.
    /// </summary>
    public abstract string Columns { get; }
}
