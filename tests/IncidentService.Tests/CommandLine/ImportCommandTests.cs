using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

public sealed class ImportCommandTests : RegisterCommandSuite
{
    [Fact]
    public async Task The_import_prints_counts_and_no_customer_data()
    {
        await Migrate();
        await File.WriteAllTextAsync(
            Beside("tickets.csv"), "\uFEFFvalue,email,subject\n48211,anna@example.com,Drill\n48212,secret-nobody,Saw\n");

        var run = await Run("import", "tickets.csv", "--system", "zendesk", "--channel", "email");

        var said = run.Expect(1);
        Assert.Contains("1 opened, 0 were there already, 1 refused.", said);
        Assert.Contains(Beside("tickets.refused.csv"), said);
        Assert.DoesNotContain("anna", said + run.Errors);
        Assert.DoesNotContain("nobody", said + run.Errors);
        Assert.Contains("secret-nobody", await File.ReadAllTextAsync(Beside("tickets.refused.csv")));
    }

    [Fact]
    public async Task A_dry_run_opens_nothing_and_the_next_run_opens_everything()
    {
        await Migrate();
        await File.WriteAllTextAsync(Beside("tickets.csv"), "system,value,channel\nzendesk,48211,email\n");

        Assert.Contains("1 would be opened", (await Run("import", "tickets.csv", "--dry-run")).Expect(0));
        Assert.Equal(0, RegisterInspector.OpenFile(Register).Count("incidents"));
        Assert.Contains("1 opened", (await Run("import", "tickets.csv")).Expect(0));
        Assert.Equal(1, RegisterInspector.OpenFile(Register).Count("incidents"));
        Assert.DoesNotContain("tickets.refused.csv", Files);
    }

    [Theory]
    [InlineData("value:email\n", 2, "header does not know column 1")]
    [InlineData("value;;email\n", 2, "header does not know column 2")]
    [InlineData("system,channel\n", 2, "header has no column value")]
    [InlineData("value,channel\n", 2, "--system is required")]
    [InlineData("value,system\n", 2, "--channel is required")]
    [InlineData("value,system,channel,value\n", 2, "header names column 4 like one before")]
    [InlineData("", 2, "tickets.csv is empty")]
    [InlineData("value,system,channel\n\"1,a,b\n", 1, "Line 2 is no CSV")]
    public async Task A_file_that_cannot_be_imported_is_refused_with_the_reason(string text, int exitCode, string why)
    {
        await Migrate();
        await File.WriteAllTextAsync(Beside("tickets.csv"), text);

        var run = await Run("import", "tickets.csv");

        run.Expect(exitCode);
        Assert.Contains(why, run.Errors);
    }

    [Fact]
    public async Task A_spreadsheets_unicode_text_file_is_imported()
    {
        await Migrate();
        await File.WriteAllTextAsync(
            Beside("tickets.csv"), "value\tsystem\tchannel\tsubject\r\n48211\tzendesk\temail\tCafé\r\n", System.Text.Encoding.Unicode);

        Assert.Contains("1 opened", (await Run("import", "tickets.csv")).Expect(0));
        Assert.Equal("Café", RegisterInspector.OpenFile(Register).Scalar<string>("SELECT body FROM texts"));
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_refused()
    {
        await Migrate();
        await File.WriteAllBytesAsync(Beside("tickets.csv"), [.. "value,system,channel,subject\n1,zendesk,email,caf"u8, 0xE9, .. "\n"u8]);

        Assert.Contains("is not UTF-8", (await Run("import", "tickets.csv")).ExpectOneLine(1));
    }
}
