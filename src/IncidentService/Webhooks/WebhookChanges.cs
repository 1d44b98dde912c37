using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage.Feed;
using IncidentService.Storage.Sql;
using IncidentService.Webhooks.Security;
using IncidentService.Webhooks.Sending;

namespace IncidentService.Webhooks;

internal static class WebhookChanges
{
    public static async Task<Outcome<Subscription>> Create(ChangeContext change, Subscription wanted)
    {
        var transaction = change.Transaction;
        if (await transaction.CountSubscriptions(WebhookSender.OwnKind) >= Limits.Webhooks) return Problem.From(Problems.TooManyWebhooks);
        var made = wanted.CreateStored(transaction.NewId(), WebhookSecret.Create(), change.Now);
        await transaction.AddSubscription(made);
        return (await transaction.FindSubscriptionWithCounts(made.Id))!;
    }

    /// <summary>Changes one subscription on its owner's behalf, and returns it as it is then.</summary>
    public static async Task<Outcome<Subscription>> Change(
        ChangeContext change, long id, Func<ChangeContext, Subscription, Task<Problem?>> work)
    {
        if (await change.Transaction.FindSubscriptionWithCounts(id) is not { } to) return Problem.From(Problems.WebhookUnknown);
        if (await work(change, to) is { } problem) return problem;
        await change.Transaction.SaveSubscription(to);
        return (await change.Transaction.FindSubscriptionWithCounts(id))!;
    }

    public static Task<Problem?> Pause(ChangeContext change, Subscription to)
    {
        if (to.IsActive) to.ChangeState(SubscriptionStates.Paused, change.Now);
        return Task.FromResult<Problem?>(null);
    }

    public static Task<Problem?> Resume(ChangeContext change, Subscription to)
    {
        to.ChangeState(SubscriptionStates.Active, change.Now);
        change.Transaction.RetryNow(to.Id);
        return Task.FromResult<Problem?>(null);
    }

    /// <summary>Replays the events after a place in the feed, or those that happened since a time.</summary>
    public static async Task<Problem?> Replay(ChangeContext change, Subscription to, (long? Position, Instant? Since) start)
    {
        var from = start.Position ?? await change.Transaction.FindPositionBefore(start.Since!.Value);
        if (from > await change.Transaction.FindLastPosition())
            return Problem.Invalid(new FieldFault("position", "must be one that the feed has reached"));
        change.Transaction.Rewind(to.Id, from);
        return null;
    }

    public static async Task<Outcome<Done>> Delete(ChangeContext change, long id)
    {
        if (await change.Transaction.FindSubscriptionWithCounts(id) is not { } to) return Problem.From(Problems.WebhookUnknown);
        if (to.Sender != WebhookSender.OwnKind) return Problem.From(Problems.WebhookConfigured);
        await change.Transaction.RemoveSubscription(to);
        return default(Done);
    }
}
