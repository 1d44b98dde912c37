using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Feed;
using IncidentService.Storage.Sql;
using IncidentService.Webhooks.Sending;

namespace IncidentService.Webhooks.Deliveries;

/// <summary>The requested page of a list of one webhook.</summary>
internal sealed record WebhookListPage(string Webhook, string List, PageInput Page);

/// <summary>Endpoints for test events, delivery attempts, set-aside events, redelivery and replay.</summary>
internal static class DeliveryEndpoints
{
    public static void Map(RouteGroupBuilder webhooks)
    {
        webhooks.MapPost("/{webhook}/test", Test).RequireScope(Scopes.Admin).Describe(DeliveryContract.Test);
        webhooks.MapGet("/{webhook}/deliveries", ListDeliveries).RequireScope(Scopes.Admin).Describe(DeliveryContract.List);
        webhooks.MapGet("/{webhook}/set-aside", ListSetAside).RequireScope(Scopes.Admin).Describe(DeliveryContract.ListSetAside);
        webhooks.MapPost("/{webhook}/redelivery", Redeliver).RequireScope(Scopes.Admin).Describe(DeliveryContract.Redeliver);
        webhooks.MapPost("/{webhook}/replay", Replay).RequireScope(Scopes.Admin).Describe(DeliveryContract.Replay);
    }

    private static Task<Reply<Ok<DeliveryView>>> Test(string webhook, WriteRequest request, WebhookTester tester) =>
        tester.Test(webhook, request);

    private static Task<Reply<Ok<DeliveryPage>>> ListDeliveries(string webhook, [AsParameters] PageQuery query, Store store) => Page(
        store, new(webhook, "deliveries", query.Input),
        (id, place, most) => store.Read(session => session.ListDeliveries(id, place is [var before] ? before : long.MaxValue, most)),
        delivery => delivery.Ordinal,
        (deliveries, next) => Reply.Ok(new DeliveryPage([.. deliveries.Select(DeliveryView.From)], next)));

    private static Task<Reply<Ok<SetAsidePage>>> ListSetAside(string webhook, [AsParameters] PageQuery query, Store store) => Page(
        store, new(webhook, "set-aside", query.Input),
        (id, place, most) => store.Read(session => session.ListSetAside(id, place is [var after] ? after : 0, most)),
        outgoing => outgoing.Event.Position,
        (events, next) => Reply.Ok(new SetAsidePage([.. events.Select(SetAsideView.From)], next)));

    private static async Task<Reply<Ok<TPage>>> Page<T, TPage>(
        Store store, WebhookListPage asked,
        Func<long, long[], int, Task<IReadOnlyList<T>>> read, Func<T, long> placeOf, Func<IReadOnlyList<T>, string?, Reply<Ok<TPage>>> show)
    {
        if (!WebhookEndpoints.TryParseId(asked.Webhook, out var id)
            || await store.Read(session => session.FindSubscription(id)) is null)
            return Problem.From(Problems.WebhookUnknown);
        return await Paging.Page(
            asked.Page, $"{asked.List}\n{id}", (place, most) => read(id, place, most), item => [placeOf(item)], show);
    }

    private static Task<Reply<Ok<WebhookView>>> Redeliver(
        string webhook, Body<RedeliveryRequest, RedeliveryInput> body, WriteRequest request) =>
        WebhookEndpoints.Change(webhook, request, async (change, to) =>
        {
            await change.Transaction.Requeue(to.Id, body.Value.Positions);
            return null;
        });

    private static Task<Reply<Ok<WebhookView>>> Replay(
        string webhook, Body<ReplayRequest, (long? Position, Instant? Since)> body, WriteRequest request) =>
        WebhookEndpoints.Change(webhook, request, (change, to) => WebhookChanges.Replay(change, to, body.Value));
}
