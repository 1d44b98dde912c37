using System.Globalization;
using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Outbound;

internal static class WebhookEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/webhooks").WithTags("Webhooks");
        group.MapPost("", Create).Named("createWebhook", Scopes.Admin, Operations.CreateWebhook);
        group.MapGet("", List).Named("listWebhooks", Scopes.Admin, Operations.ListWebhooks);
        group.MapGet("/{webhook}", Get).Named("getWebhook", Scopes.Admin, Operations.GetWebhook);
        group.MapPatch("/{webhook}", Amend).Named("amendWebhook", Scopes.Admin, Operations.AmendWebhook);
        group.MapDelete("/{webhook}", Delete).Named("deleteWebhook", Scopes.Admin, Operations.DeleteWebhook);
        group.MapPost("/{webhook}/pause", Pause).Named("pauseWebhook", Scopes.Admin, Operations.PauseWebhook);
        group.MapPost("/{webhook}/resumption", Resume).Named("resumeWebhook", Scopes.Admin, Operations.ResumeWebhook);
        group.MapPost("/{webhook}/secret", Rotate).Named("rotateWebhookSecret", Scopes.Admin, Operations.RotateWebhookSecret);
        DeliveryEndpoints.Map(group);
    }

    private static async Task<Reply> Create(
        Body<WebhookRequest> body, Call call, Store store, OutboundSettings settings, AddressGuard guard, Dispatcher dispatcher)
    {
        var faults = new Faults();
        var given = body.Value.Read(faults, settings, guard);
        if (!faults.None) return faults.ToProblem();
        await store.NumberEvents(call.Cancelled); // what is committed was before now, though it may have no place in the feed yet
        var reply = await call.Change(async transaction =>
        {
            if (await transaction.CountSubscriptions(WebhookSender.OwnKind) >= Limits.Webhooks) return Problem.Of(Problems.TooManyWebhooks);
            var made = given.Begin(transaction.NewId(), WebhookSecret.Create(), transaction.Now);
            await transaction.AddSubscription(made);
            var added = await transaction.FindCountedSubscription(made.Id);
            return Reply.Created($"/v1/webhooks/{made.Id}", WebhookView.Of(added!, withSecret: true), Json.Wire.WebhookView).ShownOnce();
        });
        dispatcher.Changed();
        return reply;
    }

    private static async Task<Reply> List(Store store) =>
        Reply.Ok(new WebhookList([.. (await store.Read(session => session.ListSubscriptions())).Select(to => WebhookView.Of(to))]), Json.Wire.WebhookList);

    private static async Task<Reply> Get(string webhook, Store store) =>
        TryRead(webhook, out var id) && await store.Read(session => session.FindCountedSubscription(id)) is { } found ? Shown(found) : Problem.Of(Problems.WebhookUnknown);

    private static async Task<Reply> Amend(
        string webhook, Body<AmendWebhookRequest> body, Call call, Store store, OutboundSettings settings, AddressGuard guard)
    {
        var faults = new Faults();
        var amend = body.Value.Read(faults, settings, guard);
        if (!faults.None) return faults.ToProblem();
        return await Change(webhook, call, store, (_, to) =>
        {
            if (to.Sender != WebhookSender.OwnKind) return Task.FromResult<Problem?>(Problem.Of(Problems.WebhookConfigured));
            amend!(to);
            return Task.FromResult<Problem?>(null);
        });
    }

    private static async Task<Reply> Delete(string webhook, Call call, Store store, Pipelines pipelines)
    {
        if (!TryRead(webhook, out var id)) return Problem.Of(Problems.WebhookUnknown);
        var reply = await call.Change(async transaction =>
        {
            if (await transaction.FindCountedSubscription(id) is not { } to) return Problem.Of(Problems.WebhookUnknown);
            if (to.Sender != WebhookSender.OwnKind) return Problem.Of(Problems.WebhookConfigured);
            await transaction.RemoveSubscription(to);
            return Reply.Empty(StatusCodes.Status204NoContent);
        });
        pipelines.Forget(id);
        return reply;
    }

    private static Task<Reply> Pause(string webhook, Call call, Store store) => Change(webhook, call, store, (transaction, to) =>
    {
        if (to.IsActive) to.Become(SubscriptionStates.Paused, transaction.Now);
        return Task.FromResult<Problem?>(null);
    });

    private static async Task<Reply> Resume(string webhook, Call call, Store store, Dispatcher dispatcher)
    {
        var reply = await Change(webhook, call, store, async (transaction, to) =>
        {
            to.Become(SubscriptionStates.Active, transaction.Now);
            transaction.TryAgain(to.Id);
            return null;
        });
        dispatcher.Changed();
        return reply;
    }

    private static Task<Reply> Rotate(string webhook, Call call, Store store) => Change(
        webhook, call, store,
        (transaction, to) =>
        {
            if (to.Sender != WebhookSender.OwnKind) return Task.FromResult<Problem?>(Problem.Of(Problems.WebhookConfigured));
            to.Rotate(WebhookSecret.Create(), transaction.Now, WebhookSecret.Overlap);
            return Task.FromResult<Problem?>(null);
        },
        to => Reply.Ok(WebhookView.Of(to, withSecret: true), Json.Wire.WebhookView).ShownOnce());

    /// <summary>A change of one webhook by its owner; the answer shows it as it is then.</summary>
    public static Task<Reply> Change(
        string webhook, Call call, Store store, Func<Transaction, Subscription, Task<Problem?>> change, Func<Subscription, Reply>? show = null)
    {
        if (!TryRead(webhook, out var id)) return Task.FromResult<Reply>(Problem.Of(Problems.WebhookUnknown));
        return call.Change(async transaction =>
        {
            if (await transaction.FindCountedSubscription(id) is not { } to) return Problem.Of(Problems.WebhookUnknown);
            if (await change(transaction, to) is { } problem) return problem;
            await transaction.SaveSubscription(to);
            return (show ?? Shown)((await transaction.FindCountedSubscription(id))!);
        });
    }

    public static bool TryRead(string text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private static Reply Shown(Subscription to) => Reply.Ok(WebhookView.Of(to), Json.Wire.WebhookView);
}
