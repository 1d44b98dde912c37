using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>An acknowledged change survives every crash.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Callers = 8;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

    private string Register => Path.Combine(folder.FullName, "incidents.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_killed_service_keeps_every_acknowledged_write_and_retries_create_no_duplicates()
    {
        var key = await ServiceProcess.Prepare(Register);
        var (sent, acknowledged) = (new ConcurrentDictionary<string, string>(), new ConcurrentDictionary<string, Answer>());
        for (var round = 1; round <= 4; round++)
        {
            await using (var service = await ServiceProcess.Start(Register))
            {
                var callers = Enumerable
                    .Range(0, Callers)
                    .Select(caller => OpenUntilItDies(service, key, $"{round}-{caller}", sent, acknowledged))
                    .ToList();
                var enough = acknowledged.Count + (100 * round);
                await Eventually.IsTrue(() => acknowledged.Count >= enough, "acknowledgements");
                await service.Kill();
                await Task.WhenAll(callers);
            }

            Assert.Equal("ok", RegisterInspector.OpenFile(Register).Scalar<string>("PRAGMA integrity_check"));
            await using var restarted = await ServiceProcess.Start(Register);
            using var desk = new ApiClient(restarted.Address, key);
            foreach (var (command, body) in sent)
            {
                var again = await desk.Post("/v1/incidents", body, ("Idempotency-Key", command));
                again.Expect(HttpStatusCode.Created);
                if (acknowledged.TryGetValue(command, out var answer)) await ExpectKept(desk, answer, again);
            }
            RegisterInspector.OpenFile(Register).ExpectWholeFeed();
            Assert.Equal(sent.Count, RegisterInspector.OpenFile(Register).Count("incidents"));
        }
    }

    [Fact]
    public async Task If_the_disk_fails_failed_writes_get_errors_and_acknowledged_ones_are_kept()
    {
        var key = await ServiceProcess.Prepare(Register);
        var (opened, refused) = (new ConcurrentBag<Answer>(), new ConcurrentBag<Answer>());
        await using (var service = await ServiceProcess.Start(Register, largestFile: 1024 * 1024))
        {
            using var desk = new ApiClient(service.Address, key);
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
            {
                for (var index = 0; index < 200 && refused.Count < 20; index++)
                {
                    var answer = await desk.Post(
                        "/v1/incidents",
                        new { subject = $"{caller}-{index}", message = new { direction = "in", text = new string('x', 5_000) } });
                    (answer.Status == HttpStatusCode.Created ? opened : refused).Add(answer);
                }
            }));
            Assert.All(refused, answer => answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable"));
            Assert.True(refused.Count >= 20 && opened.Count >= 20, $"{opened.Count} opened, {refused.Count} refused");
            foreach (var answer in opened) Assert.Equal(answer.Text, (await desk.Get(answer.Location!)).Text);
            await Eventually.IsTrue(
                () => service.Output.Any(line => line.Contains("SQLite Error 10", StringComparison.Ordinal)), "an I/O error in the log");
            await service.Kill();
        }

        await using var restarted = await ServiceProcess.Start(Register);
        using var later = new ApiClient(restarted.Address, key);
        foreach (var answer in opened) Assert.Equal(answer.Text, (await later.Get(answer.Location!)).Text);
        Assert.Equal(opened.Count, RegisterInspector.OpenFile(Register).Count("incidents"));
        await later.Open();
        RegisterInspector.OpenFile(Register).ExpectWholeFeed();
    }

    [Fact]
    public async Task Two_processes_over_one_file_open_one_incident_for_a_reference()
    {
        const int Rounds = 25;
        var key = await ServiceProcess.Prepare(Register);
        await using var one = await ServiceProcess.Start(Register);
        await using var other = await ServiceProcess.Start(Register);
        using var race = new Race(64, (one.Address, key), (other.Address, key));

        for (var round = 0; round < Rounds; round++)
        {
            var answers = await race.Run(HttpMethod.Put, $"/v1/references?system=zendesk&value={round}", """{"subject":"Found or opened"}""");

            var opened = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            Assert.Equal(63, answers.Count(answer => answer.Status == HttpStatusCode.OK && answer.Text == opened.Text));
        }

        Assert.Equal(Rounds, RegisterInspector.OpenFile(Register).Count("incidents"));
        RegisterInspector.OpenFile(Register).ExpectWholeFeed();
    }

    private static async Task OpenUntilItDies(
        ServiceProcess service, string key, string caller, ConcurrentDictionary<string, string> sent,
        ConcurrentDictionary<string, Answer> acknowledged)
    {
        using var desk = new ApiClient(service.Address, key);
        try
        {
            for (var index = 0; index < 100_000; index++)
            {
                var command = $"{caller}-{index}";
                sent[command] = JsonSerializer.Serialize(
                    new { subject = $"Opened by {command}", message = new { direction = "in", text = "Where is it?" } });
                var answer = await desk.Post("/v1/incidents", sent[command], ("Idempotency-Key", command));
                answer.Expect(HttpStatusCode.Created);
                acknowledged[command] = answer;
            }
        }
        catch (HttpRequestException)
        {
            // The connection died with the program; whether the last request was carried out only its repetition can tell.
        }
    }

    private static async Task ExpectKept(ApiClient desk, Answer answer, Answer again)
    {
        Assert.Equal(answer.Text, again.Text);
        Assert.Equal(answer.Text, (await desk.Get(answer.Location!)).Text);
        var timeline = (await desk.Get(answer.Location + "/timeline")).Expect(HttpStatusCode.OK);
        Assert.Equal(answer.Json!["timeline"]!.ToJsonString(), timeline["items"]!.ToJsonString());
    }
}
