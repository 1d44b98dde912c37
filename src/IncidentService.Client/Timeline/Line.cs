using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>One line of the timeline.</summary>
public sealed record Line : Received
{
    /// <summary>The incident that it was recorded for. Together with sequence it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The line's sequence number within its incident, from 1 without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, as a dotted name such as message.received.</summary>
    public required string Type { get; init; }

    /// <summary>One of the channels.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The store or site, if named.</summary>
    public string? Location { get; init; }

    /// <summary>The team, if named.</summary>
    public string? Team { get; init; }

    /// <summary>The person who acted, as asserted by the caller.</summary>
    public string? Agent { get; init; }

    /// <summary>The text; absent if there was none, or if it was redacted.</summary>
    public string? Text { get; init; }

    /// <summary>Files in other systems.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>The ordinal of the interaction that this line records.</summary>
    public int? Interaction { get; init; }

    /// <summary>How long the customer waited, in seconds.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What happened, as ids and facts.</summary>
    public Facts? Facts { get; init; }
}

/// <summary>A file in another system: a link, and a digest that proves what the file contained.</summary>
public sealed record Attachment : Received
{
    /// <summary>The address of the file: https. Null for a file of a mail, which the mail server keeps.</summary>
    public Uri? Url { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The name of the file.</summary>
    public string? Name { get; init; }

    /// <summary>Its media type.</summary>
    public string? MediaType { get; init; }

    /// <summary>The size in bytes of a file of a mail.</summary>
    public long? Size { get; init; }
}
