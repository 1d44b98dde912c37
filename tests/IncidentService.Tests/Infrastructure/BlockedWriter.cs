using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage.Dialects;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Blocks the writer with a change, so that later changes wait in order and become one batch.</summary>
internal sealed class BlockedWriter : IAsyncDisposable
{
    /// <summary>
    /// Ends a test that never releases the writer. It is longer than all steps of a test together, each of which has its own limit.
    /// </summary>
    private static readonly TimeSpan LongestHold = 10 * Eventually.Timeout;

    private readonly ManualResetEventSlim entered = new();
    private readonly ManualResetEventSlim released = new();
    private readonly SqliteWriter writer;
    private readonly Task holding;

    public BlockedWriter(RunningService service)
    {
        writer = service.Writer;
        holding = writer.Run<HttpReply>(_ => Task.FromResult<Outcome<HttpReply>>(Hold()), CancellationToken.None);
        Assert.True(entered.Wait(Eventually.Timeout));
    }

    /// <summary>Waits until this many changes are queued.</summary>
    public Task Waiting(int count) => Eventually.IsTrue(() => writer.Waiting == count, $"{count} changes in the queue");

    public void Release() => released.Set();

    public async ValueTask DisposeAsync()
    {
        Release();
        await holding;
        entered.Dispose();
        released.Dispose();
    }

    private HttpReply Hold()
    {
        entered.Set();
        Assert.True(released.Wait(LongestHold));
        return HttpReply.Empty(204);
    }
}
