using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>
/// The order of a list of incidents. The list is open: a newer service may send other values, which survive a round trip.
/// </summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<IncidentOrder>))]
public readonly record struct IncidentOrder(string Value) : IOpenValue<IncidentOrder>
{
    /// <summary>Newest first.</summary>
    public static IncidentOrder Newest { get; } = new("newest");

    /// <summary>Incidents whose customer has waited on us longest come first, across all channels, without closed incidents.</summary>
    public static IncidentOrder LongestWaiting { get; } = new("longest-waiting");

    IncidentOrder IOpenValue<IncidentOrder>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
