using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The outcome of a lookup. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<LookupOutcome>))]
public readonly record struct LookupOutcome(string Value) : IOpenValue<LookupOutcome>
{
    /// <summary>Found by the exact number.</summary>
    public static LookupOutcome Exact { get; } = new("exact");

    /// <summary>Found by the number of a merged incident.</summary>
    public static LookupOutcome Merged { get; } = new("merged");

    /// <summary>Found by another system's id.</summary>
    public static LookupOutcome Reference { get; } = new("reference");

    /// <summary>Found by a contact of the customer.</summary>
    public static LookupOutcome Contact { get; } = new("contact");

    /// <summary>Found by the number after repairing one slip: confirm it.</summary>
    public static LookupOutcome Repaired { get; } = new("repaired");

    /// <summary>Several incidents match.</summary>
    public static LookupOutcome Ambiguous { get; } = new("ambiguous");

    /// <summary>The number is reserved and has no incident yet.</summary>
    public static LookupOutcome Reserved { get; } = new("reserved");

    /// <summary>Nothing was found; the lookup is stored as a miss.</summary>
    public static LookupOutcome None { get; } = new("none");

    LookupOutcome IOpenValue<LookupOutcome>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
