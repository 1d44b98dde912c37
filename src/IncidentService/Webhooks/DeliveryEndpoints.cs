using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Webhooks;

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

    /// <summary>
    /// Sends the event immediately and outside of any change; a repetition of the request gets the result of the first one.
    /// </summary>
    private static async Task<Reply<Ok<DeliveryView>>> Test(
        string webhook, WriteRequest request, Store store, WebhookSender sender, ServiceSettings settings, TimeProvider clock)
    {
        if (!WebhookEndpoints.TryParseId(webhook, out var id)
            || await store.Read(session => session.FindSubscription(id)) is not { } to)
            return Problem.From(Problems.WebhookUnknown);
        if (to.Sender != WebhookSender.OwnKind) return Problem.From(Problems.WebhookConfigured);
        if (await request.Replay() is { } kept) return Reply<Ok<DeliveryView>>.From(kept);
        var (at, started) = (Instant.Now(clock), clock.GetTimestamp());
        var sent = new TestEvent($"test-{store.NewId()}", settings.EventSource, at);
        var result = await sender.Post(to, sent.Id, sent.Render(), request.Cancellation);
        if (result.Verdict == DeliveryVerdict.Postponed)
            return Problem.From(Problems.ReceiverHeld) with
            {
                RetryAfter = (int)Math.Ceiling((result.RetryAfter ?? TimeSpan.FromSeconds(1)).TotalSeconds)
            };
        var micros = (long)clock.GetElapsedTime(started).TotalMicroseconds;
        var delivery = ToDelivery(sent, result, at, micros);
        return await request.Change<long, Reply<Ok<DeliveryView>>>(
            async change =>
            {
                if (await change.Transaction.FindSubscriptionWithCounts(id) is null) return Problem.From(Problems.WebhookUnknown);
                return await change.Transaction.AddDeliveries(id, [delivery]);
            },
            ordinal => Reply.Ok(DeliveryView.From(delivery) with { Id = ordinal.ToString() }));
    }

    private static Delivery ToDelivery(TestEvent sent, DeliveryResult result, Instant at, long micros) => new()
    {
        EventId = sent.Id,
        Type = TestEvent.BareType,
        AttemptedAt = at,
        Micros = micros,
        Status = result.Status,
        Outcome = result.Outcome,
        Excerpt = result.Excerpt,
    };

    private static Task<Reply<Ok<DeliveryPage>>> ListDeliveries(string webhook, [AsParameters] PageQuery query, Store store) => Page(
        store, webhook, "deliveries", query.Input,
        (id, place, most) => store.Read(session => session.ListDeliveries(id, place is [var before] ? before : long.MaxValue, most)),
        delivery => delivery.Ordinal,
        (deliveries, next) => Reply.Ok(new DeliveryPage([.. deliveries.Select(DeliveryView.From)], next)));

    private static Task<Reply<Ok<SetAsidePage>>> ListSetAside(string webhook, [AsParameters] PageQuery query, Store store) => Page(
        store, webhook, "set-aside", query.Input,
        (id, place, most) => store.Read(session => session.ListSetAside(id, place is [var after] ? after : 0, most)),
        outgoing => outgoing.Event.Position,
        (events, next) => Reply.Ok(new SetAsidePage([.. events.Select(SetAsideView.From)], next)));

    private static async Task<Reply<Ok<TPage>>> Page<T, TPage>(
        Store store, string webhook, string name, PageInput page,
        Func<long, long[], int, Task<IReadOnlyList<T>>> read, Func<T, long> placeOf, Func<IReadOnlyList<T>, string?, Reply<Ok<TPage>>> show)
    {
        if (!WebhookEndpoints.TryParseId(webhook, out var id) || await store.Read(session => session.FindSubscription(id)) is null)
            return Problem.From(Problems.WebhookUnknown);
        return await Paging.Page(page, $"{name}\n{id}", (place, most) => read(id, place, most), item => [placeOf(item)], show);
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
        WebhookEndpoints.Change(webhook, request, async (change, to) =>
        {
            var (position, since) = body.Value;
            var from = position ?? await change.Transaction.FindPositionBefore(since!.Value);
            if (from > await change.Transaction.FindLastPosition())
                return Problem.Invalid(new FieldFault("position", "must be one that the feed has reached"));
            change.Transaction.Rewind(to.Id, from);
            return null;
        });
}
