using System.Data.Common;
using Dapper;
using IncidentService.Audit;
using IncidentService.Audit.Chain;
using IncidentService.CommandLine.Support;
using IncidentService.Common;
using IncidentService.Storage;
using IncidentService.Storage.Verifying;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Audit;

internal static class AuditCalls
{
    /// <summary>Computes the chain again, as audit verify does.</summary>
    public static Task<VerifiedChain> VerifyAudit(this RunningService service) =>
        service.Store.ReadSnapshot(session => new AuditVerification(session, _ => { }).Run());

    /// <summary>Removes entries before this time, as audit prune does. Returns the number of removed entries.</summary>
    public static async Task<int> PruneAudit(this RunningService service, Instant before)
    {
        var pruning = new AuditPruning(
            service.Store, (_, _) => Task.CompletedTask,
            (last, count, now) => CommandHost.Describe(AuditPruning.Operation, now, $"{last}") with { Times = count });
        return await pruning.PruneNext(before, CancellationToken.None);
    }

    /// <summary>Drops the protection, tampers, computes the chain again, and undoes all of it.</summary>
    public static async Task<VerifiedChain> VerifyTampered(
        this RunningService service, string damage, AuditHead? noted = null)
    {
        await using var connection = service.Register.Open();
        await connection.ExecuteAsync("BEGIN TRANSACTION");
        try
        {
            await connection.ExecuteAsync(service.DropAuditTriggers);
            Assert.True(await connection.ExecuteAsync(damage) > 0, damage);
            return await new AuditVerification(new Session(connection, service.Store.Dialect), _ => { }).Run(noted);
        }
        finally
        {
            await connection.ExecuteAsync("ROLLBACK");
        }
    }

    public static async Task<DbException> ExpectRefused(this RunningService service, string statement)
    {
        await using var connection = service.Register.Open();
        return await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync(statement));
    }
}
