using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>A value of an open list: any text is accepted, and written unchanged.</summary>
internal interface IOpenValue<T> where T : struct, IOpenValue<T>
{
    string Value { get; }

    /// <summary>Creates a value of the list. It is not static, because netstandard2.0 does not support that.</summary>
    T Of(string value);
}

internal sealed class OpenValueConverter<T> : JsonConverter<T> where T : struct, IOpenValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        default(T).Of(reader.GetString() ?? throw new JsonException("A text is expected, not null."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
