using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The direction of a message. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<Direction>))]
public readonly record struct Direction(string Value) : IOpenValue<Direction>
{
    /// <summary>From the customer.</summary>
    public static Direction In { get; } = new("in");

    /// <summary>To the customer.</summary>
    public static Direction Out { get; } = new("out");

    /// <summary>A note that the customer does not see.</summary>
    public static Direction Internal { get; } = new("internal");

    Direction IOpenValue<Direction>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
