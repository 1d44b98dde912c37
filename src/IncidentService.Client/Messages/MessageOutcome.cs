using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>Where a message went. An open list: a newer service may know more values, and they survive a round trip.</summary>
/// <param name="Value">As it stands in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<MessageOutcome>))]
public readonly record struct MessageOutcome(string Value) : IOpenValue<MessageOutcome>
{
    /// <summary>A new incident.</summary>
    public static MessageOutcome Opened { get; } = new("opened");

    /// <summary>An incident that was there.</summary>
    public static MessageOutcome Appended { get; } = new("appended");

    /// <summary>It had been taken before.</summary>
    public static MessageOutcome Duplicate { get; } = new("duplicate");

    MessageOutcome IOpenValue<MessageOutcome>.Of(string value) => new(value);

    /// <summary>The value as it stands in JSON.</summary>
    public override string ToString() => Value ?? "";
}
