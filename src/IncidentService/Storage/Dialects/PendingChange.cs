using IncidentService.Hosting;

namespace IncidentService.Storage.Dialects;

/// <summary>A change on its way through the writer's queue. Cancelling takes it out of the queue; once started it runs to its end.</summary>
internal sealed class PendingChange
{
    private readonly TaskCompletionSource<Reply> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration registration;
    private int started;
    private Reply? reply;
    private Exception? fault;

    public PendingChange(Change change, CancellationToken cancellation)
    {
        Change = change;
        registration = cancellation.UnsafeRegister(static (self, token) => ((PendingChange)self!).Cancel(token), this);
    }

    public Change Change { get; }

    public Task<Reply> Task => answered.Task;

    public bool Refused => reply is { Accepted: false };

    /// <summary>False when the caller has gone away while the change was waiting.</summary>
    public bool TryStart()
    {
        if (Interlocked.Exchange(ref started, 1) == 1) return false;
        registration.Dispose();
        return true;
    }

    public void Outcome(Reply outcome) => (reply, fault) = (outcome, null);

    public void Outcome(Exception outcome) => (reply, fault) = (null, outcome);

    /// <summary>Called once the outcome is durable.</summary>
    public void Answer()
    {
        if (fault is not null) Fail(fault);
        else answered.TrySetResult(reply!);
    }

    public void Fail(Exception exception) => answered.TrySetException(exception);

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.Exchange(ref started, 1) == 0) answered.TrySetCanceled(token);
    }
}
