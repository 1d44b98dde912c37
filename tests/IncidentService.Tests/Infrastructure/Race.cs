using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Sends one request from many callers at once. Each caller keeps its own connection between rounds.</summary>
internal sealed class Race : IDisposable
{
    private readonly HttpMessageInvoker http;
    private readonly int callers;
    private readonly (Uri Address, string Key)[] desks;

    /// <summary>The callers are distributed over these desks, which determine address and key.</summary>
    public Race(int callers, params (Uri Address, string Key)[] desks)
    {
        (this.callers, this.desks) = (callers, desks);
        http = new HttpMessageInvoker(new SocketsHttpHandler { MaxConnectionsPerServer = callers });
    }

    public Task<RaceResult[]> Run(HttpMethod method, string path, string body, params (string Name, string Value)[] headers) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Send(desks[caller % desks.Length], method, path, body, headers)));

    public void Dispose() => http.Dispose();

    private async Task<RaceResult> Send(
        (Uri Address, string Key) desk, HttpMethod method, string path, string body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(desk.Address, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json")
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", desk.Key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, CancellationToken.None);
        return new RaceResult(
            response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ETag?.Tag,
            response.Headers.Location?.ToString(),
            response.Headers.Contains("Idempotent-Replayed"));
    }
}

/// <summary>The response to one of the racing callers.</summary>
internal sealed record RaceResult(HttpStatusCode Status, string Text, string? ETag, string? Location, bool Replayed);
