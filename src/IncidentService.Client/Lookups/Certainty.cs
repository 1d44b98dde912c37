using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>How sure a match is. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<Certainty>))]
public readonly record struct Certainty(string Value) : IOpenValue<Certainty>
{
    /// <summary>It is this one.</summary>
    public static Certainty Certain { get; } = new("certain");

    /// <summary>Ask the customer before telling anything.</summary>
    public static Certainty Confirm { get; } = new("confirm");

    Certainty IOpenValue<Certainty>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
