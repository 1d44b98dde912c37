using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>
/// A proxy between a service and its server that counts round trips: each message of the service after a response.
/// </summary>
internal sealed class WireCounter(string host, int target) : TcpRelay(target, host)
{
    private int roundTrips;

    public int RoundTrips => Volatile.Read(ref roundTrips);

    protected override (Decision OnRequest, Decision OnReply) Watch()
    {
        var hasAnswered = 1;
        return (OnRequest, OnReply);

        PieceFate OnRequest(ReadOnlySpan<byte> piece)
        {
            if (Interlocked.Exchange(ref hasAnswered, 0) == 1) Interlocked.Increment(ref roundTrips);
            return PieceFate.Passed;
        }

        PieceFate OnReply(ReadOnlySpan<byte> piece)
        {
            Interlocked.Exchange(ref hasAnswered, 1);
            return PieceFate.Passed;
        }
    }
}
