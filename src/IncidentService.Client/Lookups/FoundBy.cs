using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>What led to a match. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<FoundBy>))]
public readonly record struct FoundBy(string Value) : IOpenValue<FoundBy>
{
    /// <summary>Its number.</summary>
    public static FoundBy Number { get; } = new("number");

    /// <summary>A reference of an exclusive system.</summary>
    public static FoundBy Reference { get; } = new("reference");

    /// <summary>A contact.</summary>
    public static FoundBy Contact { get; } = new("contact");

    /// <summary>A reference that several incidents may hold.</summary>
    public static FoundBy SharedReference { get; } = new("shared-reference");

    /// <summary>Its number, mended.</summary>
    public static FoundBy Repair { get; } = new("repair");

    FoundBy IOpenValue<FoundBy>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
