using IncidentNumbers;
using IncidentService.Storage;

namespace IncidentService.References;

/// <summary>What another system calls this incident or something in it.</summary>
internal sealed record CardReference
{
    /// <summary>The incident that it was given to.</summary>
    public required IncidentNumber Number { get; init; }
    public required string System { get; init; }
    public required string Value { get; init; }

    /// <summary>One incident at most holds this value.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Learnt from a lookup that missed; found again, never certain.</summary>
    public bool Taught { get; init; }
    public Instant AddedAt { get; init; }

    public static CardReference Of(Reference reference, IncidentNumber number) => new()
    {
        Number = number,
        System = reference.System,
        Value = reference.Value,
        Exclusive = reference.Exclusive,
        Taught = reference.TaughtBy is not null,
        AddedAt = reference.AddedAt,
    };
}
