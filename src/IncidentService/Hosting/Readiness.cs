using IncidentService.Audit.Chain;
using IncidentService.Background;
using IncidentService.Storage;

namespace IncidentService.Hosting;

/// <summary>
/// Whether due items are processed, and the register has the schema of this program, can be read, and accepts writes. A register that
/// does not answer in time is not ready. Concurrent requests share one check.
/// </summary>
internal sealed class Readiness(Store store, WriteHealth writes, Sweeper sweeper, AuditSealer sealer, TimeProvider clock)
{
    /// <summary>Less than what probes usually wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Lock turn = new();
    private Task<string?>? check;

    /// <summary>Null if it is ready.</summary>
    public async Task<string?> FindFault()
    {
        if (!sweeper.IsAlive) return "What comes due is not processed any more: restart the service. The log may have the reason.";
        if (sealer.IsStuck) return "The audit trail has not been sealed for minutes. The log may have the reason.";
        try
        {
            return await Check().WaitAsync(Patience, clock);
        }
        catch (TimeoutException)
        {
            return $"The register has not answered for {Patience.TotalSeconds} seconds.";
        }
    }

    /// <summary>
    /// The check that is running, or a new one. It has its own thread: some drivers wait for the register without returning.
    /// </summary>
    private Task<string?> Check()
    {
        lock (turn)
            return check = check is { IsCompleted: false } ? check : Task.Run(FindFaultOfRegister);
    }

    private async Task<string?> FindFaultOfRegister()
    {
        if (!await store.IsCurrent()) return "The register's schema is not this program's: run migrate.";
        return await writes.AreTaken() ? null : "The register accepts no writes: its disk may be full. The log has its reason.";
    }
}
