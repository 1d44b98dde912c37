using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine;

public sealed class CopyCommandTests : RegisterCommandSuite
{
    [Fact]
    public async Task The_copy_command_prints_its_progress_and_the_contents_of_both_registers()
    {
        await Migrate();
        var key = await AddKey("email", "read,write");

        var said = (await Run("copy", "--from", "sqlite:incidents.db", "--to", "sqlite:moved.db")).Expect(0);

        Assert.Contains("Copying: 2 of 2\n", said);
        Assert.Contains("Verifying: 4 of 4\n", said);
        Assert.Matches("(?m)^api_keys +1 rows  [0-9a-f]{32}$", said);
        Assert.Matches("(?m)^audit_entries +1 rows  [0-9a-f]{32}$", said);
        Assert.Contains("can be served now", said);
        await using var service = await ServiceProcess.Start(Beside("moved.db"));
        using var desk = new ApiClient(service.Address, key);
        await desk.Open();
    }

    [Fact]
    public async Task A_register_may_be_given_in_an_environment_variable()
    {
        await Migrate();
        var start = ServiceProcess.Program(Register, "copy", "--from", "env:OLD", "--to", "env:NEW");
        start.Environment["OLD"] = "sqlite:incidents.db";
        start.Environment["NEW"] = "sqlite:Data Source=moved.db";

        (await CommandRun.Run(start)).Expect(0);

        Assert.Contains("moved.db", Files);
    }

    [Theory]
    [InlineData("incidents.db", "--from must be sqlite:FILE")]
    [InlineData("postgre:Host=db;Password=hunter2", "--from must be sqlite:FILE")]
    [InlineData("postgres:Host=db;Password=hun;ter2", "--from holds no connection string for postgres")]
    [InlineData("sqlserver:Server=db;Password=hun;ter2", "--from holds no connection string for sqlserver")]
    [InlineData("sqlite:Data Source=incidents.db;Password=hun;ter2", "--from holds no connection string for sqlite")]
    [InlineData("env:NOWHERE", "there is no environment variable NOWHERE")]
    [InlineData("sqlite:nowhere.db", "nowhere.db is no register")]
    public async Task An_invalid_register_is_refused_in_one_line_without_its_password(string from, string why)
    {
        var said = (await Run("copy", "--from", from, "--to", "sqlite:moved.db")).ExpectOneLine(1);

        Assert.Contains(why, said);
        Assert.DoesNotContain("hun", said);
        Assert.DoesNotContain("ter2", said);
        Assert.Empty(Files);
    }
}
