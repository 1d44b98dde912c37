using System.Globalization;
using IncidentNumbers;
using IncidentService.Events;
using IncidentService.Timeline;

namespace IncidentService.Connectors.Zendesk.Outgoing;

/// <summary>Formats the internal notes of tickets about approvals and hand-offs. Notes contain facts only, never what was said.</summary>
internal static class ZendeskNotes
{
    /// <summary>The types of events for which a note is written.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        EventTypes.ApprovalGranted, EventTypes.ApprovalRedeemed, EventTypes.RedemptionReversed, EventTypes.ApprovalRevoked,
        EventTypes.HandoffRequested, EventTypes.HandoffAccepted, EventTypes.HandoffWithdrawn, EventTypes.HandoffOverdue,
    ];

    /// <summary>Null if the event needs no note. A note ends with the id of the event, so that no two notes are identical.</summary>
    public static string? Format(FeedEvent happened) => Summarize(happened) is { } what
        ? $"Incident {FormatNumber(happened)}: {what}{(happened.Channel is { } channel ? $", by {channel}" : "")}. [{happened.Id}]"
        : null;

    private static string? Summarize(FeedEvent happened) => (happened.Type, happened.Facts) switch
    {
        (EventTypes.ApprovalGranted, { } facts) => $"approval {facts.Approval} was granted{FormatDetails(facts)}",
        (EventTypes.ApprovalRedeemed, { } facts) => $"approval {facts.Approval} was redeemed{FormatDetails(facts)}",
        (EventTypes.RedemptionReversed, { } facts) => $"a redemption of approval {facts.Approval} was reversed{FormatDetails(facts)}",
        (EventTypes.ApprovalRevoked, { } facts) => $"approval {facts.Approval} was revoked",
        (EventTypes.HandoffRequested, { } facts) => $"hand-off {facts.Handoff} to {FormatReceiver(facts)}{FormatDueTime(facts)}",
        (EventTypes.HandoffAccepted, { } facts) => $"hand-off {facts.Handoff} was accepted",
        (EventTypes.HandoffWithdrawn, { } facts) => $"hand-off {facts.Handoff} was withdrawn",
        (EventTypes.HandoffOverdue, { } facts) => $"hand-off {facts.Handoff} to {FormatReceiver(facts)} is overdue",
        _ => null,
    };

    /// <summary>
    /// The number under which the approval or hand-off was created. It is isolated, because notes may appear in right-to-left pages.
    /// </summary>
    private static string FormatNumber(FeedEvent happened) =>
        IncidentNumber.TryParseCanonical(happened.Facts?.Number, out var named) ? named.Isolated : happened.Number.Isolated;

    private static string FormatDetails(Facts facts)
    {
        string?[] details =
        [
            facts.Item,
            facts.Quantity is { } quantity ? $"quantity {quantity}" : null,
            facts.Money is { } money ? $"{money.Amount} {money.Currency}" : null
        ];
        return string.Concat(details.Where(detail => detail is not null).Select(detail => ", " + detail));
    }

    private static string FormatReceiver(Facts facts) => facts.To + (facts.Team is { } team ? $" (team {team})" : "");

    private static string FormatDueTime(Facts facts) =>
        facts.DueAt is { } at
            ? ", to be accepted by " + at.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : "";
}
