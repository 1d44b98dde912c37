using System.Globalization;
using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Events;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Connectors.Zendesk;

/// <summary>What a ticket's internal note says of an approval or a hand-off: facts only, never what was said.</summary>
internal static class ZendeskNotes
{
    /// <summary>The types of event that a note is written of.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        EventTypes.ApprovalGranted, EventTypes.ApprovalRedeemed, EventTypes.RedemptionReversed, EventTypes.ApprovalRevoked,
        EventTypes.HandoffRequested, EventTypes.HandoffAccepted, EventTypes.HandoffWithdrawn, EventTypes.HandoffOverdue,
    ];

    /// <summary>Null where it is nothing to write a note of. It ends with the event's id, so that no two are the same.</summary>
    public static string? Of(FeedEvent happened) => What(happened) is { } what
        ? $"Incident {Printed(happened)}: {what}{(happened.Channel is { } channel ? $", by {channel}" : "")}. [{happened.Id}]"
        : null;

    private static string? What(FeedEvent happened) => (happened.Type, happened.Facts) switch
    {
        (EventTypes.ApprovalGranted, { } facts) => $"approval {facts.Approval} was granted{Details(facts)}",
        (EventTypes.ApprovalRedeemed, { } facts) => $"approval {facts.Approval} was redeemed{Details(facts)}",
        (EventTypes.RedemptionReversed, { } facts) => $"a redemption of approval {facts.Approval} was reversed{Details(facts)}",
        (EventTypes.ApprovalRevoked, { } facts) => $"approval {facts.Approval} was revoked",
        (EventTypes.HandoffRequested, { } facts) => $"hand-off {facts.Handoff} to {Receiver(facts)}{DueBy(facts)}",
        (EventTypes.HandoffAccepted, { } facts) => $"hand-off {facts.Handoff} was accepted",
        (EventTypes.HandoffWithdrawn, { } facts) => $"hand-off {facts.Handoff} was withdrawn",
        (EventTypes.HandoffOverdue, { } facts) => $"hand-off {facts.Handoff} to {Receiver(facts)} is overdue",
        _ => null,
    };

    /// <summary>The one that its approval or hand-off was made under. Notes stand in pages of any direction.</summary>
    private static string Printed(FeedEvent happened) =>
        IncidentNumber.TryParseCanonical(happened.Facts?.Number, out var named) ? named.Isolated : happened.Number.Isolated;

    private static string Details(Facts facts)
    {
        string?[] details = [facts.Item, facts.Quantity is { } quantity ? $"quantity {quantity}" : null, facts.Money is { } money ? $"{money.Amount} {money.Currency}" : null];
        return string.Concat(details.Where(detail => detail is not null).Select(detail => ", " + detail));
    }

    private static string Receiver(Facts facts) => facts.To + (facts.Team is { } team ? $" (team {team})" : "");

    private static string DueBy(Facts facts) =>
        facts.DueAt is { } at ? ", to be accepted by " + at.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "";
}
