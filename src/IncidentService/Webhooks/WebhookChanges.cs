using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
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

    public static async Task<Outcome<Done>> Delete(ChangeContext change, long id)
    {
        if (await change.Transaction.FindSubscriptionWithCounts(id) is not { } to) return Problem.From(Problems.WebhookUnknown);
        if (to.Sender != WebhookSender.OwnKind) return Problem.From(Problems.WebhookConfigured);
        await change.Transaction.RemoveSubscription(to);
        return default(Done);
    }
}
