using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>Who has to act next. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<Party>))]
public readonly record struct Party(string Value) : IOpenValue<Party>
{
    /// <summary>We have to act.</summary>
    public static Party Us { get; } = new("us");

    /// <summary>The customer has to act.</summary>
    public static Party Customer { get; } = new("customer");

    Party IOpenValue<Party>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
