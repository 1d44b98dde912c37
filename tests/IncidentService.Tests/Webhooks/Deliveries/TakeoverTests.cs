using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Webhooks.Deliveries;

/// <summary>Two programs on one file: one delivers, and when it is killed the other continues.</summary>
public sealed class TakeoverTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

    private string Register => Path.Combine(folder.FullName, "incidents.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task If_the_delivering_program_is_killed_the_other_continues()
    {
        var (desk, admin) = (await ServiceProcess.Prepare(Register), (await Key()).Trim());
        await using var receiver = await Receiver.Start();
        await using var holder = await ServiceProcess.Start(Register, settings: WebhookScenario.Settings);
        using var owner = new ApiClient(holder.Address, admin);
        (await owner.Post("/v1/webhooks", new { name = "Hook", url = receiver.Url })).Expect(HttpStatusCode.Created);
        using var first = new ApiClient(holder.Address, desk);
        var numbers = new List<string> { await first.Open() };
        await Eventually.IsTrue(() => receiver.Taken.Count == 1, "the first event");
        await using var other = await ServiceProcess.Start(Register, settings: WebhookScenario.Settings);
        using var second = new ApiClient(other.Address, desk);
        for (var count = 0; count < 50; count++) numbers.Add(await second.Open());
        await Eventually.IsTrue(() => receiver.Taken.Count >= 51, "what happened while both were there");
        Assert.Equal(51, receiver.All.Count); // each once: only one program delivers at a time

        await holder.Kill();
        for (var count = 0; count < 50; count++) numbers.Add(await second.Open());
        await Eventually.IsTrue(() => receiver.TakenIds.Distinct().Count() >= 101, "what happened afterwards");

        Assert.Equal(numbers.Select(number => number + "-1").Order(), receiver.TakenIds.Distinct().Order());
    }

    private async Task<string> Key() =>
        (await CommandRun.Run(Register, "keys", "add", "--name", "Admin", "--channel", "web", "--scopes", "admin", "--quiet")).Expect(0);
}
