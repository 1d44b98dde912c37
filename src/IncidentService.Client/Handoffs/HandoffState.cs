using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>How far a hand-off has come. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<HandoffState>))]
public readonly record struct HandoffState(string Value) : IOpenValue<HandoffState>
{
    /// <summary>It waits for the receiver.</summary>
    public static HandoffState Open { get; } = new("open");

    /// <summary>The receiver has taken over.</summary>
    public static HandoffState Accepted { get; } = new("accepted");

    /// <summary>The sender has taken it back.</summary>
    public static HandoffState Withdrawn { get; } = new("withdrawn");

    HandoffState IOpenValue<HandoffState>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
