using System.CommandLine;
using IncidentService.CommandLine;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

public sealed class HelpTests : RegisterCommandSuite
{
    /// <summary>Every command, by the words that name it.</summary>
    public static TheoryData<string> EveryCommand => [.. Below(Commands.Root(), "")];

    [Theory]
    [MemberData(nameof(EveryCommand))]
    public async Task Every_command_describes_itself_and_its_options(string words)
    {
        var path = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var command = path.Aggregate((Command)Commands.Root(), (above, word) => above.Subcommands.Single(below => below.Name == word));

        var run = await Run([.. path, "--help"]);

        var help = run.Expect(0);
        Assert.Equal("", run.Errors);
        Assert.Contains(command.Description!, help);
        Assert.All(command.Subcommands, below => Assert.Contains($"  {below.Name} ", help));
        Assert.All(command.Options, option => Assert.Contains(option.Name, help));
        Assert.All(command.Arguments, argument => Assert.Contains($"<{argument.Name}>", help));
        Assert.Empty(Files);
    }

    [Fact]
    public async Task Help_names_the_commands_that_the_documentation_promises()
    {
        var help = (await Run("--help")).Expect(0);

        Assert.All(
            [
                "serve", "migrate", "backup", "restore", "verify", "copy", "import", "keys", "webhooks", "erase", "audit", "numbers", "openapi",
            ],
            command => Assert.Contains($"\n  {command} ", help));
    }

    /// <summary>In Development, where `serve` would create a register.</summary>
    [Theory]
    [InlineData("migrat")]
    [InlineData("key", "list")]
    [InlineData("serve", "now")]
    public async Task A_mistyped_command_is_refused_and_starts_no_service(params string[] typed)
    {
        var start = ServiceProcess.Program(Register, typed);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";

        var why = (await CommandRun.Run(start)).ExpectOneLine(2);

        Assert.Contains("There is no command", why);
        Assert.Contains("--help", why);
        Assert.Empty(Files);
    }

    private static IEnumerable<string> Below(Command command, string words) =>
        [words, .. command.Subcommands.SelectMany(below => Below(below, $"{words} {below.Name}"))];
}
