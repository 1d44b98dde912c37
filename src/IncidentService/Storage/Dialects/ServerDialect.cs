using System.Data.Common;

namespace IncidentService.Storage.Dialects;

/// <summary>What differs between the database servers besides: how they are reached, and what their failures mean.</summary>
internal abstract class ServerDialect : SqlDialect
{
    /// <summary>Connections to what configuration names, encrypted unless it says otherwise.</summary>
    /// <exception cref="ArgumentException">It cannot be read. The message may hold parts of it, a password among them.</exception>
    public abstract DbDataSource Connect(string connectionString);

    /// <summary>Run before the migrations, outside of any transaction, by whoever may; null where nothing is needed.</summary>
    public virtual string? Prepare => null;

    /// <summary>Another transaction was in the way; this one was undone, and may succeed when it is run again at once.</summary>
    public abstract bool IsConflict(DbException exception);

    /// <summary>The server or the way to it failed, and may be back in a moment.</summary>
    public abstract bool IsTransient(DbException exception);

    /// <summary>What failed, without any value of a row or of the connection string.</summary>
    public abstract string Reason(DbException exception);
}
