using System.Text.Json;
using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Events;

/// <summary>A line of the timeline as the feed reads it: what happened, and its incident's number; never what was said.</summary>
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

    /// <summary>The same for ever. Without a full stop, which separates it from what else a webhook's signature covers.</summary>
    public string Id => $"{Number}-{Sequence}";
}

/// <summary>One event as CloudEvents 1.0 has it in JSON. The names are that specification's: lower case throughout.</summary>
internal sealed record CloudEvent
{
    public const string ContentType = "application/cloudevents+json";
    public const string TypePrefix = "org.incidentservice.";

    public string Specversion { get; init; } = "1.0";

    /// <summary>The incident's number and the line's sequence within it: the same however often it is read or sent.</summary>
    public required string Id { get; init; }

    /// <summary>The service that it comes from: with id, unique.</summary>
    public required string Source { get; init; }

    /// <summary>What happened: org.incidentservice. and the type of the line.</summary>
    public required string Type { get; init; }

    /// <summary>The number of the incident that it was written for.</summary>
    public required IncidentNumber Subject { get; init; }
    public required Instant Time { get; init; }
    public string Datacontenttype { get; init; } = "application/json";

    /// <summary>Its place in the feed, as digits: CloudEvents has no whole numbers of this size.</summary>
    public required string Position { get; init; }

    /// <summary>Where it happened; absent where a time had come.</summary>
    public string? Channel { get; init; }
    public string? Location { get; init; }
    public string? Team { get; init; }
    public required EventData Data { get; init; }

    public static CloudEvent Of(FeedEvent happened, string source) => new()
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
        Data = EventData.Of(happened),
    };

    public byte[] Render() => JsonSerializer.SerializeToUtf8Bytes(this, Json.Wire.CloudEvent);
}

/// <summary>Facts and links only: who may know more follows them with a key of their own.</summary>
internal sealed record EventData
{
    public required IncidentNumber Number { get; init; }

    /// <summary>The line's place within its incident, from 1 without gaps.</summary>
    public int Sequence { get; init; }

    /// <summary>The ordinal of the interaction that it tells of.</summary>
    public int? Interaction { get; init; }
    public int? WaitSeconds { get; init; }
    public Facts? Facts { get; init; }
    public required EventLinks Links { get; init; }

    public static EventData Of(FeedEvent happened) => new()
    {
        Number = happened.Number,
        Sequence = happened.Sequence,
        Interaction = happened.Interaction,
        WaitSeconds = happened.WaitSeconds,
        Facts = happened.Facts,
        Links = EventLinks.Of(happened),
    };
}

/// <summary>Addresses of this service, relative to its root.</summary>
internal sealed record EventLinks
{
    /// <summary>The card; of a merged incident, that of the one it lives on in.</summary>
    public required string Incident { get; init; }

    /// <summary>The line of the timeline, with what was said.</summary>
    public required string Line { get; init; }
    public string? Approval { get; init; }
    public string? Promise { get; init; }
    public string? Handoff { get; init; }

    public static EventLinks Of(FeedEvent happened)
    {
        var incident = $"/v1/incidents/{happened.Number}";
        var owner = $"/v1/incidents/{happened.Facts?.Number ?? happened.Number.ToString()}"; // what it is about may have been made under another number
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

/// <summary>A page of the feed, in its order.</summary>
/// <param name="Items">The events; none where the filter leaves none of those that were looked through.</param>
/// <param name="Next">Where to go on from: always there, since there will be more.</param>
/// <param name="More">There is more already.</param>
internal sealed record EventPage(IReadOnlyList<CloudEvent> Items, string Next, bool More);
