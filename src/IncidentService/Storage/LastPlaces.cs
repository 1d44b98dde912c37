using IncidentService.Audit;

namespace IncidentService.Storage;

/// <summary>
/// The last places that are taken in the feed and in the chain of the audit trail. A single writer knows them while it writes, and gives
/// each row its place as it is inserted.
/// </summary>
internal sealed record LastPlaces
{
    public long Position { get; set; }

    /// <summary>Null while entries wait to be sealed: those that follow wait, too.</summary>
    public AuditHead? AuditHead { get; set; }
}
