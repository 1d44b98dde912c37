namespace IncidentService.Client;

/// <summary>All keys, revoked ones too.</summary>
public sealed record KeyList : Received
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<ApiKey> Items { get; init; }
}
