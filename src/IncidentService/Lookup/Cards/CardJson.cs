using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentService.Common.Json;
using IncidentService.Contacts.Privacy;
using IncidentService.Incidents.Cards;

namespace IncidentService.Lookup.Cards;

/// <summary>A card in JSON, which becomes a part of an answer as it is.</summary>
[JsonConverter(typeof(CardJsonConverter))]
internal sealed class CardJson(byte[] utf8)
{
    public byte[] Utf8 => utf8;

    public Card ToCard() => JsonSerializer.Deserialize(utf8, JsonTypes.Of<Card>())!;

    /// <summary>For a caller who has not confirmed the customer: the values of contacts are masked, and all else is copied.</summary>
    public CardJson Masked()
    {
        var masked = new ArrayBufferWriter<byte>(utf8.Length);
        var copied = 0;
        foreach (var (kind, value, at) in FindContacts())
        {
            masked.Write(utf8.AsSpan(copied..at.Start.Value));
            masked.Write("\""u8);
            masked.Write(JsonEncodedText.Encode(ContactMask.Mask(kind, value), JsonTypes.Of<Card>().Options.Encoder).EncodedUtf8Bytes);
            masked.Write("\""u8);
            copied = at.End.Value;
        }
        masked.Write(utf8.AsSpan(copied));
        return new CardJson(masked.WrittenSpan.ToArray());
    }

    /// <summary>The contacts, each with the place of its value. What follows them, the timeline above all, is not read.</summary>
    private List<(string Kind, string Value, Range At)> FindContacts()
    {
        var contacts = new List<(string Kind, string Value, Range At)>();
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isHere = reader.ValueTextEquals("contacts"u8);
            reader.Read();
            if (!isHere) reader.Skip();
            else
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject) contacts.Add(ReadContact(ref reader));
                break;
            }
        }
        return contacts;
    }

    private static (string Kind, string Value, Range At) ReadContact(ref Utf8JsonReader reader)
    {
        var (kind, value, at) = ("", "", default(Range));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isKind, isValue) = (reader.ValueTextEquals("kind"u8), reader.ValueTextEquals("value"u8));
            reader.Read();
            if (isKind) kind = reader.GetString()!;
            else if (isValue) (value, at) = (reader.GetString()!, (int)reader.TokenStartIndex..(int)reader.BytesConsumed);
            else reader.Skip();
        }
        return (kind, value, at);
    }
}

internal sealed class CardJsonConverter : JsonConverter<CardJson>
{
    public override CardJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("It is only sent.");

    public override void Write(Utf8JsonWriter writer, CardJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8, skipInputValidation: true);
}
