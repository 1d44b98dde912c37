using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>Who has to move next. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<Party>))]
public readonly record struct Party(string Value) : IOpenValue<Party>
{
    /// <summary>We have.</summary>
    public static Party Us { get; } = new("us");

    /// <summary>The customer has.</summary>
    public static Party Customer { get; } = new("customer");

    Party IOpenValue<Party>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
