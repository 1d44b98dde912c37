using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentNumbers;

namespace IncidentService.Client;

internal sealed class IncidentNumberConverter : JsonConverter<IncidentNumber>
{
    public override IncidentNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IncidentNumber.TryParseCanonical(reader.GetString(), out var number)
            ? number
            : throw new JsonException("An incident number of twelve digits is expected.");

    public override void Write(Utf8JsonWriter writer, IncidentNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            IncidentNumber.IsValid(value.Value) ? value.ToString() : throw new ArgumentException("The request holds no incident number."));
}
