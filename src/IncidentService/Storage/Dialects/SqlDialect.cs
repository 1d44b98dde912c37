using System.Data;

namespace IncidentService.Storage.Dialects;

/// <summary>Only what differs between the engines; everything else is the repository's, written once.</summary>
internal abstract class SqlDialect
{
    /// <summary>The folder of the engine's migrations.</summary>
    public abstract string Name { get; }

    /// <summary>Ends a SELECT with ORDER BY: at most @take rows.</summary>
    public abstract string Take { get; }

    /// <summary>Ends a SELECT with ORDER BY: the one row at a place counted from 0, an expression that names no column of a query around it.</summary>
    public abstract string ParameterAtSql(string place);

    /// <summary>A table source with one column, value, from the JSON array of strings in @json.</summary>
    public abstract string Values { get; }

    /// <summary>After a column: it is one of those in the array that this parameter is.</summary>
    public abstract string InListSql(string parameter);

    /// <summary>
    /// Returns the ids of those incidents, and makes other changes of them wait until this one ends; null where there is one writer anyway. The
    /// statement behind it in the same command sees them as they are then.
    /// </summary>
    public abstract string? LockIncidents(string ids);

    /// <summary>Isolation in which what is not in the feed yet can be read without waiting for those who write.</summary>
    public abstract IsolationLevel Numbering { get; }

    /// <summary>Collected writes are sent as one batch: worth it where each is a round trip.</summary>
    public virtual bool BatchesWrites => false;

    /// <summary>Begins a transaction that only one program at a time can be in.</summary>
    public abstract string BeginMigration { get; }

    /// <summary>Ends it, by COMMIT or ROLLBACK, and lets the next program in.</summary>
    public virtual string EndMigration(string how) => how;

    /// <summary>1 when there is a table named migrations, else 0.</summary>
    public abstract string CountMigrationsTable { get; }

    /// <summary>
    /// The columns of all tables but the computed ones, in their order: table_name, column_name and key_place, which counts the columns of the
    /// primary key from 1 and is 0 for others.
    /// </summary>
    public abstract string Columns { get; }
}
