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
        await store.Number(call.Cancelled); // what is committed was before now, though it may have no place in the feed yet
        var reply = await store.Change(call.Command, async transaction =>
        {
            if (await store.CountSubscriptions(transaction, WebhookSender.OwnKind) >= Limits.Webhooks) return Problem.Of(Problems.TooManyWebhooks);
            var made = given.Begin(store.NewId(), WebhookSecret.Create(), transaction.Now);
            await store.AddSubscription(transaction, made);
            var added = await store.FindSubscription(transaction, made.Id);
            return Reply.Created($"/v1/webhooks/{made.Id}", WebhookView.Of(added!, withSecret: true), Json.Wire.WebhookView).ShownOnce();
        }, call.Cancelled);
        dispatcher.Changed();
        return reply;
    }

    private static async Task<Reply> List(Store store) =>
        Reply.Ok(new WebhookList([.. (await store.ReadSubscriptions()).Select(to => WebhookView.Of(to))]), Json.Wire.WebhookList);

    private static async Task<Reply> Get(string webhook, Store store) =>
        TryRead(webhook, out var id) && await store.ReadCountedSubscription(id) is { } found ? Shown(found) : Problem.Of(Problems.WebhookUnknown);

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
        var reply = await store.Change(null, async transaction =>
        {
            if (await store.FindSubscription(transaction, id) is not { } to) return Problem.Of(Problems.WebhookUnknown);
            if (to.Sender != WebhookSender.OwnKind) return Problem.Of(Problems.WebhookConfigured);
            await store.RemoveSubscription(transaction, to);
            return Reply.Empty(StatusCodes.Status204NoContent);
        }, call.Cancelled);
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
            await store.TryAgain(transaction, to.Id);
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
        return store.Change(call.Command, async transaction =>
        {
            if (await store.FindSubscription(transaction, id) is not { } to) return Problem.Of(Problems.WebhookUnknown);
            if (await change(transaction, to) is { } problem) return problem;
            await store.SaveSubscription(transaction, to);
            return (show ?? Shown)((await store.FindSubscription(transaction, id))!);
        }, call.Cancelled);
    }

    public static bool TryRead(string text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private static Reply Shown(Subscription to) => Reply.Ok(WebhookView.Of(to), Json.Wire.WebhookView);
}
