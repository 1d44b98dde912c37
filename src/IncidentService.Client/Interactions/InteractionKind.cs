using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The kind of an interaction. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<InteractionKind>))]
public readonly record struct InteractionKind(string Value) : IOpenValue<InteractionKind>
{
    /// <summary><c>call</c>.</summary>
    public static InteractionKind Call { get; } = new("call");

    /// <summary><c>visit</c>.</summary>
    public static InteractionKind Visit { get; } = new("visit");

    /// <summary><c>chat</c>.</summary>
    public static InteractionKind Chat { get; } = new("chat");

    /// <summary><c>message</c>.</summary>
    public static InteractionKind Message { get; } = new("message");

    InteractionKind IOpenValue<InteractionKind>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
