using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>How far an incident has come. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<IncidentState>))]
public readonly record struct IncidentState(string Value) : IOpenValue<IncidentState>
{
    /// <summary>It is being worked on.</summary>
    public static IncidentState Open { get; } = new("open");

    /// <summary>We say that it is resolved, and the customer was told.</summary>
    public static IncidentState Resolved { get; } = new("resolved");

    /// <summary>The customer agrees, or kept quiet.</summary>
    public static IncidentState Closed { get; } = new("closed");

    IncidentState IOpenValue<IncidentState>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
