using System.Data;
using System.Data.Common;
using IncidentService.Common;

namespace IncidentService.Storage;

/// <summary>
/// One change: everything it reads and writes goes through the transaction, it does no other I/O, and it may be run again. Success is committed
/// with what the change wrote; a problem undoes the change and leaves its neighbours alone.
/// </summary>
internal delegate Task<Outcome<T>> Change<T>(Transaction transaction);

/// <summary>Runs changes so that each is durable, whole and isolated.</summary>
internal interface IChangeRunner
{
    /// <summary>The isolation is for engines that run changes side by side; where there is one writer, nothing is seen but what is committed.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot take the change now; nothing of it was kept.</exception>
    Task<Outcome<T>> Run<T>(Change<T> change, CancellationToken cancellation, IsolationLevel isolation = IsolationLevel.ReadCommitted);

    /// <summary>How many changes a caller with many should hand over at a time: as many as run together, and no more than leave room for others.</summary>
    int BatchSize { get; }

    /// <summary>Deletes the record of commits long past, where the engine needs one.</summary>
    Task ForgetCommits(CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>The store cannot be written or read now. The caller may try again; nothing was kept.</summary>
internal sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>What an engine said when it failed, without the values that its own message may hold.</summary>
internal sealed class StoreFailedException(string reason) : DbException(reason);

/// <summary>Another change came between reading a row and writing it; the change is run again.</summary>
internal sealed class ConcurrencyConflictException() : Exception("Another change came first");
