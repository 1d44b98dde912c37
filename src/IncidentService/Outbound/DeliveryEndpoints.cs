using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Outbound;

/// <summary>What was sent, what could not be, and sending it again.</summary>
internal static class DeliveryEndpoints
{
    public static void Map(RouteGroupBuilder webhooks)
    {
        webhooks.MapPost("/{webhook}/test", Test).Named("testWebhook", Scopes.Admin, Operations.TestWebhook);
        webhooks.MapGet("/{webhook}/deliveries", ListDeliveries).Named("listDeliveries", Scopes.Admin, Operations.ListDeliveries);
        webhooks.MapGet("/{webhook}/set-aside", ListSetAside).Named("listSetAsideEvents", Scopes.Admin, Operations.ListSetAside);
        webhooks.MapPost("/{webhook}/redelivery", Redeliver).Named("redeliverEvents", Scopes.Admin, Operations.RedeliverEvents);
        webhooks.MapPost("/{webhook}/replay", Replay).Named("replayEvents", Scopes.Admin, Operations.ReplayEvents);
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
        return await call.Change(async transaction =>
        {
            if (await transaction.FindCountedSubscription(id) is null) return Problem.Of(Problems.WebhookUnknown);
            var delivery = DeliveryOf(sent, sending, at, micros);
            var ordinal = await transaction.AddDeliveries(id, [delivery]);
            return Reply.Ok(DeliveryView.Of(delivery) with { Id = ordinal.ToString() }, Json.Wire.DeliveryView);
        });
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

    private static Task<Reply> ListDeliveries(string webhook, string? limit, string? cursor, Store store) => Page(
        webhook, "deliveries", limit, cursor, store,
        (id, place, most) => store.Read(session => session.ListDeliveries(id, place is [var before] ? before : long.MaxValue, most)),
        delivery => delivery.Ordinal,
        (deliveries, next) => Reply.Ok(new DeliveryPage([.. deliveries.Select(DeliveryView.Of)], next), Json.Wire.DeliveryPage));

    private static Task<Reply> ListSetAside(string webhook, string? limit, string? cursor, Store store) => Page(
        webhook, "set-aside", limit, cursor, store,
        (id, place, most) => store.Read(session => session.ListSetAside(id, place is [var after] ? after : 0, most)),
        outgoing => outgoing.Event.Position,
        (events, next) => Reply.Ok(new SetAsidePage([.. events.Select(SetAsideView.Of)], next), Json.Wire.SetAsidePage));

    private static async Task<Reply> Page<T>(
        string webhook, string name, string? limit, string? cursor, Store store,
        Func<long, long[], int, Task<IReadOnlyList<T>>> read, Func<T, long> placeOf, Func<IReadOnlyList<T>, string?, Reply> show)
    {
        if (!WebhookEndpoints.TryRead(webhook, out var id) || await store.Read(session => session.FindSubscription(id)) is null) return Problem.Of(Problems.WebhookUnknown);
        var faults = new Faults();
        var take = faults.PageSize(limit);
        if (!faults.None) return faults.ToProblem();
        return await Paging.Answer(cursor, $"{name}\n{id}", take, (place, most) => read(id, place, most), item => [placeOf(item)], show);
    }

    private static async Task<Reply> Redeliver(string webhook, Body<RedeliveryRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var positions = body.Value.Read(faults);
        if (!faults.None) return faults.ToProblem();
        return await WebhookEndpoints.Change(webhook, call, store, async (transaction, to) =>
        {
            await transaction.SendAgain(to.Id, positions);
            return null;
        });
    }

    private static async Task<Reply> Replay(string webhook, Body<ReplayRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var (position, since) = body.Value.Read(faults);
        if (!faults.None) return faults.ToProblem();
        return await WebhookEndpoints.Change(webhook, call, store, async (transaction, to) =>
        {
            var from = position ?? await transaction.PlaceBefore(since!.Value);
            if (from > await transaction.LastPosition()) return Problem.Invalid(new FieldFault("position", "must be one that the feed has reached"));
            transaction.Rewind(to.Id, from);
            return null;
        });
    }
}
