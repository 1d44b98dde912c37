using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Replicas;

/// <summary>
/// Several processes of the service on one register. Callers switch to another process if theirs is gone or busy, as a proxy does.
/// </summary>
internal sealed class Fleet(RegisterLocation place, int size) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ServiceProcess?[] replicas = new ServiceProcess?[size];
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(20) };

    public Task Start() => Task.WhenAll(Enumerable.Range(0, size).Select(Start));

    public async Task Start(int replica) => replicas[replica] = await ServiceProcess.Start(place);

    public async Task Kill(int replica)
    {
        var killed = replicas[replica]!;
        replicas[replica] = null;
        await killed.Kill();
        await killed.DisposeAsync();
    }

    public ApiClient Client(int replica, string key) => new(replicas[replica]!.Address, key);

    /// <summary>Repeats a request until it gets a final response. This is safe, because it has an id or an Idempotency-Key.</summary>
    public async Task<Answer> Send(int turn, string key, HttpMethod method, string path, object? body, string? idempotencyKey = null)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var attempt = turn; ; attempt++)
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < Patience, $"{method} {path} was answered by nobody");
            try
            {
                if (replicas[attempt % size] is not { } replica) continue;
                using var request = new HttpRequestMessage(method, new Uri(replica.Address, path))
                {
                    Content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body)
                };
                request.Headers.Authorization = new("Bearer", key);
                if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
                using var response = await http.SendAsync(request);
                if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway))
                    return await Answer.Read(response);
                await Task.Delay(20);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
            {
                await Task.Delay(20);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        foreach (var replica in replicas.OfType<ServiceProcess>()) await replica.DisposeAsync();
    }
}
