namespace IncidentService.Tests.Infrastructure;

/// <summary>A proxy that decides on each piece of a reply.</summary>
internal abstract class ReplyProxy(int target) : TcpRelay(target)
{
    protected abstract PieceFate Decide(ReadOnlySpan<byte> reply);

    protected override (Decision OnRequest, Decision OnReply) Watch() => (_ => PieceFate.Passed, Decide);
}
