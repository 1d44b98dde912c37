using System.Text;
using System.Text.Json;
using System.Text.Json.Schema;
using IncidentService.Common.Json;
using IncidentService.Common.Text;
using IncidentService.Contacts.Privacy;
using IncidentService.Incidents.Cards;
using IncidentService.Lookup.Cards;

namespace IncidentService.Tests.Incidents;

/// <summary>A stored card has the fields of the program that stored it. Another program must not send it as its own.</summary>
public sealed class CardFormatTests
{
    private const long Format = 1;
    private const string Fields = "qDOjOGqIV1zIaWSxJp0hf-5nwGCDVMTdFoNnyznyp1g";

    [Fact]
    public void The_format_of_stored_cards_is_raised_whenever_the_fields_of_a_card_change()
    {
        var fields = Digest.Compute(JsonTypes.Of<Card>().GetJsonSchemaAsNode().ToJsonString());

        Assert.True(
            (Format, Fields) == (RenderedCard.Format, fields),
            $"The fields of cards have changed: raise {nameof(RenderedCard)}.{nameof(RenderedCard.Format)}, write that and {fields} here.");
    }

    [Fact]
    public void Only_the_values_of_the_contacts_are_masked()
    {
        const string Before = """{"number":"1","group":{"contacts":[{"kind":"email","value":"anna@example.com"}]},"contacts":[""";
        const string After = """],"timeline":[{"text":"anna@example.com","contacts":[{"kind":"email","value":"anna@example.com"}]}]}""";
        var contacts = new[] { ("email", "an\"na@example.com"), ("phone", "+15551234567"), ("loyalty", "1234😀"), ("name", "Žofie <Nováková>") };
        string Json(Func<string, string, string> show) => Before
            + string.Join(',', contacts.Select(contact =>
                $$"""{"id":1,"kind":"{{contact.Item1}}","value":{{Quoted(show(contact.Item1, contact.Item2))}},"addedAt":"2026"}"""))
            + After;

        var masked = new CardJson(Encoding.UTF8.GetBytes(Json((_, value) => value))).Masked();

        Assert.Equal(Json(ContactMask.Mask), Encoding.UTF8.GetString(masked.Utf8));
        Assert.Equal(Before + After, Encoding.UTF8.GetString(new CardJson(Encoding.UTF8.GetBytes(Before + After)).Masked().Utf8));
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JsonTypes.Of<Card>().Options.Encoder)}\"";
}
