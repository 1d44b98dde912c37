using System.Threading.Channels;

namespace IncidentService.Storage;

/// <summary>Rung however often, heard once: for one listener that looks for itself what there is.</summary>
internal sealed class Bell
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rung.Writer.TryWrite(true);

    public ValueTask<bool> Heard(CancellationToken cancellation) => rung.Reader.ReadAsync(cancellation);
}
