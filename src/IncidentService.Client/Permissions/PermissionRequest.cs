using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>May we approach this customer, though nothing is to be settled?</summary>
public sealed record PermissionRequest
{
    /// <summary>One of any kind but a name, which proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    /// <summary>survey, review, marketing or courtesy-call.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>The number of the incident that it is about, if any.</summary>
    public IncidentNumber? Number { get; init; }
}

/// <summary>The customer has said "no more".</summary>
public sealed record OptOutRequest
{
    /// <summary>One of any kind but a name, which proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    /// <summary>The number of the incident in which they said so, if any.</summary>
    public IncidentNumber? Number { get; init; }
}
