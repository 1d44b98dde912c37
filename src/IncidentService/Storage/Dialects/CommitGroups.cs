using System.Data.Common;
using System.Diagnostics;
using IncidentService.Common.Outcomes;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// A group of changes failed, and the server did not say that it undid it. Each of the changes may be committed, and is run again if not.
/// </summary>
internal sealed class CommitInDoubtException(Exception cause) : Exception(cause.Message, cause);

/// <summary>
/// Commits changes that only add rows together with others that are ready at the same time, as one batch, which is a transaction by itself.
/// A group is sent at once as long as few are on their way; changes that arrive meanwhile are sent together, as soon as one of those ends.
/// </summary>
internal sealed class CommitGroups : IDisposable
{
    private const int MostTogether = 64;
    private const int MostOnTheirWay = 2;

    /// <summary>
    /// A group that takes longer waits for a row that another change adds. When all do, others are committed alone: a new group might
    /// wait for the same row.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>For how long changes are committed alone once one has spoiled its group: it may be one of many.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly Server server;
    private readonly ServerDialect dialect;
    private readonly Queue<Member> waiting = [];
    private readonly List<Sender> senders = [];
    private readonly Timer watch;
    private bool isWatched;
    private long? pausedAt;

    public CommitGroups(Server server, ServerDialect dialect)
    {
        (this.server, this.dialect) = (server, dialect);
        watch = new Timer(_ => ReleaseThoseThatWait());
    }

    private sealed class Member(BatchOfCommands writes) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public BatchOfCommands Writes => writes;
    }

    private sealed class Sender
    {
        public long Started { get; set; } = Stopwatch.GetTimestamp();
    }

    /// <summary>True once the change is committed; false if nothing of its group was, and it has to be committed alone.</summary>
    /// <exception cref="DbException">The server or the connection failed: it may be committed or not.</exception>
    /// <exception cref="CommitInDoubtException">Something else failed: it may be committed or not.</exception>
    public Task<bool> Add(BatchOfCommands writes)
    {
        var member = new Member(writes);
        lock (gate)
        {
            if (IsPaused || AllTakeLong) return Task.FromResult(false);
            waiting.Enqueue(member);
            if (senders.Count < MostOnTheirWay) Start();
            else Watch();
        }
        return member.Task;
    }

    public void Dispose() => watch.Dispose();

    private bool IsPaused => pausedAt is { } at && Stopwatch.GetElapsedTime(at) < Pause;

    private bool AllTakeLong => senders.Count >= MostOnTheirWay
        && senders.TrueForAll(one => Stopwatch.GetElapsedTime(one.Started) >= Patience);

    private void Start()
    {
        var sender = new Sender();
        senders.Add(sender);
        // not as a part of one caller's trace
        ThreadPool.UnsafeQueueUserWorkItem(start => _ = SendGroups(start), sender, preferLocal: false);
    }

    /// <summary>Looks after those that wait, who are sent by nobody as long as all that are on their way take long.</summary>
    private void Watch()
    {
        if (isWatched) return;
        isWatched = true;
        watch.Change(Patience, Timeout.InfiniteTimeSpan);
    }

    private void ReleaseThoseThatWait()
    {
        lock (gate)
        {
            isWatched = false;
            while (AllTakeLong && waiting.TryDequeue(out var member)) member.TrySetResult(false);
            if (waiting.Count > 0) Watch();
        }
    }

    private async Task SendGroups(Sender sender)
    {
        while (Take(sender) is { Count: > 0 } members) await Send(members);
    }

    /// <summary>Whoever waits, for the sender to go on with; none when it ends.</summary>
    private List<Member> Take(Sender sender)
    {
        var members = new List<Member>();
        lock (gate)
        {
            while (members.Count < MostTogether && waiting.TryDequeue(out var member)) members.Add(member);
            if (members.Count == 0) senders.Remove(sender);
            else sender.Started = Stopwatch.GetTimestamp();
        }
        return members;
    }

    private async Task Send(List<Member> members)
    {
        try
        {
            await using var connection = await server.Open(CancellationToken.None);
            await using var batch = new BatchOfCommands(connection, dialect);
            batch.AddAll(members.Select(member => member.Writes));
            await batch.ExecuteAndCommit();
            connection.ExpectConfirmed();
            foreach (var member in members) member.TrySetResult(true);
        }
        catch (Exception exception)
        {
            Fail(members, exception);
        }
    }

    private void Fail(List<Member> members, Exception exception)
    {
        if (members.Count > 1 && !IsOfServer(exception))
        {
            lock (gate) pausedAt = Stopwatch.GetTimestamp();
            if (exception is DbException { SqlState: not null }) // of a statement: the server has undone the group
            {
                foreach (var member in members) member.TrySetResult(false);
                return;
            }
            exception = new CommitInDoubtException(exception);
        }
        foreach (var member in members) member.TrySetException(exception);
    }

    /// <summary>The server, the connection or a standby failed, which every change would have met alone, too.</summary>
    private bool IsOfServer(Exception exception) => exception is StoreFailedException or StoreUnavailableException
        || dialect.HasLostStep(exception)
        || (exception is DbException failed && dialect.IsTransient(failed));
}
