using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Events;

/// <summary>Reads a stream of server-sent events line by line, as a browser would.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpClient http;
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private EventReader(HttpClient http, HttpResponseMessage response, StreamReader lines) =>
        (this.http, this.response, this.lines) = (http, response, lines);

    /// <summary>The last id, with or without an event.</summary>
    public string LastId { get; private set; } = "";

    public static async Task<EventReader> Open(Uri address, string key, string query = "", string? lastId = null)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = Eventually.Timeout };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events/stream" + query);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var reader = new EventReader(http, response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        await reader.Alive(); // the stream has started: later events are not missed
        return reader;
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public Task<JsonNode?> Next() => Read(aliveIsEnough: false);

    /// <summary>The next heartbeat.</summary>
    public Task<JsonNode?> Alive() => Read(aliveIsEnough: true);

    public async Task<List<string>> Ids(int count)
    {
        var ids = new List<string>();
        while (ids.Count < count) ids.Add((await Next())!["id"]!.ToString());
        return ids;
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
        http.Dispose();
    }

    private async Task<JsonNode?> Read(bool aliveIsEnough)
    {
        JsonNode? data = null;
        while (await lines.ReadLineAsync().WaitAsync(Eventually.Timeout) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) LastId = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = JsonNode.Parse(line[6..]);
            else if (line.Length == 0 && (data is not null || aliveIsEnough)) return data;
        }
        return null;
    }
}
