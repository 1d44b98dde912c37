using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>How certain a match is. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<Certainty>))]
public readonly record struct Certainty(string Value) : IOpenValue<Certainty>
{
    /// <summary>It is this incident.</summary>
    public static Certainty Certain { get; } = new("certain");

    /// <summary>Ask the customer before you disclose anything.</summary>
    public static Certainty Confirm { get; } = new("confirm");

    Certainty IOpenValue<Certainty>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
