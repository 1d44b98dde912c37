using IncidentService.Common.Outcomes;

namespace IncidentService.Storage.Dialects;

/// <summary>A change in the writer's queue. Cancelling removes it from the queue; once started, it runs to its end.</summary>
internal abstract class PendingChange
{
    private readonly CancellationTokenRegistration registration;
    private int started;

    protected PendingChange(CancellationToken cancellation) =>
        registration = cancellation.UnsafeRegister(static (self, token) => ((PendingChange)self!).Cancel(token), this);

    /// <summary>The change returned a problem: what it wrote must be undone.</summary>
    public abstract bool Refused { get; }

    /// <summary>Returns false if the caller cancelled while the change was waiting.</summary>
    public bool TryStart()
    {
        if (Interlocked.Exchange(ref started, 1) == 1) return false;
        registration.Dispose();
        return true;
    }

    /// <summary>Runs the change, saves what it changed, and keeps its outcome.</summary>
    public abstract Task Run(Transaction transaction);

    public abstract void SetFault(Exception exception);

    /// <summary>Gives the caller the outcome, once it is durable.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    protected abstract void SetCanceled(CancellationToken token);

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.Exchange(ref started, 1) == 0) SetCanceled(token);
    }
}

internal sealed class PendingChange<T>(Change<T> change, CancellationToken cancellation) : PendingChange(cancellation)
{
    private readonly TaskCompletionSource<Outcome<T>> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome<T> outcome;
    private Exception? fault;

    public Task<Outcome<T>> Task => answered.Task;

    public override bool Refused => fault is null && !outcome.Succeeded;

    public override async Task Run(Transaction transaction)
    {
        (outcome, fault) = (await change(transaction), null);
        if (outcome.Succeeded) await transaction.SaveChanges();
    }

    public override void SetFault(Exception exception) => (outcome, fault) = (default, exception);

    public override void Complete()
    {
        if (fault is not null) Fail(fault);
        else answered.TrySetResult(outcome);
    }

    public override void Fail(Exception exception) => answered.TrySetException(exception);

    protected override void SetCanceled(CancellationToken token) => answered.TrySetCanceled(token);
}
