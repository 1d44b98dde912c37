using System.Globalization;
using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Webhooks.Deliveries;
using IncidentService.Webhooks.Security;
using IncidentService.Webhooks.Sending;

namespace IncidentService.Webhooks;

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

    private static async Task<Reply<Created<WebhookView>>> Create(
        Body<WebhookRequest, Subscription> body, WriteRequest request, Store store, DeliveryDispatcher dispatcher)
    {
        // Committed events belong to the time before the webhook, even if they have no feed position yet.
        await store.AssignFeedPositions(request.Cancellation);
        var reply = await request.Change(
            change => WebhookChanges.Create(change, body.Value),
            added => Reply
                .Created($"/v1/webhooks/{added.Id}", WebhookView.From(added, withSecret: true))
                .WithoutStoredBody());
        dispatcher.WakeUp();
        return reply;
    }

    private static async Task<Reply<Ok<WebhookList>>> List(Store store) =>
        Reply.Ok(
            new WebhookList([.. (await store.Read(session => session.ListSubscriptions())).Select(to => WebhookView.From(to))]));

    private static async Task<Reply<Ok<WebhookView>>> Get(string webhook, Store store) =>
        TryParseId(webhook, out var id) && await store.Read(session => session.FindSubscriptionWithCounts(id)) is { } found
            ? ReplyWith(found)
            : Problem.From(Problems.WebhookUnknown);

    private static Task<Reply<Ok<WebhookView>>> Amend(
        string webhook, MergePatch<AmendWebhookRequest, Action<Subscription>> body, WriteRequest request) =>
        Change(webhook, request, (_, to) =>
        {
            if (to.Sender != WebhookSender.OwnKind) return Task.FromResult<Problem?>(Problem.From(Problems.WebhookConfigured));
            body.Value(to);
            return Task.FromResult<Problem?>(null);
        });

    private static async Task<Reply<NoContent>> Delete(string webhook, WriteRequest request, WebhookPipelines pipelines)
    {
        if (!TryParseId(webhook, out var id)) return Problem.From(Problems.WebhookUnknown);
        var reply = await request.Change(change => WebhookChanges.Delete(change, id), _ => Reply.NoContent());
        pipelines.Remove(id);
        return reply;
    }

    private static Task<Reply<Ok<WebhookView>>> Pause(string webhook, WriteRequest request) =>
        Change(webhook, request, WebhookChanges.Pause);

    private static async Task<Reply<Ok<WebhookView>>> Resume(string webhook, WriteRequest request, DeliveryDispatcher dispatcher)
    {
        var reply = await Change(webhook, request, WebhookChanges.Resume);
        dispatcher.WakeUp();
        return reply;
    }

    private static Task<Reply<Ok<WebhookView>>> Rotate(string webhook, WriteRequest request) => Change(
        webhook, request,
        (change, to) =>
        {
            if (to.Sender != WebhookSender.OwnKind) return Task.FromResult<Problem?>(Problem.From(Problems.WebhookConfigured));
            to.RotateSecret(WebhookSecret.Create(), change.Now, WebhookSecret.Overlap);
            return Task.FromResult<Problem?>(null);
        },
        to => Reply.Ok(WebhookView.From(to, withSecret: true)).WithoutStoredBody());

    /// <summary>Changes one webhook on its owner's behalf, and replies with the changed webhook.</summary>
    public static async Task<Reply<Ok<WebhookView>>> Change(
        string webhook,
        WriteRequest request,
        Func<ChangeContext, Subscription, Task<Problem?>> change,
        Func<Subscription, Reply<Ok<WebhookView>>>? show = null)
    {
        if (!TryParseId(webhook, out var id)) return Problem.From(Problems.WebhookUnknown);
        return await request.Change<Subscription, Reply<Ok<WebhookView>>>(
            context => WebhookChanges.Change(context, id, change), show ?? ReplyWith);
    }

    public static bool TryParseId(string text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    private static Reply<Ok<WebhookView>> ReplyWith(Subscription to) => Reply.Ok(WebhookView.From(to));
}
