using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Outbound;

/// <summary>What was sent, what could not be, and sending it again.</summary>
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

    /// <summary>Sent at once and outside of any change; a repetition of the same request is answered with what came of the first.</summary>
    private static async Task<Reply> Test(string webhook, Call call, Store store, WebhookSender sender, Rulebook rules, TimeProvider clock)
    {
        if (!WebhookEndpoints.TryRead(webhook, out var id) || await store.Read(session => session.FindSubscription(id)) is not { } to) return Problem.Of(Problems.WebhookUnknown);
        if (to.Sender != WebhookSender.OwnKind) return Problem.Of(Problems.WebhookConfigured);
        if (await call.Replay() is { } kept) return kept;
        var (at, started) = (Instant.Now(clock), clock.GetTimestamp());
        var sent = new TestEvent($"test-{store.NewId()}", rules.EventSource, at);
        var sending = await sender.Post(to, sent.Id, sent.Render(), call.Cancelled);
        if (sending.Verdict == Verdict.Held) return Problem.Of(Problems.ReceiverHeld) with { RetryAfter = (int)Math.Ceiling((sending.RetryAfter ?? TimeSpan.FromSeconds(1)).TotalSeconds) };
        var micros = (long)clock.GetElapsedTime(started).TotalMicroseconds;
        var delivery = DeliveryOf(sent, sending, at, micros);
        return await call.Change<long>(
            async change =>
            {
                if (await change.Transaction.FindCountedSubscription(id) is null) return Problem.Of(Problems.WebhookUnknown);
                return await change.Transaction.AddDeliveries(id, [delivery]);
            },
            ordinal => Reply.Ok(DeliveryView.Of(delivery) with { Id = ordinal.ToString() }, Json.Wire.DeliveryView));
    }

    private static Delivery DeliveryOf(TestEvent sent, Sending sending, Instant at, long micros) => new()
    {
        EventId = sent.Id,
        Type = TestEvent.BareType,
        AttemptedAt = at,
        Micros = micros,
        Status = sending.Status,
        Outcome = sending.Outcome,
        Excerpt = sending.Excerpt,
    };

    private static Task<Reply> ListDeliveries(string webhook, [AsParameters] PageQuery query, Store store) => Page(
        store, webhook, "deliveries", query.Input,
        (id, place, most) => store.Read(session => session.ListDeliveries(id, place is [var before] ? before : long.MaxValue, most)),
        delivery => delivery.Ordinal,
        (deliveries, next) => Reply.Ok(new DeliveryPage([.. deliveries.Select(DeliveryView.Of)], next), Json.Wire.DeliveryPage));

    private static Task<Reply> ListSetAside(string webhook, [AsParameters] PageQuery query, Store store) => Page(
        store, webhook, "set-aside", query.Input,
        (id, place, most) => store.Read(session => session.ListSetAside(id, place is [var after] ? after : 0, most)),
        outgoing => outgoing.Event.Position,
        (events, next) => Reply.Ok(new SetAsidePage([.. events.Select(SetAsideView.Of)], next), Json.Wire.SetAsidePage));

    private static async Task<Reply> Page<T>(
        Store store, string webhook, string name, PageInput page,
        Func<long, long[], int, Task<IReadOnlyList<T>>> read, Func<T, long> placeOf, Func<IReadOnlyList<T>, string?, Reply> show)
    {
        if (!WebhookEndpoints.TryRead(webhook, out var id) || await store.Read(session => session.FindSubscription(id)) is null) return Problem.Of(Problems.WebhookUnknown);
        return await Paging.Answer(page, $"{name}\n{id}", (place, most) => read(id, place, most), item => [placeOf(item)], show);
    }

    private static Task<Reply> Redeliver(string webhook, Body<RedeliveryRequest, GivenRedelivery> body, Call call) =>
        WebhookEndpoints.Change(webhook, call, async (change, to) =>
        {
            await change.Transaction.SendAgain(to.Id, body.Value.Positions);
            return null;
        });

    private static Task<Reply> Replay(string webhook, Body<ReplayRequest, (long? Position, Instant? Since)> body, Call call) =>
        WebhookEndpoints.Change(webhook, call, async (change, to) =>
        {
            var (position, since) = body.Value;
            var from = position ?? await change.Transaction.PlaceBefore(since!.Value);
            if (from > await change.Transaction.LastPosition()) return Problem.Invalid(new FieldFault("position", "must be one that the feed has reached"));
            change.Transaction.Rewind(to.Id, from);
            return null;
        });
}
