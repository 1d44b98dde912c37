using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

public sealed class MigrateCommandTests : RegisterCommandSuite
{
    [Fact]
    public async Task Migrate_creates_the_register_and_a_second_run_changes_nothing()
    {
        Assert.Contains("Applied 0001_", (await Run("migrate")).Expect(0));
        var key = await AddKey("email", "read");

        Assert.Equal("Up to date.\n", (await Run("migrate")).Expect(0));

        Assert.NotEqual("", key);
        Assert.Equal(1, RegisterInspector.OpenFile(Register).Count("api_keys"));
    }

    [Fact]
    public async Task A_file_that_is_not_a_register_is_left_unchanged()
    {
        var text = string.Concat(Enumerable.Repeat("Minutes of the meeting. ", 40));
        await File.WriteAllTextAsync(Register, text);

        Assert.Contains("not a database", (await Run("migrate")).ExpectOneLine(1));

        Assert.Equal(text, await File.ReadAllTextAsync(Register));
    }

    [Fact]
    public async Task A_missing_folder_is_reported_in_one_line()
    {
        var start = ServiceProcess.Program(Register, "migrate");
        start.Environment["ConnectionStrings__Incidents"] = $"Data Source={Register}/missing/incidents.db";

        Assert.Contains("/missing/incidents.db", (await CommandRun.Run(start)).ExpectOneLine(1));
    }
}
