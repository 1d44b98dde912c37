using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Faults;

/// <summary>Real disks of a few megabytes (tmpfs), which need root to be mounted.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly ToolFolder tools = new();
    private readonly DirectoryInfo disk = Directory.CreateTempSubdirectory("disk-");
    private bool isMounted;

    private string Register => Path.Combine(disk.FullName, "incidents.db");

    public void Dispose()
    {
        if (isMounted) tools.Run("umount", "--lazy", disk.FullName).GetAwaiter().GetResult();
        disk.Delete(recursive: true);
        tools.Dispose();
    }

    [Fact]
    public async Task On_a_full_disk_writes_are_refused_reads_continue_and_recovery_needs_no_restart()
    {
        await Mount();
        var key = await ServiceProcess.Prepare(Register);
        await using var service = await ServiceProcess.Start(Register);
        using var desk = new ApiClient(service.Address, key);
        var filler = Path.Combine(disk.FullName, "filler");
        await File.WriteAllBytesAsync(filler, new byte[3 * 1024 * 1024]);
        var opened = new List<Answer>();
        Answer answer;
        while ((answer = await desk.Post("/v1/incidents", Body)).Status == HttpStatusCode.Created) opened.Add(answer);

        answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        foreach (var kept in opened) Assert.Equal(kept.Text, (await desk.Get(kept.Location!)).Text);
        (await desk.Get("/health/ready")).ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        File.Delete(filler);
        await Eventually.IsTrue(async () => (await desk.Get("/health/ready")).Status == HttpStatusCode.OK, "it is ready again");
        opened.Add(await desk.Post("/v1/incidents", Body));
        Assert.Equal(HttpStatusCode.Created, opened[^1].Status);
        Assert.Equal(0, await service.Stop());
        (await CommandRun.Run(Register, "verify")).Expect(0);
        Assert.Equal(opened.Count, RegisterInspector.OpenFile(Register).Count("incidents"));
    }

    [Fact]
    public async Task A_read_only_disk_is_reported_at_start_in_one_line()
    {
        await Mount();
        await ServiceProcess.Prepare(Register);
        await tools.Run("mount", "-o", "remount,ro", disk.FullName);

        var run = await CommandRun.Run(ServiceProcess.Program(
            RegisterLocation.InFolder(Path.GetTempPath(), Register), "serve", "--urls", "http://127.0.0.1:0"));

        Assert.Contains("read", run.ExpectOneLine(1), StringComparison.OrdinalIgnoreCase);
    }

    private static object Body => new { message = new { direction = "in", text = new string('x', 5_000) } };

    private async Task Mount()
    {
        LongForm.Require("It mounts a disk, as root");
        Assert.SkipUnless(Environment.UserName == "root", "Only root may mount a disk.");
        await tools.Run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.FullName);
        isMounted = true;
    }
}
