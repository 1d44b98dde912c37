using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentService.Common.Json;

/// <summary>A member of a merge patch: absent, null, or a new value.</summary>
[JsonConverter(typeof(PatchedConverter))]
internal readonly record struct Patched(bool Given, string? Value);

internal sealed class PatchedConverter : JsonConverter<Patched>
{
    public override bool HandleNull => true;

    public override Patched Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => new Patched(true, null),
        JsonTokenType.String => new Patched(true, reader.GetString()),
        _ => throw new JsonException("must be a text, or null to take it away"),
    };

    public override void Write(Utf8JsonWriter writer, Patched value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
