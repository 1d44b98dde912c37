using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine.Serving;

/// <summary>In Production nothing is created automatically. The program reports what is missing and the command that creates it.</summary>
public sealed partial class ProductionStartTests : RegisterCommandSuite
{
    [Theory]
    [InlineData]
    [InlineData("serve")]
    public async Task Without_a_register_the_service_tells_the_user_to_migrate_and_creates_none(params string[] command)
    {
        var why = (await Run(command)).ExpectOneLine(1);

        Assert.Contains(Register, why);
        Assert.Contains("IncidentService migrate", why);
        Assert.Empty(Files);
    }

    [Fact]
    public async Task Without_keys_the_service_prints_a_working_command_that_adds_the_first()
    {
        await Migrate();
        await using var service = await ServiceProcess.Start(Register);
        var line = Assert.Single(service.Output, line => line.Contains("IncidentService keys add"));
        var command = Word().Matches(line[line.IndexOf("keys add", StringComparison.Ordinal)..]).Select(word => word.Value.Trim('"'));

        using var administrator = new ApiClient(service.Address, (await Run([.. command, "--quiet"])).Expect(0).Trim());

        (await administrator.Get("/v1/keys")).Expect(HttpStatusCode.OK);
        await administrator.Open();
    }

    [Fact]
    public async Task An_address_in_use_is_reported_in_one_line()
    {
        await Migrate();
        await AddKey("email", "read");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var why = (await Run("serve", "--urls", "http://" + other.LocalEndpoint)).ExpectOneLine(1);

        Assert.Contains($"{other.LocalEndpoint}: address already in use", why);
    }

    [Theory]
    [InlineData("Resolution__QuietDays", "soon")]
    [InlineData("Resolution__QuietDays", "0")]
    [InlineData("ContactPermissions__Days", "-1")]
    [InlineData("Privacy__HashKey", "c2hvcnQ=")]
    [InlineData("Privacy__HashKey", "no base64")]
    public async Task An_invalid_setting_is_reported_in_one_line(string setting, string value)
    {
        await Migrate();
        var start = ServiceProcess.Program(Register, "serve");
        start.Environment[setting] = value;

        Assert.Contains(setting.Replace("__", ":"), (await CommandRun.Run(start)).ExpectOneLine(1));
    }

    [Fact]
    public async Task An_unsupported_sign_in_is_reported_in_one_line_with_the_remedy()
    {
        var start = ServiceProcess.Program(Register, "serve");
        start.Environment["Database__Engine"] = "sqlserver";
        start.Environment["ConnectionStrings__Incidents"] = "Server=127.0.0.1;Authentication=Active Directory Interactive";

        var why = (await CommandRun.Run(start)).ExpectOneLine(1);

        Assert.Contains("cannot sign in with ActiveDirectoryInteractive: build it with -p:EntraId=true", why);
    }

    [Fact]
    public async Task A_file_that_is_not_a_register_is_reported_in_one_line()
    {
        await File.WriteAllTextAsync(Register, string.Concat(Enumerable.Repeat("Minutes of the meeting. ", 40)));

        Assert.Contains("not a database", (await Run("serve")).ExpectOneLine(1));
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("Eastern Standard Time")]
    public async Task An_unknown_time_zone_is_reported_in_one_line(string zone)
    {
        await Migrate();

        Assert.Contains($"Approvals:Zone is {zone}", (await Run("serve", "--Approvals:Zone", zone)).ExpectOneLine(1));
    }

    [Fact]
    public async Task SIGTERM_ends_the_service_cleanly_and_leaves_one_complete_file()
    {
        var key = await ServiceProcess.Prepare(Register);
        await using var service = await ServiceProcess.Start(Register);
        using var desk = new ApiClient(service.Address, key);
        var numbers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.Open()));
        await Task.WhenAll(numbers.Select(number => desk.Get("/v1/incidents/" + number)));

        Assert.Equal(0, await service.Stop());

        Assert.Equal(["incidents.db"], Files);
        RegisterInspector.OpenFile(Register).ExpectWholeFeed();
        Assert.Equal(numbers.Length, RegisterInspector.OpenFile(Register).Count("incidents"));
    }

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
