namespace IncidentService.Client;

/// <summary>Replaces a key by a new one.</summary>
public sealed record RotationRequest
{
    /// <summary>Until when the former key goes on working; for 24 hours by default.</summary>
    public DateTimeOffset? FormerUntil { get; init; }
}
