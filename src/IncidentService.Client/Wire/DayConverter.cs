using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>A day without a time: <c>2026-11-28</c>.</summary>
internal sealed class DayConverter : JsonConverter<Day>
{
    public const string Format = "yyyy-MM-dd";

    public override Day Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Day.TryParseExact(reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new JsonException("A day such as 2026-11-28 is expected.");

    public override void Write(Utf8JsonWriter writer, Day value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Format, CultureInfo.InvariantCulture));
}
