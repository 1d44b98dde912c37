using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The state of a hand-off. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<HandoffState>))]
public readonly record struct HandoffState(string Value) : IOpenValue<HandoffState>
{
    /// <summary>It waits for the receiver.</summary>
    public static HandoffState Open { get; } = new("open");

    /// <summary>The receiver accepted it.</summary>
    public static HandoffState Accepted { get; } = new("accepted");

    /// <summary>The sender withdrew it.</summary>
    public static HandoffState Withdrawn { get; } = new("withdrawn");

    HandoffState IOpenValue<HandoffState>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
