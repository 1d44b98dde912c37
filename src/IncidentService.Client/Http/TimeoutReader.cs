namespace IncidentService.Client;

/// <summary>Reads a stream, and gives it up when nothing comes for too long: the other side of a dead line never says so.</summary>
internal sealed class TimeoutReader(Stream inner, TimeSpan patience, TimeProvider clock) : IDisposable
{
    /// <summary>A buffer whose read was given up is not to be used again: not every stream ends a read that is cancelled, and it may still be written to.</summary>
    /// <exception cref="TimeoutException">Nothing came.</exception>
    public async ValueTask<int> Read(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var waiting = clock.CreateCancellationTokenSource(patience);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        try
        {
            var reading = inner.ReadAsync(buffer, both.Token);
            return reading.IsCompleted ? await reading.ConfigureAwait(false) : await OrGiveUp(reading.AsTask(), both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (waiting.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("Nothing came over the line.", exception);
        }
    }

    public void Dispose() => inner.Dispose();

    private async Task<int> OrGiveUp(Task<int> reading, CancellationToken cancellationToken)
    {
        _ = reading.ContinueWith(static read => read.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return await reading.WaitAsync(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(false);
    }
}
