using IncidentService.Contacts.LookupKeys;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage.TSql;

internal sealed partial class StatementTour
{
    /// <summary>Other people in a conversation: one is confirmed, one erased; then all keys are recomputed.</summary>
    private async Task VisitUnconfirmedContacts()
    {
        var number = (await Done(desk.Post("/v1/messages", Written("k-1", "dora@example.com"))))["number"]!.ToString();
        var weekly = new { kind = "email", value = "weekly@example.com" };
        await Done(desk.Post("/v1/messages", new { system = "chat", messageId = "k-0", from = weekly, subject = "Report", text = "All well" }));
        await Done(desk.Post("/v1/messages", Written("k-2", "emil@example.com")));
        await Done(desk.Post("/v1/messages", Written("k-3", "fritz@example.com")));
        await Done(desk.Post($"/v1/incidents/{number}/contacts", new { kind = "email", value = "emil@example.com" }));
        await Done(desk.Post("/v1/erasures", new { contact = new { kind = "email", value = "fritz@example.com" } }));
        var former = new { kind = "email", value = "dora@former.example" };
        await Done(desk.Post("/v1/contact-permissions", new { contact = former, purpose = "review" }));
        await Done(desk.Post("/v1/contact-permissions/opt-outs", new { contact = former }));
        await service.Seed("UPDATE contacts SET lookup_key = 'email:dora@former.example' WHERE value = 'dora@example.com'");
        await new Rekeying(service.Store, ContactKeys.CreateNormaliser(service.Rules)).Run();
        Assert.False(await service.Store.Read(session => session.HasContactKeysOf("another")));
        Assert.True(await service.Store.Read(session => session.HasContactKeysOf(service.Rules.Phones.Version)));
        var expected = new RecordedMessage { System = "zendesk", MessageId = "expected", Content = "redacted" };
        await Change(async transaction => transaction.AddMessage(expected));
        await Change(async transaction => transaction.ChangeExpected(expected));
    }

    /// <summary>Personal links, and what customers see and do.</summary>
    private async Task VisitTracking()
    {
        var contact = new { kind = "email", value = "tracked@example.com" };
        var number = await desk.Open(new { contacts = new[] { contact }, message = new { direction = "in", text = "Hello" } });
        var links = $"/v1/incidents/{number}/tracking-links";
        var link = await desk.Post(links, new { contact });
        await Done(desk.Get(links));
        await Done(desk.Get(link.Location!));
        await Done(desk.Post("/v1/tracking/views", new { number, contact }));
        var token = link["url"]!.ToString().Split('#')[1];
        var view = (await Done(desk.Post("/v1/tracking/link-views", new { token })))["token"]!.ToString();
        var page = ("Authorization", "Bearer " + view);
        await Done(desk.Get("/v1/tracking/incidents/" + number, page));
        await Done(desk.Post($"/v1/tracking/incidents/{number}/messages", new { text = "Hello again" }, page));
        await Done(desk.Put($"/v1/tracking/incidents/{number}/no-more-questions", null, page));
        await Done(desk.Delete(link.Location!));
        await service.Store.Change(transaction => transaction.DeleteOldTrackingLinks(1), CancellationToken.None);
        await service.Seed("UPDATE tracking_links SET expires_at = 0");
        await service.Store.Change(transaction => transaction.DeleteOldTrackingLinks(1), CancellationToken.None);
    }

    private static object Written(string messageId, string email) =>
        new { system = "chat", messageId, conversation = "C-1", from = new { kind = "email", value = email }, text = "Hello" };
}
