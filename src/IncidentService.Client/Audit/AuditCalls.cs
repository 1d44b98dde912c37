namespace IncidentService.Client;

/// <summary>The audit trail. Needs the scope admin.</summary>
public sealed class AuditCalls
{
    private readonly Transport transport;

    internal AuditCalls(Transport transport) => this.transport = transport;

    /// <summary>Who changed or read what, when and from where, and who was refused; newest first.</summary>
    public Paged<AuditEntry> List(AuditFilter? filter = null) =>
        transport.Pages(cursor => Request.Get((filter ?? new()).Address(cursor)), Json.Default.PageAuditEntry);
}
