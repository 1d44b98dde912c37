using System.Text.Json.Serialization;
using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>
/// An event in the JSON format of CloudEvents 1.0, as in the feed, the stream and webhooks. It contains facts and links only, no personal
/// data.
/// </summary>
public sealed record CloudEvent : Received
{
    /// <summary>The version of CloudEvents: 1.0.</summary>
    [JsonPropertyName("specversion")]
    public required string SpecVersion { get; init; }

    /// <summary>
    /// The incident's number and the sequence number of the line. It never changes, however often the event is read or sent. Use it to
    /// process each event once.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The service that the event comes from. Together with id it is unique.</summary>
    public required string Source { get; init; }

    /// <summary>What happened: org.incidentservice. followed by the type of the line.</summary>
    public required string Type { get; init; }

    /// <summary>The number of the incident that the event was recorded for.</summary>
    public required IncidentNumber Subject { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>application/json.</summary>
    [JsonPropertyName("datacontenttype")]
    public required string DataContentType { get; init; }

    /// <summary>The position in the feed, as digits.</summary>
    public required string Position { get; init; }

    /// <summary>The channel in which it happened; absent if the service created the event at a due time.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The store or site, if named.</summary>
    public string? Location { get; init; }

    /// <summary>The team, if named.</summary>
    public string? Team { get; init; }

    /// <summary>What happened, in facts and links.</summary>
    public required EventData Data { get; init; }
}
