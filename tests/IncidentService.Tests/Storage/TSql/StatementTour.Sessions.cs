using System.Net;
using IncidentService.Common;
using IncidentService.Sessions;
using IncidentService.Sessions.Cookies;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Sessions;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>Signing in.</summary>
internal sealed partial class StatementTour
{
    private async Task VisitSessions()
    {
        using var browser = await Browser.SignIn(service.Address, desk.Key);
        await Done(browser.Get("/v1/session"));
        (await browser.SignIn(phone.Key)).Expect(HttpStatusCode.OK);
        (await browser.SignOut()).Expect(HttpStatusCode.NoContent);
        await service.Store.Read(session => session.ListSecrets("none/"));
        var ended = new BrowserSession
        {
            Id = service.Store.NewId(), Hash = SessionSecret.Hash("ended")!, Agent = "Ana Ruiz",
            CreatedAt = Then, UsedAt = Then, ExpiresAt = Then,
        };
        await Change(async transaction => transaction.AddSession(ended));
        await Change(async transaction => transaction.RenewSession(ended.Id, Then));
        await Change(async transaction => Assert.Equal(1, await transaction.DeleteEndedSessions(new Instant(0), 500)));
    }
}
