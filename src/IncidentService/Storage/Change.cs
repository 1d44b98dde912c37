using System.Data;
using System.Data.Common;
using IncidentService.Common.Outcomes;

namespace IncidentService.Storage;

/// <summary>
/// One change. It reads and writes only through the transaction, does no other I/O, and may be run again. Success commits what it wrote;
/// a problem undoes this change and none of the changes that are committed with it.
/// </summary>
internal delegate Task<Outcome<T>> Change<T>(Transaction transaction);

/// <summary>Runs changes so that each is durable, atomic and isolated.</summary>
internal interface IChangeRunner
{
    /// <summary>
    /// Runs a change. The isolation level matters only for engines that run changes concurrently: with a single writer, a change sees only
    /// what is committed.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot take the change now; nothing of it was kept.</exception>
    Task<Outcome<T>> Run<T>(Change<T> change, CancellationToken cancellation, IsolationLevel isolation = IsolationLevel.ReadCommitted);

    /// <summary>
    /// How many changes a caller with many of them should submit at a time: as many as run together, but few enough to leave room for
    /// others.
    /// </summary>
    int BatchSize { get; }

    /// <summary>Deletes old entries from the log of commits, where the engine needs one.</summary>
    Task ForgetCommits(CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>An engine's error, without the values that the engine's own message may hold.</summary>
internal sealed class StoreFailedException(string reason) : DbException(reason)
{
    /// <summary>The server or the connection failed, not one statement: others fail too.</summary>
    public bool IsOutage { get; init; }
}
