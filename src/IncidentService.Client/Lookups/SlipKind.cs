using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>A slip that was mended. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<SlipKind>))]
public readonly record struct SlipKind(string Value) : IOpenValue<SlipKind>
{
    /// <summary>One digit was another.</summary>
    public static SlipKind WrongDigit { get; } = new("wrong-digit");

    /// <summary>Two neighbours had changed places.</summary>
    public static SlipKind Swapped { get; } = new("swapped");

    /// <summary>One digit was left out.</summary>
    public static SlipKind Missing { get; } = new("missing");

    /// <summary>One digit too many.</summary>
    public static SlipKind Extra { get; } = new("extra");

    /// <summary>Letters were put for digits.</summary>
    public static SlipKind Lookalike { get; } = new("lookalike");

    /// <summary>The groups stood in reverse order.</summary>
    public static SlipKind Reversed { get; } = new("reversed");

    SlipKind IOpenValue<SlipKind>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
