using IncidentNumbers;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

/// <summary>`numbers check` needs no register; scripts use its exit code, people its text.</summary>
public sealed class NumberCommandTests : RegisterCommandSuite
{
    private readonly IncidentNumber number = IncidentNumber.Mint();

    [Fact]
    public async Task A_valid_number_exits_0_and_is_printed_as_people_write_and_say_it()
    {
        var said = (await Run("numbers", "check", number.ToString())).Expect(0);

        Assert.Contains(number.Formatted, said);
        Assert.Contains(number.Spoken, said);
    }

    [Fact]
    public async Task A_number_typed_in_groups_needs_no_quotes()
    {
        var said = (await Run(["numbers", "check", .. number.Formatted.Split('-')])).Expect(0);

        Assert.Contains(number.Formatted, said);
    }

    [Fact]
    public async Task A_wrong_digit_exits_1_and_suggests_the_repair()
    {
        var said = (await Run("numbers", "check", Typos.WrongDigit(number.ToString()))).Expect(1);

        Assert.Contains($"{number.Formatted}  wrong-digit at ", said);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("the blue drill")]
    [InlineData("")]
    public async Task A_text_that_is_not_a_number_exits_2_with_a_message(string typed)
    {
        var said = (await Run("numbers", "check", typed)).Expect(2);

        Assert.Contains("no incident number", said);
        Assert.Empty(Files);
    }
}
