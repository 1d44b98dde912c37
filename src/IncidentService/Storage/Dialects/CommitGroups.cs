using System.Data.Common;
using System.Diagnostics;

namespace IncidentService.Storage.Dialects;

/// <summary>
/// Commits changes that only add rows together with others that are ready at the same time, as one batch, which is a transaction by itself.
/// A group is sent at once as long as few are on their way; changes that arrive meanwhile are sent together, as soon as one of those ends.
/// </summary>
internal sealed class CommitGroups(Server server, ServerDialect dialect)
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
    private readonly Queue<Member> waiting = [];
    private readonly List<Sender> senders = [];
    private Timer? watch;
    private bool isWatched;
    private long pausedAt = -Stopwatch.Frequency;

    private sealed class Member(BatchOfCommands writes) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public BatchOfCommands Writes => writes;
    }

    private sealed class Sender
    {
        public long Started { get; set; } = Stopwatch.GetTimestamp();
    }

    /// <summary>True once the change is committed; false if nothing of its group was, and it has to be committed alone.</summary>
    /// <exception cref="DbException">It may be committed or not.</exception>
    public Task<bool> Add(BatchOfCommands writes)
    {
        var member = new Member(writes);
        lock (gate)
        {
            if (Stopwatch.GetElapsedTime(pausedAt) < Pause || AllTakeLong) return Task.FromResult(false);
            waiting.Enqueue(member);
            if (senders.Count < MostOnTheirWay) Start();
            else Watch();
        }
        return member.Task;
    }

    private bool AllTakeLong => senders.Count >= MostOnTheirWay
        && senders.TrueForAll(one => Stopwatch.GetElapsedTime(one.Started) >= Patience);

    private void Start()
    {
        var sender = new Sender();
        senders.Add(sender);
        ThreadPool.UnsafeQueueUserWorkItem(start => _ = Send(start), sender, preferLocal: false); // not as a part of one caller's trace
    }

    /// <summary>Looks after those that wait, who are sent by nobody as long as all that are on their way take long.</summary>
    private void Watch()
    {
        if (isWatched) return;
        isWatched = true;
        watch ??= new Timer(_ => ReleaseThoseThatWait());
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

    private async Task Send(Sender sender)
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
            ServerRunner.ExpectConfirmed(connection);
            foreach (var member in members) member.TrySetResult(true);
        }
        catch (Exception exception)
        {
            if (members.Count > 1 && IsRefusal(exception)) Release(members);
            else foreach (var member in members) member.TrySetException(exception);
        }
    }

    /// <summary>An error of a statement, which undoes the group; not one that ends the connection, maybe after the commit.</summary>
    private bool IsRefusal(Exception exception) =>
        exception is DbException { SqlState: not null } refused && !dialect.IsTransient(refused);

    private void Release(List<Member> members)
    {
        lock (gate) pausedAt = Stopwatch.GetTimestamp();
        foreach (var member in members) member.TrySetResult(false);
    }
}
