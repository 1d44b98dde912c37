using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages;

/// <summary>A number with one typing error leads a message to an incident of its sender, and to no other.</summary>
public abstract class MistypedNumberTests(ServiceFixture fixture) : Suite(fixture)
{
    private const string Appended = "appended";
    private const string Opened = "opened";
    private readonly string anna = $"anna.{Guid.NewGuid():N}@example.com";

    private static readonly Dictionary<string, Func<string, string>> Slips = new()
    {
        ["wrong digit"] = Typos.WrongDigit,
        ["swapped digits"] = Typos.Swapped,
        ["missing digit"] = Typos.Missing,
        ["extra digit"] = Typos.Extra,
        ["printed in groups"] = number => Grouped(Typos.WrongDigit(number)),
        ["groups with spaces"] = number => Grouped(Typos.Swapped(number)).Replace('-', ' '),
        ["beside a quantity"] = number => $"2 {Typos.WrongDigit(number)} 17",
        ["in a sentence"] = number => $"About incident no. {Grouped(Typos.Missing(number))}, please.",
        ["two errors"] = number => Typos.WrongDigit(number[..8] + Next(number[8]) + number[9..]),
        ["part of a code"] = number => "AB" + Typos.WrongDigit(number),
        ["part of a longer row"] = number => Typos.WrongDigit(number) + "4711",
    };

    [Theory]
    [InlineData("wrong digit", Appended)]
    [InlineData("swapped digits", Appended)]
    [InlineData("missing digit", Appended)]
    [InlineData("extra digit", Appended)]
    [InlineData("printed in groups", Appended)]
    [InlineData("groups with spaces", Appended)]
    [InlineData("beside a quantity", Appended)]
    [InlineData("in a sentence", Appended)]
    [InlineData("two errors", Opened)]
    [InlineData("part of a code", Opened)]
    [InlineData("part of a longer row", Opened)]
    public async Task One_typo_is_repaired_to_the_incident_of_the_sender(string slip, string outcome)
    {
        var number = await Open(anna);

        var receipt = await fixture.Email.Receive(new { from = MessageCalls.Email(anna), text = "Hello, " + Slips[slip](number) });

        Assert.Equal(outcome, receipt["outcome"]!.ToString());
        Assert.Equal(outcome == Appended, receipt["number"]!.ToString() == number);
        string[] adjustments = outcome == Appended ? ["text number-repaired"] : [];
        Assert.Equal(adjustments, receipt.Adjustments());
        Assert.Equal(outcome == Appended ? "true" : null, (await fixture.Email.LineOf(receipt))["facts"]!["repaired"]?.ToString());
    }

    [Fact]
    public async Task A_typo_in_the_subject_is_repaired_and_the_conversation_joins_the_incident()
    {
        var number = await Open(anna);
        var conversation = Guid.NewGuid().ToString("N");
        var subject = "Re: " + Typos.WrongDigit(number);

        var first = await fixture.Email.Receive(new { conversation, from = MessageCalls.Email(anna), subject, text = "Any news?" });
        var second = await fixture.Email.Receive(new { conversation, from = MessageCalls.Email(anna), text = "Hello?" });

        Assert.All([first, second], receipt => Assert.Equal(number, receipt["number"]!.ToString()));
        Assert.Empty(second.Adjustments());
    }

    [Theory]
    [InlineData("bert@example.com")]
    [InlineData(null)]
    public async Task A_typo_from_an_unknown_or_missing_sender_is_not_repaired(string? sender)
    {
        var number = await Open(anna);
        var text = "My number is " + Typos.WrongDigit(number);

        var receipt = await fixture.Email.Receive(sender is null ? new { text } : (object)new { from = MessageCalls.Email(sender), text });

        Assert.Equal(Opened, receipt["outcome"]!.ToString());
        Assert.Null(receipt["mismatch"]);
        Assert.Empty(receipt.Adjustments());
    }

    [Fact]
    public async Task A_typo_that_could_mean_two_incidents_of_the_sender_is_not_repaired()
    {
        var (one, other) = (await Open(anna), await Open(anna));

        var receipt = await fixture.Email.Receive(
            new { from = MessageCalls.Email(anna), text = $"{Typos.WrongDigit(one)} or {Typos.Swapped(other)}" });

        Assert.Equal(Opened, receipt["outcome"]!.ToString());
    }

    [Fact]
    public async Task A_number_without_an_error_precedes_a_mistyped_one()
    {
        var (one, other) = (await Open(anna), await Open(anna));

        var receipt = await fixture.Email.Receive(
            new { from = MessageCalls.Email(anna), text = $"{Typos.WrongDigit(one)}, I mean {other}" });

        Assert.Equal((other, Appended), (receipt["number"]!.ToString(), receipt["outcome"]!.ToString()));
        Assert.Empty(receipt.Adjustments());
    }

    [Fact]
    public async Task Typos_of_two_merged_numbers_are_repaired_to_their_survivor()
    {
        var (one, survivor) = (await Open(anna), await Open(anna));
        (await fixture.Email.Post($"/v1/incidents/{one}/merge", new { into = survivor })).Expect(HttpStatusCode.OK);

        var receipt = await fixture.Email.Receive(
            new { from = MessageCalls.Email(anna), text = $"{Typos.WrongDigit(one)} or {Typos.WrongDigit(survivor)}" });

        Assert.Equal((survivor, Appended), (receipt["number"]!.ToString(), receipt["outcome"]!.ToString()));
    }

    private Task<string> Open(string email) => fixture.Email.Open(new { contacts = new[] { MessageCalls.Email(email) } });

    private static string Grouped(string digits) => $"{digits[..4]}-{digits[4..8]}-{digits[8..]}";

    private static char Next(char digit) => (char)('0' + ((digit - '0' + 1) % 10));
}
