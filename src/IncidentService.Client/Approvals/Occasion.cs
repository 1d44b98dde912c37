namespace IncidentService.Client;

/// <summary>Who did something, where and when.</summary>
public sealed record Occasion : Received
{
    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The store or site, if named.</summary>
    public string? Location { get; init; }

    /// <summary>The person, as asserted by the caller.</summary>
    public string? Agent { get; init; }

    /// <summary>The till's transaction id.</summary>
    public string? Transaction { get; init; }
}
