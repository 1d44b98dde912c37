using System.Globalization;
using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Outbound;

internal static class WebhookEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/webhooks").WithTags("Webhooks");
        group.MapPost("", Create).RequireScope(Scopes.Admin).Describe(WebhookContract.Create);
        group.MapGet("", List).RequireScope(Scopes.Admin).Describe(WebhookContract.List);
        group.MapGet("/{webhook}", Get).RequireScope(Scopes.Admin).Describe(WebhookContract.Get);
        group.MapPatch("/{webhook}", Amend).RequireScope(Scopes.Admin).Describe(WebhookContract.Amend);
        group.MapDelete("/{webhook}", Delete).RequireScope(Scopes.Admin).Describe(WebhookContract.Delete);
        group.MapPost("/{webhook}/pause", Pause).RequireScope(Scopes.Admin).Describe(WebhookContract.Pause);
        group.MapPost("/{webhook}/resumption", Resume).RequireScope(Scopes.Admin).Describe(WebhookContract.Resume);
        group.MapPost("/{webhook}/secret", Rotate).RequireScope(Scopes.Admin).Describe(WebhookContract.RotateSecret);
        DeliveryEndpoints.Map(group);
    }

    private static async Task<Reply> Create(Body<WebhookRequest, Subscription> body, Call call, Store store, Dispatcher dispatcher)
    {
        await store.NumberEvents(call.Cancelled); // what is committed was before now, though it may have no place in the feed yet
        var reply = await call.Change(
            change => WebhookChanges.Create(change, body.Value),
            added => Reply.Created($"/v1/webhooks/{added.Id}", WebhookView.Of(added, withSecret: true), Json.Wire.WebhookView).ShownOnce());
        dispatcher.Changed();
        return reply;
    }

    private static async Task<Reply> List(Store store) =>
        Reply.Ok(new WebhookList([.. (await store.Read(session => session.ListSubscriptions())).Select(to => WebhookView.Of(to))]), Json.Wire.WebhookList);

    private static async Task<Reply> Get(string webhook, Store store) =>
        TryRead(webhook, out var id) && await store.Read(session => session.FindCountedSubscription(id)) is { } found ? Shown(found) : Problem.Of(Problems.WebhookUnknown);

    private static Task<Reply> Amend(string webhook, Body<AmendWebhookRequest, Action<Subscription>> body, Call call) => Change(webhook, call, (_, to) =>
    {
        if (to.Sender != WebhookSender.OwnKind) return Task.FromResult<Problem?>(Problem.Of(Problems.WebhookConfigured));
        body.Value(to);
        return Task.FromResult<Problem?>(null);
    });

    private static async Task<Reply> Delete(string webhook, Call call, Pipelines pipelines)
    {
        if (!TryRead(webhook, out var id)) return Problem.Of(Problems.WebhookUnknown);
        var reply = await call.Change(change => WebhookChanges.Delete(change, id), _ => Reply.Empty(StatusCodes.Status204NoContent));
        pipelines.Forget(id);
        return reply;
    }

    private static Task<Reply> Pause(string webhook, Call call) => Change(webhook, call, (change, to) =>
    {
        if (to.IsActive) to.Become(SubscriptionStates.Paused, change.Now);
        return Task.FromResult<Problem?>(null);
    });

    private static async Task<Reply> Resume(string webhook, Call call, Dispatcher dispatcher)
    {
        var reply = await Change(webhook, call, (change, to) =>
        {
            to.Become(SubscriptionStates.Active, change.Now);
            change.Transaction.TryAgain(to.Id);
            return Task.FromResult<Problem?>(null);
        });
        dispatcher.Changed();
        return reply;
    }

    private static Task<Reply> Rotate(string webhook, Call call) => Change(
        webhook, call,
        (change, to) =>
        {
            if (to.Sender != WebhookSender.OwnKind) return Task.FromResult<Problem?>(Problem.Of(Problems.WebhookConfigured));
            to.Rotate(WebhookSecret.Create(), change.Now, WebhookSecret.Overlap);
            return Task.FromResult<Problem?>(null);
        },
        to => Reply.Ok(WebhookView.Of(to, withSecret: true), Json.Wire.WebhookView).ShownOnce());

    /// <summary>A change of one webhook by its owner; the answer shows it as it is then.</summary>
    public static Task<Reply> Change(
        string webhook, Call call, Func<ChangeContext, Subscription, Task<Problem?>> change, Func<Subscription, Reply>? show = null)
    {
        if (!TryRead(webhook, out var id)) return Task.FromResult<Reply>(Problem.Of(Problems.WebhookUnknown));
        return call.Change<Subscription>(
            async context =>
            {
                if (await context.Transaction.FindCountedSubscription(id) is not { } to) return Problem.Of(Problems.WebhookUnknown);
                if (await change(context, to) is { } problem) return problem;
                await context.Transaction.SaveSubscription(to);
                return (await context.Transaction.FindCountedSubscription(id))!;
            },
            show ?? Shown);
    }

    public static bool TryRead(string text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private static Reply Shown(Subscription to) => Reply.Ok(WebhookView.Of(to), Json.Wire.WebhookView);
}
