using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Webhooks.Deliveries;

namespace IncidentService.Webhooks.Sending;

/// <summary>Sends test events to webhooks.</summary>
internal sealed class WebhookTester(Store store, WebhookSender sender, ServiceSettings settings, TimeProvider clock)
{
    /// <summary>
    /// Sends the event immediately and outside of any change; a repetition of the request gets the result of the first one.
    /// </summary>
    public async Task<Reply<Ok<DeliveryView>>> Test(string webhook, WriteRequest request)
    {
        if (!WebhookEndpoints.TryParseId(webhook, out var id)
            || await store.Read(session => session.FindSubscription(id)) is not { } to)
            return Problem.From(Problems.WebhookUnknown);
        if (to.Sender != WebhookSender.OwnKind) return Problem.From(Problems.WebhookConfigured);
        if (await request.Replay() is { } kept) return Reply<Ok<DeliveryView>>.From(kept);
        var (at, started) = (Instant.Now(clock), clock.GetTimestamp());
        var sent = new TestEvent($"test-{store.NewId()}", settings.EventSource, at);
        var result = await sender.Post(
            to, new OutgoingRequest(sent.Id, sent.Render(), request.Origin.TraceParent), request.Cancellation);
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
}
