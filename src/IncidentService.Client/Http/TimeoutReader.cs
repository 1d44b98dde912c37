namespace IncidentService.Client;

/// <summary>Reads a stream with a timeout, because a dead connection reports no error.</summary>
internal sealed class TimeoutReader(Stream inner, TimeSpan patience, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// Reads into the buffer. After a timeout, do not use the buffer again: not every stream stops a cancelled read, so it may still write
    /// to the buffer.
    /// </summary>
    /// <exception cref="TimeoutException">No data was received in time.</exception>
    public async ValueTask<int> Read(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var waiting = clock.CreateCancellationTokenSource(patience);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        try
        {
            var reading = inner.ReadAsync(buffer, both.Token);
            return reading.IsCompleted
                ? await reading.ConfigureAwait(false)
                : await OrGiveUp(reading.AsTask(), both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (waiting.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("No data was received in time.", exception);
        }
    }

    public void Dispose() => inner.Dispose();

    private async Task<int> OrGiveUp(Task<int> reading, CancellationToken cancellationToken)
    {
        _ = reading.ContinueWith(
            static read => read.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return await reading.WaitAsync(Timeout.InfiniteTimeSpan, clock, cancellationToken).ConfigureAwait(false);
    }
}
