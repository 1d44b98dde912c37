namespace IncidentService.Storage;

/// <summary>Signals that events were committed here that wait for their feed positions.</summary>
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
            // Another caller has set it at the same moment.
        }
    }

    public void Dispose() => given.Dispose();

    /// <summary>Waits until the signal is set, or at most this long.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken cancellation) => given.WaitAsync(atMost, cancellation);
}
