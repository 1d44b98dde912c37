using System.Data.Common;
using IncidentService.Common;

namespace IncidentService.Storage.Dialects;

/// <summary>What else differs between the database servers: how to connect to them, and what their errors mean.</summary>
internal abstract class ServerDialect : SqlDialect
{
    public override bool IsRemote => true;

    /// <summary>Creates connections to the configured server, encrypted unless the configuration says otherwise.</summary>
    /// <exception cref="ArgumentException">The connection string is invalid. The message may contain parts of it, including a
    /// password.</exception>
    public abstract DbDataSource Connect(string connectionString);

    /// <summary>
    /// A statement to run before the migrations, outside of any transaction; null if none is needed. The user may lack the permission.
    /// </summary>
    public virtual string? Prepare => null;

    /// <summary>Another transaction conflicted with this one, which was undone and may succeed when it is run again immediately.</summary>
    public abstract bool IsConflict(DbException exception);

    /// <summary>The server or the connection failed, and may be back in a moment.</summary>
    public abstract bool IsTransient(DbException exception);

    /// <summary>The driver found an answer that it did not expect, and has closed the connection. Another one may work.</summary>
    public virtual bool HasLostStep(Exception exception) => false;

    /// <summary>
    /// Calls back when the engine has committed on this connection without the confirmation of a standby that it was told to wait for.
    /// </summary>
    public virtual void ObserveUnconfirmedCommits(DbConnection connection, Action onUnconfirmed) { }

    /// <summary>
    /// Makes sure that what is found committed has reached the standby that the engine waits for, by a commit of its own with this id,
    /// which waits for all before it.
    /// </summary>
    public virtual Task ConfirmCommits(ServerConnection connection, long id, Instant now) => Task.CompletedTask;

    /// <summary>Describes the error without any value of a row or of the connection string.</summary>
    public abstract string Reason(DbException exception);
}
