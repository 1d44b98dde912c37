namespace IncidentService.Client;

/// <summary>
/// Passes on server-sent events only up to the last blank line received. SseParser stores an id as soon as it reads its line: for an
/// incomplete event, its last id would be that of an event that it has not returned.
/// </summary>
internal sealed partial class CompleteEventStream(TimeoutReader line) : Stream
{
    private byte[] received = new byte[16 * 1024];
    private int count;
    private int whole;
    private int handedOn;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private async ValueTask<int> ReadWhole(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (handedOn == whole)
        {
            if (!await Receive(cancellationToken).ConfigureAwait(false)) return 0;
        }
        var length = Math.Min(buffer.Length, whole - handedOn);
        received.AsMemory(handedOn, length).CopyTo(buffer);
        handedOn += length;
        return length;
    }

    /// <summary>False at the end of the response. An incomplete event is dropped.</summary>
    private async ValueTask<bool> Receive(CancellationToken cancellationToken)
    {
        received.AsSpan(whole, count - whole).CopyTo(received);
        (count, whole, handedOn) = (count - whole, 0, 0);
        if (count == received.Length) Array.Resize(ref received, 2 * count);
        var length = await line.Read(received.AsMemory(count), cancellationToken).ConfigureAwait(false);
        count += length;
        whole = received.AsSpan(0, count).LastIndexOf("\n\n"u8) is >= 0 and var end ? end + 2 : 0;
        return length > 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadWhole(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) line.Dispose();
        base.Dispose(disposing);
    }
}
