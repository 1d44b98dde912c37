using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentNumbers;

namespace IncidentService.Common.Json;

internal sealed class InstantConverter : JsonConverter<Instant>
{
    private const int Length = 27;

    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instant.TryParse(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("must be an RFC 3339 time with its offset, such as 2026-11-21T09:30:00Z");

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length];
        value.TryFormat(text, out var written);
        writer.WriteStringValue(text[..written]);
    }
}

internal sealed class NumberConverter : JsonConverter<IncidentNumber>
{
    private const int Length = 12;

    public override IncidentNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        NumberReader.Read(reader.GetString() ?? "") is { Kind: ReadingKind.Exact } reading
            ? reading.Number
            : throw new JsonException("must be an incident number: twelve digits whose check digits fit");

    public override void Write(Utf8JsonWriter writer, IncidentNumber value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Length];
        Utf8Formatter.TryFormat(value.Value, text, out _);
        writer.WriteStringValue(text);
    }
}
