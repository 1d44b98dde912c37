namespace IncidentService.Client;

/// <summary>All keys, including revoked ones.</summary>
public sealed record KeyList : Received
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<ApiKey> Items { get; init; }
}
