using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>A member of a merge patch: a new value, or the removal of the old one.</summary>
[JsonConverter(typeof(PatchedConverter))]
public readonly record struct Patched
{
    private Patched(string? value) => Value = value;

    /// <summary>Removes the value.</summary>
    public static Patched Nothing { get; }

    /// <summary>The new value; null to remove it.</summary>
    public string? Value { get; }

    /// <summary>A new value; null removes the value.</summary>
    public static Patched To(string? value) => new(value);

    /// <summary>A new value; null removes the value.</summary>
    public static implicit operator Patched(string? value) => new(value);
}

internal sealed class PatchedConverter : JsonConverter<Patched>
{
    public override bool HandleNull => true;

    public override Patched Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Patched.To(reader.GetString());

    public override void Write(Utf8JsonWriter writer, Patched value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
