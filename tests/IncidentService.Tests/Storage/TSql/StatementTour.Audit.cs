using System.Net;
using IncidentNumbers;
using IncidentService.Audit;
using IncidentService.Common;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Audit;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>The audit trail: written, sealed, listed by each filter, read from its beginning.</summary>
internal sealed partial class StatementTour
{
    private async Task VisitAudit(string number)
    {
        await Done(desk.Get("/v1/incidents/" + number));
        await Done(desk.Get("/v1/audit?limit=1"));
        await service.SealAudit();
        AuditFilter[] filters =
        [
            new(), new() { Number = IncidentNumber.Parse(number).Value }, new() { KeyId = 1 }, new() { From = Then }, new() { Until = Then },
            new() { Before = 1 },
        ];
        foreach (var filter in filters) await service.Store.Read(session => session.ListAudit(filter, 50));
        var head = await service.Store.Read(session => session.FindAuditHead());
        Assert.NotEqual(0, head.Sequence);
        var read = await service.Store.Read(async session => await session.ReadAuditChain(head.Sequence - 1).CountAsync());
        Assert.Equal(1, read);
        Assert.Equal(head.Sequence - 1, await service.PruneAudit(Instant.Now(service.Clock).Plus(TimeSpan.FromDays(1))));
        Assert.Single(await service.Store.Read(session => session.ListAuditAnchors()));
        Assert.NotNull(await service.Store.Read(session => session.FindAuditHash(head.Sequence)));
        Assert.Empty((await service.VerifyAudit()).Faults);
    }
}
