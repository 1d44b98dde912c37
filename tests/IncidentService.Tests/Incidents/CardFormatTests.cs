using System.Text.Json.Schema;
using IncidentService.Common.Json;
using IncidentService.Common.Text;
using IncidentService.Incidents.Cards;

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
}
