using IncidentNumbers;
using IncidentService.Common;

namespace IncidentService.References;

/// <summary>The identifier of this incident, or of something in it, in another system.</summary>
internal sealed record CardReference
{
    /// <summary>The incident that has the reference.</summary>
    public required IncidentNumber Number { get; init; }
    public required string System { get; init; }
    public required string Value { get; init; }

    /// <summary>Whether at most one incident may hold this value.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether it was learned from the answer to a missed lookup. A lookup that finds it needs confirmation.</summary>
    public bool Taught { get; init; }
    public Instant AddedAt { get; init; }

    public static CardReference From(Reference reference, IncidentNumber number) => new()
    {
        Number = number,
        System = reference.System,
        Value = reference.Value,
        Exclusive = reference.Exclusive,
        Taught = reference.TaughtBy is not null,
        AddedAt = reference.AddedAt,
    };
}
