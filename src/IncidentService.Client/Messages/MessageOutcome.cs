using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The outcome of a message. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<MessageOutcome>))]
public readonly record struct MessageOutcome(string Value) : IOpenValue<MessageOutcome>
{
    /// <summary>It opened a new incident.</summary>
    public static MessageOutcome Opened { get; } = new("opened");

    /// <summary>It was added to an existing incident.</summary>
    public static MessageOutcome Appended { get; } = new("appended");

    /// <summary>It was recorded before.</summary>
    public static MessageOutcome Duplicate { get; } = new("duplicate");

    MessageOutcome IOpenValue<MessageOutcome>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
