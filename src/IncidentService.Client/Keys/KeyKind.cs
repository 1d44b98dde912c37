using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>Who uses a key. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<KeyKind>))]
public readonly record struct KeyKind(string Value) : IOpenValue<KeyKind>
{
    /// <summary>A program, with an API key.</summary>
    public static KeyKind Key { get; } = new("key");

    /// <summary>A person, whose tokens contain the permissions.</summary>
    public static KeyKind Person { get; } = new("person");

    KeyKind IOpenValue<KeyKind>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
