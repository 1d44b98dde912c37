using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Events;
using IncidentService.Http.Replies;
using IncidentService.NumberBlocks;
using IncidentService.Storage;
using IncidentService.Storage.Copying;
using IncidentService.Storage.Feed;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.NumberBlocks;
using IncidentService.Webhooks;
using IncidentService.Webhooks.Deliveries;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>The feed, its subscribers, number blocks, and a copy of the register.</summary>
internal sealed partial class StatementTour
{
    private async Task VisitFeed()
    {
        foreach (var types in new string[][] { [], ["incident.opened"] })
        {
            foreach (var channel in new[] { null, "email" })
                await service.Store.Read(session => session.FindFeedPage(new EventFilter(types, channel), 0, 50));
        }
        Assert.NotEqual(0, await service.Store.Read(session => session.FindLastPosition()));
    }

    /// <summary>Through no sender that there is, so that nobody sends anything.</summary>
    private async Task VisitWebhooks(string number)
    {
        var to = new Subscription
        {
            Sender = "nobody",
            Name = "Nobody",
            Types = "",
            State = SubscriptionStates.Active
        }.CreateStored(service.Store.NewId(), [1, 2, 3], Then);
        await Change(transaction => transaction.AddSubscription(to));
        var before = (await service.Store.Read(session => session.FindSubscription(to.Id)))!.Position;
        await phone.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Somebody is to hear of this" });
        await service.Store.AssignFeedPositions(CancellationToken.None);
        var page = (await service.Store.Read(session => session.FindFeedPage(EventFilter.None, before, 50)))!;
        await Change(transaction => transaction.QueueFromFeed(to, before, page));
        var due = await service.Store.Read(session => session.ListDue(to.Id, Instant.Now(service.Clock), 50));
        var delivery = new Delivery { EventId = "e", Type = "incident.opened", Outcome = DeliveryOutcomes.Delivered };
        var results = new DeliveryResults
        {
            Deliveries = [delivery],
            Delivered = [0],
            Retries = [new RetryState(due[0].Event.Position, 9, Then, Then, "In vain")]
        };
        await Change(transaction => transaction.SaveResults(to.Id, results));
        await service.Store.Read(session => session.ListSetAside(to.Id, 0, 50));
        await service.Store.Read(session => session.ListDeliveries(to.Id, long.MaxValue, 50));
        await Change(transaction => transaction.Requeue(to.Id, null));
        await Change(transaction => transaction.Requeue(to.Id, [before]));
        await Change(async transaction => transaction.RetryNow(to.Id));
        await Change(async transaction => transaction.Rewind(to.Id, await transaction.FindPositionBefore(Then)));
        await Change(transaction => transaction.TryUpdateFilter(to.Sender, EventFilter.None));
        await Change(async transaction => Assert.Equal(1, await transaction.CountSubscriptions(to.Sender)));
        await Change(async transaction => await transaction.SaveSubscription((await transaction.FindSubscriptionWithCounts(to.Id))!));
        await service.Store.Read(session => session.ListActiveSubscriptions());
        await Change(transaction => transaction.SaveResults(to.Id, results with { State = SubscriptionStates.Ended }));
        await Done(desk.Get("/v1/webhooks"));
        await Change(transaction => transaction.RemoveSubscription(to));
        await service.Store.ReadSnapshot(session => session.ListReferenceValues("order", Resolution.ResolutionCalls.IdOf(service, number)));
    }

    /// <summary>Also a block of which one number was minted twice.</summary>
    private async Task VisitNumberBlocks()
    {
        var numbers = await phone.Reserve(2);
        await phone.Reserve(1);
        await Done(phone.OpenReserved(numbers[0]));
        var (twice, keyId) = (IncidentNumber.Mint(), service.Rows.Scalar<long>("SELECT min(id) FROM api_keys"));
        var block = new NumberBlock { Id = service.Store.NewId(), KeyId = keyId, Channel = "phone", Size = 2, ReservedBy = "" };
        await Change(transaction => transaction.AddBlock(block, [twice, twice]));
        await service.Store.ReadSnapshot(session => session.FindBlock(block.Id));
        foreach (var key in new long?[] { null, keyId })
        {
            foreach (var before in new long?[] { null, block.Id }) await service.Store.Read(session => session.ListBlocks(key, before, 50));
        }
    }

    /// <summary>Into an empty register, with an interruption.</summary>
    private async Task VisitCopy()
    {
        await using var target = await RunningService.Start(statements: statements);
        await service.SealAudit(); // or the background would, between the copy and its verification
        var broken = new RegisterCopy(service.Side, target.Side, service.Clock, (_, _, _) => throw new OperationCanceledException());
        await Assert.ThrowsAsync<OperationCanceledException>(() => broken.Run(CancellationToken.None));
        await new RegisterCopy(service.Side, target.Side, service.Clock, (_, _, _) => { }).Run(CancellationToken.None);
    }

    private Task Change(Func<Transaction, Task> change) => service.Change(async transaction =>
        {
            await change(transaction);
            return HttpReply.Empty(204);
        },
        CancellationToken.None);
}
