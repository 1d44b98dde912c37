using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Faults;

/// <summary>SIGTERM while desks write, a stream is open, and a caller is slow.</summary>
public sealed class ShutdownTests : IDisposable
{
    private const int Callers = 8;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

    private string Register => Path.Combine(folder.FullName, "incidents.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task SIGTERM_under_load_completes_accepted_requests_loses_no_data_and_ends_within_ten_seconds()
    {
        var key = await ServiceProcess.Prepare(Register);
        await using var service = await ServiceProcess.Start(Register);
        var (opened, failed) = (new ConcurrentBag<string>(), new ConcurrentBag<Answer>());
        using var listener = new HttpClient { BaseAddress = service.Address };
        listener.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var stream = await listener.GetAsync(
            new Uri("/v1/events/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
        var callers = Enumerable.Range(0, Callers).Select(_ => OpenUntilItEnds(service, key, opened, failed)).ToList();
        await Eventually.IsTrue(() => opened.Count >= 100, "acknowledgements");

        var started = Stopwatch.GetTimestamp();
        Assert.Equal(0, await service.Stop());
        var took = Stopwatch.GetElapsedTime(started);
        await Task.WhenAll(callers);

        Assert.True(took < MostTime, $"It took {took}");
        Assert.Empty(failed.Select(answer => $"{(int)answer.Status} {answer.Text}"));
        Assert.Equal(["incidents.db"], folder.GetFiles().Select(file => file.Name));
        var register = RegisterInspector.OpenFile(Register);
        var kept = register.List<long>("SELECT number FROM incidents").ToHashSet();
        Assert.All(opened, number => Assert.Contains(long.Parse(number), kept));
        register.ExpectWholeFeed();
    }

    /// <summary>Sends requests until the service accepts no more connections. Accepted requests must be answered.</summary>
    private static async Task OpenUntilItEnds(
        ServiceProcess service, string key, ConcurrentBag<string> opened, ConcurrentBag<Answer> failed)
    {
        using var desk = new ApiClient(service.Address, key);
        try
        {
            for (var count = 0; count < 100_000; count++)
            {
                var answer = await desk.Post("/v1/incidents", new { subject = "Price match for a drill" });
                if (answer.Status == HttpStatusCode.Created) opened.Add(answer["number"]!.ToString());
                else failed.Add(answer);
            }
        }
        catch (HttpRequestException)
        {
            // Refused before anything was accepted.
        }
    }
}
