using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Common;
using IncidentService.Promises;
using IncidentService.Timeline;

namespace IncidentService.Tracking.Views;

/// <summary>The kinds of lines in the customer's timeline.</summary>
internal static class StoryKinds
{
    public const string Opened = "opened";
    public const string FromCustomer = "from-customer";
    public const string FromUs = "from-us";
    public const string Resolved = "resolved";
    public const string Disputed = "disputed";
    public const string Reopened = "reopened";
    public const string Closed = "closed";
    public static readonly IReadOnlyList<string> All = [Opened, FromCustomer, FromUs, Resolved, Disputed, Reopened, Closed];
}

/// <summary>A line of the customer's timeline.</summary>
internal sealed record CustomerLine
{
    public required Instant At { get; init; }

    /// <summary>from-customer and from-us are messages; the others say what happened to the problem.</summary>
    public required string Kind { get; init; }

    /// <summary>The channel of a message.</summary>
    public string? Channel { get; init; }

    /// <summary>What was said, without the earlier messages that it quotes; absent if it was removed.</summary>
    public string? Text { get; init; }

    /// <summary>Whether a machine wrote it.</summary>
    public bool Automatic { get; init; }

    /// <summary>The names of attached files.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>
    /// Null for a line that the customer does not see: whatever is internal, and what somebody who is not known to be the customer wrote.
    /// What staff noted about a resolution, a dispute or a confirmation is internal too.
    /// </summary>
    public static CustomerLine? From(TimelineEvent line) => KindOf(line) is not { } kind || line.Facts?.ToConfirm == true ? null : new()
    {
        At = line.OccurredAt,
        Kind = kind,
        Channel = IsMessage(kind) ? line.Channel : null,
        Text = IsMessage(kind) || line is { Facts.Relayed: false } ? TextOf(line) : null,
        Automatic = line.Facts?.Automatic == true,
        Files = IsMessage(kind) && line.Attachments is { Count: > 0 } files ? [.. files.Select(file => file.Name).OfType<string>()] : null,
    };

    private static bool IsMessage(string kind) => kind is StoryKinds.FromCustomer or StoryKinds.FromUs;

    private static string? TextOf(TimelineEvent line)
    {
        if (line.Text is not { } text) return null;
        var own = line.Facts?.QuotedFrom is { } end && end > 0 && end < text.Length ? text[..end].TrimEnd() : text;
        return own.Length == 0 ? null : own;
    }

    private static string? KindOf(TimelineEvent line) => line.Type switch
    {
        EventTypes.Opened => StoryKinds.Opened,
        EventTypes.MessageReceived => StoryKinds.FromCustomer,
        EventTypes.MessageSent or EventTypes.CustomerTold => StoryKinds.FromUs,
        EventTypes.Resolved => StoryKinds.Resolved,
        EventTypes.Disputed => StoryKinds.Disputed,
        EventTypes.Reopened => StoryKinds.Reopened,
        EventTypes.Closed => StoryKinds.Closed,
        _ => null,
    };
}

/// <summary>What the customer was promised.</summary>
internal sealed record CustomerPromise
{
    public string? Text { get; init; }
    public required Instant DueAt { get; init; }

    /// <summary>open, overdue, kept, broken or withdrawn.</summary>
    public required string State { get; init; }

    /// <summary>Null for the target of a policy.</summary>
    public static CustomerPromise? From(Promise promise) => promise.Kind != PromiseKinds.Promise ? null : new()
    {
        Text = promise.Text,
        DueAt = promise.DueAt,
        State = promise.State,
    };
}

/// <summary>An approval that the customer can use.</summary>
internal sealed record CustomerApproval
{
    /// <summary>The number and the ordinal under which a till or a rep finds it.</summary>
    public required IncidentNumber Number { get; init; }
    public required int Id { get; init; }

    /// <summary>price-match, refund, replacement, discount or waiver.</summary>
    public required string Type { get; init; }
    public string? Item { get; init; }
    public int? Quantity { get; init; }

    /// <summary>For a price match, the price of one piece. Otherwise what is granted, or what is left of it.</summary>
    public Money? Money { get; init; }

    /// <summary>How many times it can still be used; absent if only the money limits it.</summary>
    public int? UsesLeft { get; init; }
    public required Instant ValidFrom { get; init; }
    public Instant? ValidUntil { get; init; }

    /// <summary>The channels where it can be used; empty if it can be used in any.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>The stores or sites where it can be used; empty if it can be used in any.</summary>
    public required IReadOnlyList<string> Locations { get; init; }

    public static CustomerApproval From(Approval approval, IncidentNumber number) => new()
    {
        Number = number,
        Id = approval.Ordinal,
        Type = approval.Type,
        Item = approval.Item,
        Quantity = approval.Quantity,
        Money = Money.From(approval.Partial ? approval.Left : approval.Amount, approval.Currency),
        UsesLeft = approval.Uses is { } uses ? uses - approval.Used : null,
        ValidFrom = approval.ValidFrom,
        ValidUntil = approval.ValidUntil,
        Channels = approval.ChannelList,
        Locations = approval.LocationList,
    };
}
