using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>A request for permission to contact a customer without an open question.</summary>
public sealed record PermissionRequest
{
    /// <summary>A contact of any kind except a name, which proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    /// <summary>survey, review, marketing or courtesy-call.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>The number of the incident that it is about, if any.</summary>
    public IncidentNumber? Number { get; init; }
}

/// <summary>The customer has said "no more".</summary>
public sealed record OptOutRequest
{
    /// <summary>A contact of any kind except a name, which proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    /// <summary>The number of the incident in which the customer said so, if any.</summary>
    public IncidentNumber? Number { get; init; }
}
