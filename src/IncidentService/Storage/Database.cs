using System.Data.Common;

namespace IncidentService.Storage;

/// <summary>Where the register is: lends connections to whoever reads it, and one to whoever brings its schema up to date.</summary>
internal abstract class Database
{
    /// <summary>For people; never with a password.</summary>
    public abstract string Place { get; }

    /// <summary>False when there is nothing at that place that could be asked. A server answers for itself.</summary>
    public abstract bool Exists { get; }

    /// <summary>One statement, or several that need not agree. A connection on which something failed is not used again.</summary>
    public abstract Task<T> Read<T>(Func<DbConnection, Task<T>> read);

    /// <summary>Several statements that see the register as it was at one moment.</summary>
    public abstract Task<T> ReadSnapshot<T>(Func<DbConnection, Task<T>> read);

    /// <summary>For the migrations, made where there is none yet.</summary>
    public abstract DbConnection OpenForMigration();
}
