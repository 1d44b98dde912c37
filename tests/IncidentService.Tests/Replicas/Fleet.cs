using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Replicas;

/// <summary>
/// Several processes of the service on one register, and callers that turn to another one when theirs is gone or busy, as a proxy would.
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

    /// <summary>
    /// Sends the same request until somebody answers it for good; which is safe, since its id or its Idempotency-Key goes with it.
    /// </summary>
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
