using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>What a lookup came to. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<LookupOutcome>))]
public readonly record struct LookupOutcome(string Value) : IOpenValue<LookupOutcome>
{
    /// <summary>The number itself.</summary>
    public static LookupOutcome Exact { get; } = new("exact");

    /// <summary>The number of an incident that lives on in another.</summary>
    public static LookupOutcome Merged { get; } = new("merged");

    /// <summary>Another system's id.</summary>
    public static LookupOutcome Reference { get; } = new("reference");

    /// <summary>How the customer is known.</summary>
    public static LookupOutcome Contact { get; } = new("contact");

    /// <summary>The number with one slip mended: confirm it.</summary>
    public static LookupOutcome Repaired { get; } = new("repaired");

    /// <summary>Several incidents.</summary>
    public static LookupOutcome Ambiguous { get; } = new("ambiguous");

    /// <summary>A number that has no incident yet.</summary>
    public static LookupOutcome Reserved { get; } = new("reserved");

    /// <summary>Nothing; it is kept as a miss.</summary>
    public static LookupOutcome None { get; } = new("none");

    LookupOutcome IOpenValue<LookupOutcome>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
