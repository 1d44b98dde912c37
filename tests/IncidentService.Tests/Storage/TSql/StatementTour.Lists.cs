using System.Globalization;
using System.Net;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Handoffs;
using IncidentService.Incidents.Lists;
using IncidentService.Keys;
using IncidentService.Lookup.Recording;
using IncidentService.Lookup.Search;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Storage.Sql;
using IncidentService.Storage.Verifying;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>
/// Lists whose statements are put together from conditions: with none of them, each by itself, and all at once. And what no address leads
/// to.
/// </summary>
internal sealed partial class StatementTour
{
    private static readonly Instant Then = new(1);

    private async Task VisitLists(string number)
    {
        await Done(desk.Get("/v1/incidents?limit=1"));
        await Done(
            desk.Post(
                "/v1/incidents/search",
                new { words = "price web", contact = new { kind = "email", value = Email }, order = "longest-waiting" }));
        IncidentFilter[] incidents =
        [
            new(), new() { State = "open" }, new() { Channel = "email" }, new() { Category = "complaint" }, new() { Team = "owners" },
            new() { WaitingOn = "us" },
            new() { OpenedFrom = Then }, new() { OpenedTo = Then }, new() { UpdatedFrom = Then }, new() { UpdatedTo = Then },
            new() { ContactKey = "email:x" },
            new() { Reference = new ReferenceInput("order", "W-1", "w-1") }, new() { Words = ["one"] }, new() { Words = ["one", "two"] },
            new() { Behind = (Then, 1) },
        ];
        foreach (var filter in incidents.Append(All(incidents)))
        {
            await service.Store.Read(session => session.ListIncidents(filter, 50));
            await service.Store.Read(session => session.ListIncidents(filter with { LongestWaiting = true }, 50));
        }
        foreach (var filter in Handoffs()) await service.Store.Read(session => session.ListWaiting(filter, 50));
        foreach (var filter in Promised())
        {
            await service.Store.Read(session => session.ListUnansweredPromises(filter, [], 50));
            await service.Store.Read(session => session.ListUnansweredPromises(filter, [1, 1, 1], 50));
        }
        foreach (var filter in Lookups()) await service.Store.Read(session => session.ListLookups(filter, 50));
        foreach (var channel in new[] { null, "email" }) await service.Store.Read(session => session.ListShapes(channel, 50));
        foreach (var address in new[] { "handoffs", "promises", "lookups", "lookups/shapes" })
            await Done(desk.Get($"/v1/{address}?limit=1"));
        var next = (await Done(desk.Get($"/v1/incidents/{number}/promises?limit=1")))["next"];
        await Done(desk.Get($"/v1/incidents/{number}/promises?limit=1&cursor={next}"));
    }

    private static IncidentFilter All(IncidentFilter[] filters) => filters.Aggregate((all, one) => new IncidentFilter
    {
        State = one.State ?? all.State, Channel = one.Channel ?? all.Channel, Category = one.Category ?? all.Category,
        Team = one.Team ?? all.Team,
        WaitingOn = one.WaitingOn ?? all.WaitingOn, OpenedFrom = one.OpenedFrom ?? all.OpenedFrom, OpenedTo = one.OpenedTo ?? all.OpenedTo,
        UpdatedFrom = one.UpdatedFrom ?? all.UpdatedFrom, UpdatedTo = one.UpdatedTo ?? all.UpdatedTo,
        ContactKey = one.ContactKey ?? all.ContactKey,
        Reference = one.Reference ?? all.Reference, Words = one.Words.Count > 0 ? one.Words : all.Words, Behind = one.Behind ?? all.Behind,
    });

    private static IEnumerable<HandoffFilter> Handoffs() =>
        from team in new[] { null, "owners" }
        from overdue in new bool?[] { null, true, false }
        select new HandoffFilter(["phone", "store"], team, overdue);

    private static IEnumerable<PromiseFilter> Promised() =>
        from state in new[] { null, "open" }
        from team in new[] { null, "owners" }
        from channel in new[] { null, "email" }
        from before in new Instant?[] { null, Then }
        select new PromiseFilter(state, team, channel, before);

    private static IEnumerable<LookupFilter> Lookups() =>
        from outcome in new[] { null, Outcomes.None, Outcomes.Exact }
        from channel in new[] { null, "phone" }
        from answered in new bool?[] { null, true, false }
        from shape in new[] { null, "CAS-9999999" }
        from before in new long?[] { null, 1 }
        select new LookupFilter { Outcome = outcome, Channel = channel, Answered = answered, Shape = shape, Before = before };

    private async Task VisitReports()
    {
        foreach (var report in new[] { "lookups", "lookups/shapes", "channels", "promises" }) await Done(desk.Get("/v1/reports/" + report));
    }

    private async Task VisitKeys()
    {
        var made = await Done(desk.Post("/v1/keys", new { name = "Till", channels = new[] { "store" }, scopes = new[] { "read" } }));
        await Done(desk.Get("/v1/keys"));
        await Done(desk.Get($"/v1/keys/{made["id"]}"));
        await Done(desk.Post($"/v1/keys/{made["id"]}/rotation", new { }));
        await Change(async transaction => transaction.SetLastUse(1, Then));
        await Done(desk.Delete($"/v1/keys/{made["id"]}"));
        Assert.True(await service.Store.Read(session => session.HasKeys()));
        Assert.NotNull(await service.Store.Read(session => session.FindKey(KeySecret.Hash(desk.Key)!)));
    }

    /// <summary>
    /// What the service does of itself: numbering, forgetting, a commit of which nobody can tell, a schema that is newer than the program.
    /// </summary>
    private async Task VisitBackgroundWork()
    {
        await service.Store.AssignFeedPositions(CancellationToken.None);
        service.Clock.Advance(CommandSql.RetentionTime + TimeSpan.FromHours(1));
        await service.Store.ForgetCommits(CancellationToken.None);
        await service.DeleteOldReplies(500); // unless the service has done so in the background
        await service.SealAudit();
        await service.Cards.Flush(CancellationToken.None);
        Assert.True(await service.FillCards());
        Assert.NotEqual(default, await service.Store.Read(session => session.FindCardsSince()));
        statements.LoseNextCommit();
        await desk.Open();
        Assert.Null(await service.Store.Read(session => session.FindOldestWaiting(0)));
        Assert.All(await new RegisterVerification(service.Store, (_, _, _) => { }).Run(), rule => Assert.True(rule.Holds, $"{rule}"));
        Assert.True(await service.Store.IsCurrent());
        await service.Seed("INSERT INTO migrations (number, name, applied_at) VALUES (9999, '9999_later', 0)");
        Assert.Throws<StoreUnavailableException>(() => service.Store.Migrate(service.Clock));
        await service.Seed("DELETE FROM migrations WHERE number = 9999");
    }
}
