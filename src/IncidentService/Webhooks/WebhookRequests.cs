using IncidentService.Common;
using IncidentService.Common.Json;
using IncidentService.Common.Outcomes;
using IncidentService.Events;
using IncidentService.Http.Requests;
using IncidentService.Webhooks.Security;
using IncidentService.Webhooks.Sending;
using IncidentService.Webhooks.Settings;

namespace IncidentService.Webhooks;

/// <summary>Where events are sent, and which.</summary>
internal sealed record WebhookRequest : IRequest<Subscription>
{
    /// <summary>The name that people use for it, such as "Order system".</summary>
    public required string Name { get; init; }

    /// <summary>The https address of the receiver.</summary>
    public required string Url { get; init; }

    /// <summary>Only events of these types, named as in the timeline or as in CloudEvents; all types by default.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only events from this channel; all channels by default.</summary>
    public string? Channel { get; init; }

    /// <summary>Whether it starts paused, to be resumed when the receiver is ready. Events wait meanwhile.</summary>
    public bool? Paused { get; init; }

    public Subscription ToInput(RequestContext context, ValidationErrors errors)
    {
        var filter = EventFilter.Parse(ParseTypes(Types, errors), Channel, errors);
        return new Subscription
        {
            Sender = WebhookSender.OwnKind,
            Name = errors.ParseLine("name", Name, Limits.Line, required: true) ?? "",
            Url = TargetUrl.Parse(Url, context.Service<WebhookSettings>(), context.Service<AddressGuard>(), errors),
            Types = string.Join(' ', filter.Types),
            Channel = filter.Channel,
            State = Paused == true ? SubscriptionStates.Paused : SubscriptionStates.Active,
        };
    }

    public static IReadOnlyList<string> ParseTypes(IReadOnlyList<string>? given, ValidationErrors errors)
    {
        if (given?.Count > Limits.EventTypes) errors.Add("types", $"must have at most {Limits.EventTypes} items");
        return [.. (given ?? []).Take(Limits.EventTypes)];
    }
}

/// <summary>A merge patch of a webhook. Fields that are not named stay unchanged.</summary>
internal sealed record AmendWebhookRequest : IRequest<Action<Subscription>>
{
    public Patched Name { get; init; }
    public Patched Url { get; init; }

    /// <summary>Only events of these types; an empty list means all types. null leaves them unchanged.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only events from this channel; null means all channels.</summary>
    public Patched Channel { get; init; }

    /// <summary>Returns the action that applies the patch.</summary>
    public Action<Subscription> ToInput(RequestContext context, ValidationErrors errors)
    {
        var name = Name.Given ? errors.ParseLine("name", Name.Value, Limits.Line, required: true) : null;
        var url = Url.Given
            ? TargetUrl.Parse(Url.Value, context.Service<WebhookSettings>(), context.Service<AddressGuard>(), errors)
            : null;
        var filter = EventFilter.Parse(WebhookRequest.ParseTypes(Types, errors), Channel.Value, errors);
        return webhook =>
        {
            if (Name.Given) webhook.Name = name!;
            if (Url.Given) webhook.Url = url;
            if (Types is not null) webhook.Types = string.Join(' ', filter.Types);
            if (Channel.Given) webhook.Channel = filter.Channel;
        };
    }
}

/// <summary>Which set-aside events are redelivered.</summary>
internal sealed record RedeliveryRequest : IRequest<RedeliveryInput>
{
    /// <summary>The positions of the events; all by default.</summary>
    public IReadOnlyList<string>? Positions { get; init; }

    public RedeliveryInput ToInput(RequestContext context, ValidationErrors errors)
    {
        if (Positions is null) return new RedeliveryInput(null);
        if (Positions.Count > Limits.Page) errors.Add("positions", $"must have at most {Limits.Page} items");
        return new RedeliveryInput(
            [.. Positions.Take(Limits.Page).Select(text => FeedPosition.Parse("positions", text, errors)).OfType<long>()]);
    }
}

/// <summary>The positions of the events to redeliver; null for all.</summary>
internal sealed record RedeliveryInput(IReadOnlyList<long>? Positions);

/// <summary>Where to start a replay: a position, or a time.</summary>
internal sealed record ReplayRequest : IRequest<(long? Position, Instant? Since)>
{
    /// <summary>Replays events after this position; 0 replays everything.</summary>
    public string? Position { get; init; }

    /// <summary>Replays events from this time on.</summary>
    public string? Since { get; init; }

    public (long? Position, Instant? Since) ToInput(RequestContext context, ValidationErrors errors)
    {
        var (position, since) = (FeedPosition.Parse("position", Position, errors), errors.ParseInstant("since", Since));
        if (errors.IsEmpty && position is null == since is null) errors.Add("position", "or since must be given, and not both");
        return (position, since);
    }
}

internal static class FeedPosition
{
    /// <summary>Parses a feed position as it appears in events, in digits.</summary>
    public static long? Parse(string field, string? text, ValidationErrors errors)
    {
        if (text is null && field == "position") return null;
        if (text is { Length: <= 18 } && text.Length > 0 && text.All(char.IsAsciiDigit)) return long.Parse(text);
        errors.Add(field, "must be a position in the feed: digits, as events have it");
        return null;
    }
}
