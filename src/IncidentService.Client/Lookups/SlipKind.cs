using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>A slip that was repaired. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<SlipKind>))]
public readonly record struct SlipKind(string Value) : IOpenValue<SlipKind>
{
    /// <summary>One digit was wrong.</summary>
    public static SlipKind WrongDigit { get; } = new("wrong-digit");

    /// <summary>Two adjacent digits were swapped.</summary>
    public static SlipKind Swapped { get; } = new("swapped");

    /// <summary>One digit was missing.</summary>
    public static SlipKind Missing { get; } = new("missing");

    /// <summary>There was one digit too many.</summary>
    public static SlipKind Extra { get; } = new("extra");

    /// <summary>Letters replaced digits.</summary>
    public static SlipKind Lookalike { get; } = new("lookalike");

    /// <summary>The groups were in reverse order.</summary>
    public static SlipKind Reversed { get; } = new("reversed");

    SlipKind IOpenValue<SlipKind>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
