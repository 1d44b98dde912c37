using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>Who closed an incident. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<ClosedBy>))]
public readonly record struct ClosedBy(string Value) : IOpenValue<ClosedBy>
{
    /// <summary>The customer said that it is resolved.</summary>
    public static ClosedBy Customer { get; } = new("customer");

    /// <summary>Nothing was heard of the customer for the quiet period.</summary>
    public static ClosedBy Quiet { get; } = new("quiet");

    ClosedBy IOpenValue<ClosedBy>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
