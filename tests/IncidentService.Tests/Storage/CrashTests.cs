using System.Collections.Concurrent;
using System.Net;
using IncidentService.CommandLine.Support;
using IncidentService.Storage.Verifying;
using IncidentService.Tests.Faults;
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
        await ServiceProcess.Prepare(Register);
        var keys = (
            Desk: await ServiceProcess.AddKey(Register, "email", "read,write,approve"),
            Till: await ServiceProcess.AddKey(Register, "store", "read,redeem"));
        var incidents = 0;
        for (var round = 1; round <= LongForm.Rounds(usual: 3, inLongForm: 50); round++)
        {
            var work = new ConcurrentBag<Command>();
            await using (var service = await ServiceProcess.Start(Register))
            {
                var callers = Enumerable.Range(0, Callers)
                    .Select(caller => WorkUntilItDies(service, keys, $"{round}-{caller}", work)).ToList();
                await Eventually.IsTrue(() => work.Count(command => command.Answer is not null) >= 200, "acknowledgements");
                await service.Kill();
                await Task.WhenAll(callers);
            }
            await ExpectWhole();
            Assert.Equal(0, RegisterInspector.OpenFile(Register).Scalar<long>("SELECT count(*) FROM audit_entries WHERE sequence IS NULL"));
            await using var restarted = await ServiceProcess.Start(Register);
            using var desk = new ApiClient(restarted.Address, keys.Desk);
            using var till = new ApiClient(restarted.Address, keys.Till);
            foreach (var command in work) await command.ExpectKept(command.IsOfTill ? till : desk);
            incidents += work.Count(command => command.Path == "/v1/incidents");
            Assert.Equal(incidents, RegisterInspector.OpenFile(Register).Count("incidents"));
        }
        await ExpectWhole();
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

            answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.OK);
            var opened = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            Assert.Equal(63, answers.Count(answer => answer.Status == HttpStatusCode.OK && answer.Text == opened.Text));
        }

        Assert.Equal(Rounds, RegisterInspector.OpenFile(Register).Count("incidents"));
        RegisterInspector.OpenFile(Register).ExpectWholeFeed();
    }

    /// <summary>Each opens incidents, writes to them, looks them up, and redeems what they grant.</summary>
    private static async Task WorkUntilItDies(
        ServiceProcess service, (string Desk, string Till) keys, string caller, ConcurrentBag<Command> work)
    {
        using var desk = new ApiClient(service.Address, keys.Desk);
        using var till = new ApiClient(service.Address, keys.Till);
        try
        {
            for (var index = 0; index < 100_000; index++)
            {
                var id = $"{caller}-{index}";
                var opened = await Do(new Command(HttpMethod.Post, "/v1/incidents", Opening, id), desk);
                var at = opened.Location!;
                await Do(
                    new Command(HttpMethod.Post, at + "/timeline", """{"direction":"in","text":"Where is it?"}""", id + "-line"), desk);
                await Do(new Command(HttpMethod.Put, at + "/approvals/1/redemptions/" + id, "{}", null), till);
                await Do(new Command(HttpMethod.Post, "/v1/lookups", $$"""{"quoted":"{{opened["number"]}}"}""", id + "-lookup"), desk);
            }
        }
        catch (HttpRequestException)
        {
            // The connection died with the program; whether the last request was carried out only its repetition can tell.
        }

        async Task<Answer> Do(Command command, ApiClient client)
        {
            work.Add(command);
            return command.Answer = await command.Send(client);
        }
    }

    private const string Opening = """
        {"subject":"Price match for a drill","message":{"direction":"in","text":"Do I get the store's price?"},
            "approvals":[{"type":"waiver"}]}
        """;

    private async Task ExpectWhole()
    {
        await using var register = RegisterArgument.OpenFile(Register);
        Assert.All(
            await new RegisterVerification(register.Side.Store, (_, _, _) => { }).Run(),
            rule => Assert.True(rule.Holds, $"{rule.Name}: {string.Join(", ", rule.Examples)}"));
    }

    /// <summary>A request that may be repeated: under its Idempotency-Key, or by its own address.</summary>
    private sealed record Command(HttpMethod Method, string Path, string Body, string? Key)
    {
        public Answer? Answer { get; set; }

        public bool IsOfTill => Key is null;

        public async Task<Answer> Send(ApiClient client)
        {
            var answer = await client.Send(Method, Path, Body, Key is null ? [] : [("Idempotency-Key", Key)]);
            Assert.True((int)answer.Status < 300, answer.Text);
            return answer;
        }

        /// <summary>Repeated, it gets the same answer; if it was not acknowledged, it is carried out now at the latest.</summary>
        public async Task ExpectKept(ApiClient client)
        {
            var again = await Send(client);
            if (Answer is not null) Assert.Equal(Answer.Text, again.Text);
        }
    }
}
