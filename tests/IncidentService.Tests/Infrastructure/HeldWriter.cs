using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Storage.Dialects;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Holds the writer within a change of its own, so that everything sent meanwhile waits, in order, and becomes one batch.</summary>
internal sealed class HeldWriter : IAsyncDisposable
{
    private readonly ManualResetEventSlim entered = new();
    private readonly ManualResetEventSlim released = new();
    private readonly SqliteWriter writer;
    private readonly Task holding;

    public HeldWriter(RunningService service)
    {
        writer = service.Writer;
        holding = writer.Run<Reply>(_ => Task.FromResult<Outcome<Reply>>(Hold()), CancellationToken.None);
        Assert.True(entered.Wait(Until.Patience));
    }

    /// <summary>Returns once this many changes wait behind the writer.</summary>
    public Task Waiting(int count) => Until.True(() => writer.Waiting == count, $"{count} changes in the queue");

    public void Release() => released.Set();

    public async ValueTask DisposeAsync()
    {
        Release();
        await holding;
        entered.Dispose();
        released.Dispose();
    }

    private Reply Hold()
    {
        entered.Set();
        Assert.True(released.Wait(Until.Patience));
        return Reply.Empty(204);
    }
}
