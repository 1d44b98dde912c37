using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>How a match was found. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<FoundBy>))]
public readonly record struct FoundBy(string Value) : IOpenValue<FoundBy>
{
    /// <summary>By its number.</summary>
    public static FoundBy Number { get; } = new("number");

    /// <summary>By a reference of an exclusive system.</summary>
    public static FoundBy Reference { get; } = new("reference");

    /// <summary>By a contact.</summary>
    public static FoundBy Contact { get; } = new("contact");

    /// <summary>By a reference that several incidents may have.</summary>
    public static FoundBy SharedReference { get; } = new("shared-reference");

    /// <summary>By its number, after a repair.</summary>
    public static FoundBy Repair { get; } = new("repair");

    FoundBy IOpenValue<FoundBy>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
