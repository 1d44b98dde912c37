using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;

namespace IncidentService.Outbound;

internal static class WebhookChanges
{
    public static async Task<Outcome<Subscription>> Create(ChangeContext change, Subscription wanted)
    {
        var transaction = change.Transaction;
        if (await transaction.CountSubscriptions(WebhookSender.OwnKind) >= Limits.Webhooks) return Problem.Of(Problems.TooManyWebhooks);
        var made = wanted.Begin(transaction.NewId(), WebhookSecret.Create(), change.Now);
        await transaction.AddSubscription(made);
        return (await transaction.FindCountedSubscription(made.Id))!;
    }

    public static async Task<Outcome<Done>> Delete(ChangeContext change, long id)
    {
        if (await change.Transaction.FindCountedSubscription(id) is not { } to) return Problem.Of(Problems.WebhookUnknown);
        if (to.Sender != WebhookSender.OwnKind) return Problem.Of(Problems.WebhookConfigured);
        await change.Transaction.RemoveSubscription(to);
        return default(Done);
    }
}
