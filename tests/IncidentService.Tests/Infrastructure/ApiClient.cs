using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Calls the service as a channel's system does: with a key, in JSON.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient http;

    public ApiClient(Uri address, string key)
    {
        Key = key;
        http = new HttpClient(
            new SocketsHttpHandler
            {
                MaxConnectionsPerServer = 256,
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan, // a flood of connections may last longer than the default minute
                RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
                ActivityHeadersPropagator = null, // while another test listens to traces, it replaces a given traceparent
            }) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public string Key { get; }

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Answer> Post(string path, object? body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    public Task<Answer> Put(string path, object? body = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, body, headers);

    public Task<Answer> Patch(string path, object body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Patch, path, body, headers);

    public Task<Answer> Delete(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Delete, path, null, headers);

    /// <summary>
    /// A body that is a string or bytes is sent as it is, HTTP content with its own headers; anything else as its JSON. A header named
    /// Content-Type replaces application/json.
    /// </summary>
    public async Task<Answer> Send(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = ContentOf(body) };
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type") request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await Answer.Read(response);
    }

    /// <summary>Opens an incident and returns its number.</summary>
    public async Task<string> Open(object? body = null) =>
        (await Post("/v1/incidents", body ?? new { subject = "Price match for a drill" })).Expect(HttpStatusCode.Created)["number"]!
            .ToString();

    public void Dispose() => http.Dispose();

    private static HttpContent? ContentOf(object? body) => body switch
    {
        null => null,
        HttpContent content => content,
        byte[] bytes => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        string text => new StringContent(text, Encoding.UTF8, "application/json"),
        _ => new StringContent(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
    };
}

/// <summary>A response: status, headers and JSON, if any.</summary>
public sealed record Answer(
    HttpStatusCode Status, string Text, JsonNode? Json, string? ETag, string? Location, HttpResponseHeaders Headers, string? ContentType)
{
    /// <summary>The names of all headers.</summary>
    public IReadOnlyList<string> HeaderNames { get; private init; } = [];

    /// <summary>The methods that the address takes, where the answer names them.</summary>
    public IReadOnlyList<string> Allow { get; private init; } = [];

    public static async Task<Answer> Read(HttpResponseMessage response)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        var text = type == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync(); // a stream does not end
        var json = text.Length > 0 && type?.EndsWith("json", StringComparison.Ordinal) == true ? JsonNode.Parse(text) : null;
        return new Answer(
            response.StatusCode,
            text,
            json,
            response.Headers.ETag?.ToString(),
            response.Headers.Location?.ToString(),
            response.Headers,
            type)
        {
            HeaderNames = [.. response.Headers.Concat(response.Content.Headers).Select(header => header.Key)],
            Allow = [.. response.Content.Headers.Allow],
        };
    }

    /// <summary>A member of the JSON.</summary>
    public JsonNode? this[string name] => Json![name];

    /// <summary>A header that HTTP and the contract demand of this status; null if the answer has it.</summary>
    public string? MissingHeader => Status switch
    {
        HttpStatusCode.Unauthorized when Headers.WwwAuthenticate.Count == 0 => "WWW-Authenticate",
        HttpStatusCode.MethodNotAllowed when Allow.Count == 0 => "Allow",
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable when Headers.RetryAfter is null => "Retry-After",
        _ => null,
    };

    /// <summary>The JSON, after checking the status.</summary>
    public JsonNode Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return Json!;
    }

    /// <summary>The numbers of a page of incidents.</summary>
    public string[] Numbers() => [.. Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => item!["number"]!.ToString())];

    /// <summary>The problem, after checking its status and type.</summary>
    public JsonNode ExpectProblem(HttpStatusCode status, string slug)
    {
        Assert.True(Status == status, $"Expected {(int)status} {slug}, got {(int)Status}: {Text}");
        Assert.Equal("application/problem+json", ContentType);
        Assert.Null(MissingHeader);
        Assert.Equal("/problems/" + slug, Json!["type"]!.ToString());
        return Json;
    }
}
