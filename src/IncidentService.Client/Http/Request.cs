using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IncidentService.Client;

/// <summary>One call. Each attempt creates its message from the same parts, so that a retry is identical, including its key.</summary>
internal sealed record Request(HttpMethod Method, string Path)
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    public static HttpMethod Patch { get; } = new("PATCH");

    public byte[]? Body { get; init; }
    public MediaTypeHeaderValue ContentType { get; init; } = JsonType;
    public string Accept { get; init; } = "application/json";
    public bool IsLive { get; init; }
    public string? IdempotencyKey { get; init; }
    public string? IfMatch { get; init; }
    public string? IfNoneMatch { get; init; }
    public string? LastEventId { get; init; }

    /// <summary>The place and person of a change; null for a read.</summary>
    public CallOptions? From { get; init; }

    public static Request Get(string path, ReadOptions? options = null) => new(HttpMethod.Get, path) { IfNoneMatch = options?.IfNoneMatch };

    public static Request Post<T>(string path, T body, JsonTypeInfo<T> type, PostOptions? options) =>
        Post(path, options) with { Body = Render(body, type) };

    public static Request Post(string path, PostOptions? options) => new(HttpMethod.Post, path)
    {
        From = options ?? new PostOptions(),
        IdempotencyKey = options?.IdempotencyKey ?? Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
    };

    /// <summary>A query that is too long or too personal for an address. It changes nothing, so it needs no key.</summary>
    public static Request Query<T>(string path, T body, JsonTypeInfo<T> type) => new(HttpMethod.Post, path) { Body = Render(body, type) };

    public static Request Put<T>(string path, T body, JsonTypeInfo<T> type, ChangeOptions? options) =>
        Change(HttpMethod.Put, path, options) with { Body = Render(body, type) };

    public static Request Change(HttpMethod method, string path, CallOptions? options) => new(method, path)
    {
        From = options ?? new CallOptions(),
        IfMatch = (options as ChangeOptions)?.IfMatch,
    };

    public HttpRequestMessage Message(IncidentClientOptions options)
    {
        var message = new HttpRequestMessage(Method, new Uri(options.Root, Path));
        if (Body is not null) message.Content = new ByteArrayContent(Body) { Headers = { ContentType = ContentType } };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        Add("Accept", Accept);
        Add("Idempotency-Key", IdempotencyKey);
        Add("If-Match", IfMatch);
        Add("If-None-Match", IfNoneMatch);
        Add("Last-Event-ID", LastEventId);
        if (From is null) return message;
        Add("X-Channel", (From.Channel ?? options.Channel)?.Value);
        Add("X-Team", From.Team ?? options.Team);
        Add("X-Location", From.Location ?? options.Location);
        Add("X-Agent", From.Agent ?? options.Agent);
        return message;

        void Add(string name, string? value)
        {
            if (value is null) return;
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~')) throw new ArgumentException($"{name} takes printable ASCII only.");
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    public static byte[] Render<T>(T body, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(body);
        return JsonSerializer.SerializeToUtf8Bytes(body, type);
    }
}
