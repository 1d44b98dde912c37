using System.Threading.Channels;

namespace IncidentService.Common;

/// <summary>Rung however often, heard once: for one listener that looks for itself what there is.</summary>
internal sealed class WakeUpSignal
{
    private readonly Channel<bool> signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => signals.Writer.TryWrite(true);

    public ValueTask<bool> Wait(CancellationToken cancellation) => signals.Reader.ReadAsync(cancellation);
}
