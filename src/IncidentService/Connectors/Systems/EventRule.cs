using System.Text.RegularExpressions;
using IncidentService.Common;
using IncidentService.Events;
using IncidentService.Timeline;

namespace IncidentService.Connectors.Systems;

/// <summary>
/// A rule for the events that a system receives: a type, optionally only from one channel, and for hand-offs optionally only to one
/// channel.
/// </summary>
internal sealed partial record EventRule(string Type, string? To, string? From)
{
    /// <summary>The types whose events have a receiver.</summary>
    private static readonly IReadOnlyList<string> Directed = [EventTypes.HandoffRequested, EventTypes.HandoffOverdue];

    /// <summary>
    /// Parses "approval.granted", "handoff.requested to phone" or "message.received from social". Null, with the reason, if it is invalid.
    /// </summary>
    public static EventRule? Parse(string? text, out string why)
    {
        var match = Words().Match(text ?? "");
        var (type, to, from) = (match.Groups["type"].Value, ChannelOf(match.Groups["to"]), ChannelOf(match.Groups["from"]));
        why = "";
        if (!match.Success) why = "must be a type of event, such as handoff.requested to phone, or message.received from social";
        else if (!EventTypes.All.Contains(type)) why = "names no type of event";
        else if (new[] { to, from }.Any(channel => channel is not null && !Channels.All.Contains(channel)))
            why = "must name one of " + string.Join(", ", Channels.All);
        else if (to is not null && !Directed.Contains(type)) why = "must not say to whom: only " + string.Join(" and ", Directed) + " do";
        return why.Length == 0 ? new EventRule(type, to, from) : null;
    }

    public bool Matches(FeedEvent happened) =>
        happened.Type == Type && (To is null || happened.Facts?.To == To) && (From is null || happened.Channel == From);

    private static string? ChannelOf(Group given) => given.Success ? given.Value : null;

    [GeneratedRegex(@"^(?<type>[a-z.-]+)( to (?<to>[a-z]+))?( from (?<from>[a-z]+))?\z")]
    private static partial Regex Words();
}
