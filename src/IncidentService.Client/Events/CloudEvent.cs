using System.Text.Json.Serialization;
using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>One event as CloudEvents 1.0 has it in JSON: what feed, stream and webhooks carry. Facts and links only, nothing personal.</summary>
public sealed record CloudEvent : Received
{
    /// <summary>The version of CloudEvents: 1.0.</summary>
    [JsonPropertyName("specversion")]
    public required string SpecVersion { get; init; }

    /// <summary>The incident's number and the line's sequence within it: the same however often it is read or sent. Take each once by it.</summary>
    public required string Id { get; init; }

    /// <summary>The service that it comes from: with id, unique.</summary>
    public required string Source { get; init; }

    /// <summary>What happened: org.incidentservice. and the type of the line.</summary>
    public required string Type { get; init; }

    /// <summary>The number of the incident that it was written for.</summary>
    public required IncidentNumber Subject { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>application/json.</summary>
    [JsonPropertyName("datacontenttype")]
    public required string DataContentType { get; init; }

    /// <summary>Its place in the feed, as digits.</summary>
    public required string Position { get; init; }

    /// <summary>Where it happened; absent where a time had come.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The store or site, if one was named.</summary>
    public string? Location { get; init; }

    /// <summary>The team, if one was named.</summary>
    public string? Team { get; init; }

    /// <summary>What happened, in facts and links.</summary>
    public required EventData Data { get; init; }
}
