using System.Threading.Channels;

namespace IncidentService.Storage.Feed;

/// <summary>Wakes one listener. Several signals before it wakes count as one, because the listener checks itself what is new.</summary>
internal sealed class WakeUpSignal
{
    private readonly Channel<bool> signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => signals.Writer.TryWrite(true);

    public ValueTask<bool> Wait(CancellationToken cancellation) => signals.Reader.ReadAsync(cancellation);
}
