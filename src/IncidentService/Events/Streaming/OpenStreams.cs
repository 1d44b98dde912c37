namespace IncidentService.Events.Streaming;

/// <summary>
/// Counts the open streams of each key in this replica. The number is limited, because each stream holds a connection. Zero means no limit.
/// </summary>
internal sealed class OpenStreams(IConfiguration configuration, IHostApplicationLifetime lifetime)
{
    private readonly int most = configuration.GetValue("Limits:StreamsPerKey", 10);
    private readonly Lock gate = new();
    private readonly Dictionary<long, int> open = [];

    /// <summary>Cancelled when the service stops: every stream ends then.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>False if the key has the maximum number of streams open.</summary>
    public bool TryOpen(long keyId)
    {
        lock (gate)
        {
            var count = open.GetValueOrDefault(keyId);
            if (most > 0 && count >= most) return false;
            open[keyId] = count + 1;
            return true;
        }
    }

    public void Close(long keyId)
    {
        lock (gate)
        {
            if (--open[keyId] == 0) open.Remove(keyId);
        }
    }
}
