using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The state of an incident. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<IncidentState>))]
public readonly record struct IncidentState(string Value) : IOpenValue<IncidentState>
{
    /// <summary>It is being worked on.</summary>
    public static IncidentState Open { get; } = new("open");

    /// <summary>Staff resolved it, and the customer was told.</summary>
    public static IncidentState Resolved { get; } = new("resolved");

    /// <summary>The customer agreed, or did not reply.</summary>
    public static IncidentState Closed { get; } = new("closed");

    IncidentState IOpenValue<IncidentState>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
