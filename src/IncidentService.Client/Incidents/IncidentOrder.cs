using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The order of a list of incidents. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<IncidentOrder>))]
public readonly record struct IncidentOrder(string Value) : IOpenValue<IncidentOrder>
{
    /// <summary>Newest first.</summary>
    public static IncidentOrder Newest { get; } = new("newest");

    /// <summary>Those that have waited on us longest first, whatever the channel, without closed ones.</summary>
    public static IncidentOrder LongestWaiting { get; } = new("longest-waiting");

    IncidentOrder IOpenValue<IncidentOrder>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
