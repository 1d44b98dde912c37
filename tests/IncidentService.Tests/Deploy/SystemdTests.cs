using System.Diagnostics;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Deploy;

/// <summary>Checks the units with systemd's own tool, which needs no systemd that runs.</summary>
public sealed class SystemdTests : IDisposable
{
    private const string Tool = "/usr/bin/systemd-analyze";

    /// <summary>In tenths of what `systemd-analyze security` counts: 2.0 of 10.</summary>
    private const string MostExposure = "20";
    private readonly ToolFolder folder = new("deploy", "systemd");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("incidents.service")]
    [InlineData("incidents-backup.service")]
    [InlineData("incidents-backup.timer")]
    public async Task Systemd_finds_nothing_wrong_with_a_unit(string unit)
    {
        Assert.SkipUnless(File.Exists(Tool), "systemd-analyze is not installed here.");
        StandIn();

        var said = await Run("verify", folder.File(unit));

        Assert.DoesNotContain(Path.GetFileName(folder.File("")), said);
        Assert.DoesNotContain("Unknown", said);
    }

    [Fact]
    public async Task The_systemd_exposure_score_is_within_its_limit()
    {
        Assert.SkipUnless(File.Exists(Tool), "systemd-analyze is not installed here.");

        await Run("security", "--offline=true", "--threshold=" + MostExposure, folder.File("incidents.service"));
    }

    /// <summary>The tool checks that the programs exist, so an existing one replaces those that are not installed.</summary>
    private void StandIn()
    {
        foreach (var file in Directory.GetFiles(folder.File(""), "*.service"))
            File.WriteAllText(file, File.ReadAllText(file).Replace("/usr/bin/dotnet", "/bin/true", StringComparison.Ordinal));
    }

    private static async Task<string> Run(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Eventually.Timeout);
        Assert.True(process.ExitCode == 0, $"{await output}\n{await errors}");
        return await errors;
    }
}
