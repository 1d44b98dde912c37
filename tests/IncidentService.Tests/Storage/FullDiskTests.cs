using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>Readiness reports a full disk. A limit on the size of files simulates it.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

    private string Register => Path.Combine(folder.FullName, "incidents.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_service_is_not_ready_while_the_disk_refuses_writes()
    {
        var key = await ServiceProcess.Prepare(Register);
        await using var service = await ServiceProcess.Start(Register, largestFile: 1024 * 1024);
        using var desk = new ApiClient(service.Address, key);
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/health/ready")).Status);

        await FillDisk(desk);

        var problem = (await desk.Get("/health/ready")).ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        Assert.Contains("disk", problem["detail"]!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/health/live")).Status);
        await service.LiftFileLimit();
        await Eventually.IsTrue(async () => (await desk.Get("/health/ready")).Status == HttpStatusCode.OK, "it is ready again");
        await desk.Open();
    }

    [Fact]
    public async Task The_readiness_check_detects_a_full_disk_without_other_writes()
    {
        var key = await ServiceProcess.Prepare(Register);
        await using (var filled = await ServiceProcess.Start(Register, largestFile: 1024 * 1024))
        {
            using var desk = new ApiClient(filled.Address, key);
            await FillDisk(desk);
            await filled.Kill(); // leaves the log as full as it is
        }
        await using var service = await ServiceProcess.Start(Register, largestFile: 1024 * 1024);
        using var probe = new ApiClient(service.Address, key);

        (await probe.Get("/health/ready")).ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
    }

    private static async Task FillDisk(ApiClient desk)
    {
        Answer answer;
        do answer = await desk.Post("/v1/incidents", new { message = new { direction = "in", text = new string('x', 5_000) } });
        while (answer.Status == HttpStatusCode.Created);
        answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
    }
}
