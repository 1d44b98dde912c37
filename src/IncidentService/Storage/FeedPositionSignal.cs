namespace IncidentService.Storage;

/// <summary>Something was committed here, and waits for its place in the feed.</summary>
internal sealed class FeedPositionSignal : IDisposable
{
    private readonly SemaphoreSlim given = new(0, 1);

    public void Set()
    {
        if (given.CurrentCount > 0) return;
        try
        {
            given.Release();
        }
        catch (SemaphoreFullException)
        {
            // Set by somebody else in the same moment.
        }
    }

    public void Dispose() => given.Dispose();

    /// <summary>Until it is given, or so long at most.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken cancellation) => given.WaitAsync(atMost, cancellation);
}
