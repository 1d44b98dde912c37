using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Many callers that send the same request at once, each over a connection of its own that is kept from round to round.</summary>
internal sealed class Race : IDisposable
{
    private readonly HttpMessageInvoker http;
    private readonly int callers;
    private readonly (Uri Address, string Key)[] desks;

    /// <summary>The callers are dealt out to these desks: where each calls, and with which key.</summary>
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

/// <summary>What one of the racing callers was told.</summary>
internal sealed record RaceResult(HttpStatusCode Status, string Text, string? ETag, string? Location, bool Replayed);
