using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>One line of the timeline.</summary>
public sealed record Line : Received
{
    /// <summary>The incident that it was written for: with sequence, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The line's place within its incident, from 1 without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, by a dotted name such as message.received.</summary>
    public required string Type { get; init; }

    /// <summary>One of the channels.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The store or site, if one was named.</summary>
    public string? Location { get; init; }

    /// <summary>The team, if one was named.</summary>
    public string? Team { get; init; }

    /// <summary>The person that acted, as the caller asserted.</summary>
    public string? Agent { get; init; }

    /// <summary>What was said; absent where nothing was, or where it was redacted.</summary>
    public string? Text { get; init; }

    /// <summary>Files that other systems keep.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>The ordinal of the interaction that this line tells of.</summary>
    public int? Interaction { get; init; }

    /// <summary>In seconds.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What happened, in ids and facts.</summary>
    public Facts? Facts { get; init; }
}

/// <summary>A file that another system keeps. Only the link travels, with the digest that proves what it led to.</summary>
public sealed record Attachment : Received
{
    /// <summary>Where the file is: https.</summary>
    public required Uri Url { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What the file is called.</summary>
    public string? Name { get; init; }

    /// <summary>Its media type.</summary>
    public string? MediaType { get; init; }
}
