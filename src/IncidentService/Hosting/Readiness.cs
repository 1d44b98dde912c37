using IncidentService.Audit.Chain;
using IncidentService.Background;
using IncidentService.Storage;
using IncidentService.Storage.Migrations;

namespace IncidentService.Hosting;

/// <summary>
/// Whether due items are processed, and the register has the schema of this program or a newer one, can be read, and accepts writes. A
/// register that does not answer in time is not ready. Concurrent requests share one check.
/// </summary>
internal sealed class Readiness(Store store, WriteHealth writes, Sweeper sweeper, AuditSealer sealer, TimeProvider clock)
{
    /// <summary>Less than what probes usually wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Lock turn = new();
    private Task<string?>? check;
    private volatile bool isRead;

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
            return isRead
                ? $"The register can be read, but has accepted no write for {Patience.TotalSeconds} seconds. The log may have the reason."
                : $"The register has not answered for {Patience.TotalSeconds} seconds. The log may have the reason.";
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
        isRead = false;
        if (DescribeFault(await store.FindSchema()) is { } fault) return fault;
        isRead = true;
        return await writes.AreTaken() ? null : "The register accepts no writes: its disk may be full. The log has its reason.";
    }

    /// <summary>A newer schema is no fault: replicas of the former version serve on it until they are replaced.</summary>
    private static string? DescribeFault(RegisterSchema schema) => schema switch
    {
        RegisterSchema.Current or RegisterSchema.Newer => null,
        RegisterSchema.Unfinished => "A copy into the register is not finished: run copy again.",
        _ => "The register's schema is older than this program's: run migrate.",
    };
}
