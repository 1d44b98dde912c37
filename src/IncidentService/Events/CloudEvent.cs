using System.Text.Json;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Json;
using IncidentService.Timeline;

namespace IncidentService.Events;

/// <summary>A line of the timeline in the feed: what happened, and the number of its incident, but never what was said.</summary>
internal sealed class FeedEvent
{
    public long Position { get; init; }
    public long IncidentId { get; init; }
    public required IncidentNumber Number { get; init; }
    public int Sequence { get; init; }
    public Instant OccurredAt { get; init; }
    public required string Type { get; init; }
    public string? Channel { get; init; }
    public string? Location { get; init; }
    public string? Team { get; init; }
    public int? Interaction { get; init; }
    public int? WaitSeconds { get; init; }
    public Facts? Facts { get; init; }

    /// <summary>The trace in which it happened, as a W3C traceparent; null if nobody recorded it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// The permanent id. It contains no full stop, because that separates it from the other parts of a webhook's signature.
    /// </summary>
    public string Id => $"{Number}-{Sequence}";
}

/// <summary>An event in the JSON format of CloudEvents 1.0, with the lower-case names of that specification.</summary>
internal sealed record CloudEvent
{
    public const string ContentType = "application/cloudevents+json";
    public const string TypePrefix = "org.incidentservice.";

    public string Specversion { get; init; } = "1.0";

    /// <summary>
    /// The incident's number and the sequence number of the line. It never changes, however often the event is read or sent.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The service that the event comes from. Together with id it is unique.</summary>
    public required string Source { get; init; }

    /// <summary>What happened: org.incidentservice. followed by the type of the line.</summary>
    public required string Type { get; init; }

    /// <summary>The number of the incident that the event was recorded for.</summary>
    public required IncidentNumber Subject { get; init; }
    public required Instant Time { get; init; }
    public string Datacontenttype { get; init; } = "application/json";

    /// <summary>The place in the feed, as digits, because CloudEvents has no integers of this size.</summary>
    public required string Position { get; init; }

    /// <summary>The channel in which it happened; absent if the service created the event at a due time.</summary>
    public string? Channel { get; init; }
    public string? Location { get; init; }
    public string? Team { get; init; }
    public required EventData Data { get; init; }

    public static CloudEvent From(FeedEvent happened, string source) => new()
    {
        Id = happened.Id,
        Source = source,
        Type = TypePrefix + happened.Type,
        Subject = happened.Number,
        Time = happened.OccurredAt,
        Position = happened.Position.ToString(),
        Channel = happened.Channel,
        Location = happened.Location,
        Team = happened.Team,
        Data = EventData.From(happened),
    };

    public byte[] Render() => JsonSerializer.SerializeToUtf8Bytes(this, JsonTypes.Of<CloudEvent>());
}

/// <summary>Facts and links only. A caller who may know more follows the links with its own key.</summary>
internal sealed record EventData
{
    public required IncidentNumber Number { get; init; }

    /// <summary>The sequence number of the line within its incident, from 1 without gaps.</summary>
    public int Sequence { get; init; }

    /// <summary>The ordinal of the interaction that the event records.</summary>
    public int? Interaction { get; init; }
    public int? WaitSeconds { get; init; }
    public Facts? Facts { get; init; }
    public required EventLinks Links { get; init; }

    public static EventData From(FeedEvent happened) => new()
    {
        Number = happened.Number,
        Sequence = happened.Sequence,
        Interaction = happened.Interaction,
        WaitSeconds = happened.WaitSeconds,
        Facts = happened.Facts,
        Links = EventLinks.From(happened),
    };
}

/// <summary>Addresses of this service, relative to its root.</summary>
internal sealed record EventLinks
{
    /// <summary>The card. For a merged incident, the card of the incident it was merged into.</summary>
    public required string Incident { get; init; }

    /// <summary>The line of the timeline, with its text.</summary>
    public required string Line { get; init; }
    public string? Approval { get; init; }
    public string? Promise { get; init; }
    public string? Handoff { get; init; }

    public static EventLinks From(FeedEvent happened)
    {
        var incident = $"/v1/incidents/{happened.Number}";
        // the item may have been created under another number
        var owner = $"/v1/incidents/{happened.Facts?.Number ?? happened.Number.ToString()}";
        return new EventLinks
        {
            Incident = incident,
            Line = $"{incident}/timeline/{happened.Sequence}",
            Approval = happened.Facts?.Approval is { } approval ? $"{owner}/approvals/{approval}" : null,
            Promise = happened.Facts?.Promise is { } promise ? $"{owner}/promises/{promise}" : null,
            Handoff = happened.Facts?.Handoff is { } handoff ? $"{owner}/handoffs/{handoff}" : null,
        };
    }
}

/// <summary>A page of the feed, in feed order.</summary>
/// <param name="Items">The events; empty if the filter excludes all of this page.</param>
/// <param name="Next">The cursor from which to continue. It is always present, because the feed continues.</param>
/// <param name="More">Whether more events exist already.</param>
internal sealed record EventPage(IReadOnlyList<CloudEvent> Items, string Next, bool More);
