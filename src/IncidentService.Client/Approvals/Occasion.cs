namespace IncidentService.Client;

/// <summary>Who did something, where and when.</summary>
public sealed record Occasion : Received
{
    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The store or site, if one was named.</summary>
    public string? Location { get; init; }

    /// <summary>The person, as the caller asserted.</summary>
    public string? Agent { get; init; }

    /// <summary>The till's own id of its transaction.</summary>
    public string? Transaction { get; init; }
}
