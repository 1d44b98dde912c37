using IncidentService.Common.Telemetry;

namespace IncidentService.Audit.Chain;

/// <summary>
/// Logs the head of the chain now and then, so that a copy of the log proves later whether the end of the chain was removed.
/// </summary>
internal sealed partial class AuditHeadLog(ServiceMetrics metrics, ILogger<AuditHeadLog> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private readonly Lock turn = new();
    private long logged;

    /// <summary>Called with the head after additions to the chain.</summary>
    public void Publish(AuditHead head)
    {
        metrics.SetAuditHead(head.Sequence);
        lock (turn)
        {
            if (logged != 0 && TimeProvider.System.GetElapsedTime(logged) < Pause) return;
            logged = TimeProvider.System.GetTimestamp();
        }
        Log(head);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The head of the audit trail is {Head}")]
    private partial void Log(AuditHead head);
}
