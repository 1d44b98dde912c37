using System.Data;
using System.Data.Common;
using IncidentService.Hosting;

namespace IncidentService.Storage;

/// <summary>
/// One change: everything it reads and writes goes through the transaction it is given, and it may be run again. It does no other I/O.
/// An accepted reply is committed with what the change wrote; a refusal undoes the change and leaves its neighbours alone.
/// </summary>
internal delegate Task<Reply> Change(Transaction transaction);

/// <summary>What a change works on. The clock is read once.</summary>
internal sealed class Transaction(DbConnection connection, Instant now, Func<long?> nextPosition)
{
    public DbConnection Connection => connection;

    public Instant Now => now;

    /// <summary>The same transaction, for what happened earlier and is only written down now.</summary>
    public Transaction At(Instant earlier) => new(connection, earlier, nextPosition);

    /// <summary>The next place in the feed where the engine can tell it before the commit (one writer); null where it is given afterwards.</summary>
    public long? NextPosition() => nextPosition();

    /// <summary>Personal data was taken away: older copies that the engine keeps are to go after the commit.</summary>
    public bool Scrubs { get; set; }
}

/// <summary>Runs changes so that each is durable, whole and alone. Tests put other implementations here.</summary>
internal interface IChangeRunner
{
    /// <summary>The isolation is for engines that run changes side by side; where there is one writer, nothing is seen but what is committed.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot take the change now; nothing of it was kept.</exception>
    Task<Reply> Run(Change change, CancellationToken cancellation, IsolationLevel isolation = IsolationLevel.ReadCommitted);

    /// <summary>How many changes somebody who has many hands over at a time: as many as are run together, and no more than leave room for others.</summary>
    int AtOnce { get; }

    /// <summary>Forgets what it has written down of changes long past, where it does.</summary>
    Task Forget(CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>The store cannot be written or read now. The caller may try again; nothing was kept.</summary>
internal sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>What an engine said when it failed, without the values that its own message may hold.</summary>
internal sealed class StoreFailedException(string reason) : DbException(reason);

/// <summary>Another change came between reading a row and writing it; the change is run again.</summary>
internal sealed class LostRaceException() : Exception("Another change came first");
