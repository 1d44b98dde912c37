using System.Data.Common;

namespace IncidentService.Storage;

/// <summary>The database of the register: lends connections to readers, and one to the migrations.</summary>
internal abstract class Database
{
    /// <summary>Where the database is, as shown to people; never with a password.</summary>
    public abstract string Place { get; }

    /// <summary>
    /// False if there is nothing at that place to connect to. For a server this is always true: connecting shows whether it is there.
    /// </summary>
    public abstract bool Exists { get; }

    /// <summary>What damage the database has, as far as a quick look shows; null for a server, which looks itself.</summary>
    public virtual string? FindDamage() => null;

    /// <summary>
    /// Runs one query, or several that need not be consistent with each other. A connection on which a query failed is not reused.
    /// </summary>
    public abstract Task<T> Read<T>(Func<DbConnection, Task<T>> read);

    /// <summary>Runs several queries that see the same snapshot of the register.</summary>
    public abstract Task<T> ReadSnapshot<T>(Func<DbConnection, Task<T>> read);

    /// <summary>Opens a connection for the migrations, and creates the database file if there is none yet.</summary>
    public abstract DbConnection OpenForMigration();
}
