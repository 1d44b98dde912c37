using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Replicas;

/// <summary>
/// A proxy between a service and PostgreSQL that closes the connection after a change was committed and before the service receives the
/// reply.
/// </summary>
internal sealed class LossyProxy(int target) : ReplyProxy(target)
{
    /// <summary>CommandComplete says what was done, ReadyForQuery that no transaction is open any more.</summary>
    private static readonly byte[][] Done = ["COMMIT"u8.ToArray(), "INSERT 0 "u8.ToArray()];
    private static readonly byte[] Idle = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];
    private int toLose;

    /// <summary>The number of lost replies to a commit.</summary>
    public int Lost { get; private set; }

    public void LoseNext(int commits) => Interlocked.Exchange(ref toLose, commits);

    protected override PieceFate Decide(ReadOnlySpan<byte> reply)
    {
        if (!SaysCommitted(reply) || Interlocked.Decrement(ref toLose) < 0) return PieceFate.Passed;
        Lost++;
        return PieceFate.Cut;
    }

    private static bool SaysCommitted(ReadOnlySpan<byte> answer)
    {
        if (!answer.EndsWith(Idle)) return false;
        foreach (var done in Done)
        {
            if (answer.IndexOf(done) >= 0) return true;
        }
        return false;
    }
}
