using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentService.OpenApi;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Hosting;

/// <summary>The bytes of a request, read once: for the fingerprint of its repetition, and for its JSON.</summary>
internal sealed class RequestBody
{
    public ReadOnlyMemory<byte> Bytes { get; private init; }
    public Problem? Refusal { get; private init; }

    public static async ValueTask<RequestBody> Read(HttpContext http, int most = Limits.Body)
    {
        if (http.Features.Get<RequestBody>() is { } read) return read;
        var body = await ReadBytes(http, most);
        http.Features.Set(body);
        return body;
    }

    /// <summary>No charset is named, or UTF-8, which may stand in quotes.</summary>
    public static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<RequestBody> ReadBytes(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most) return new RequestBody { Refusal = Problem.Of(Problems.BodyTooLarge) };
        using var buffer = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        try
        {
            return await CopyTo(buffer, http.Request.BodyReader, most, http.RequestAborted)
                ? new RequestBody { Bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length) }
                : new RequestBody { Refusal = Problem.Of(Problems.BodyTooLarge) };
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new RequestBody { Refusal = Problem.Of(Problems.BodyTooLarge) };
        }
    }

    /// <summary>False when it is too large. It is read to its end all the same: who is still sending does not see the answer of a connection that was cut.</summary>
    private static async ValueTask<bool> CopyTo(MemoryStream buffer, PipeReader body, int most, CancellationToken cancellation)
    {
        var length = 0L;
        while (true)
        {
            var read = await body.ReadAsync(cancellation);
            length += read.Buffer.Length;
            if (length <= most)
            {
                foreach (var segment in read.Buffer) buffer.Write(segment.Span);
            }
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return length <= most;
        }
    }
}

/// <summary>A JSON body as the contract describes it, or the problem with it.</summary>
internal sealed class Body<T> : IInput
    where T : class
{
    private const string Absent = "There is no body, or nothing that says what it is. Where you have nothing to say, send {}.";

    private Body() { }

    public T Value { get; private init; } = null!;
    public Problem? Refusal { get; private init; }

    public static async ValueTask<Body<T>> BindAsync(HttpContext http)
    {
        if (!IsJson(http)) return new Body<T> { Refusal = Problem.Of(Problems.UnsupportedMediaType, http.Request.ContentType is null ? Absent : null) };
        var body = await RequestBody.Read(http);
        if (body.Refusal is not null) return new Body<T> { Refusal = body.Refusal };
        if (body.Bytes.Length == 0) return new Body<T> { Refusal = Problem.Of(Problems.MalformedBody, Absent) };
        try
        {
            var type = (JsonTypeInfo<T>)Json.Wire.GetTypeInfo(typeof(T))!;
            return JsonSerializer.Deserialize(body.Bytes.Span, type) is { } value
                ? new Body<T> { Value = value }
                : new Body<T> { Refusal = Problem.Of(Problems.MalformedBody, "The body is null where an object is expected.") };
        }
        catch (JsonException exception)
        {
            return new Body<T> { Refusal = JsonFaults.Explain(exception) };
        }
    }

    /// <summary>JSON, or what JSON else the operation takes.</summary>
    private static bool IsJson(HttpContext http) =>
        MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
                && http.GetEndpoint()?.Metadata.GetMetadata<OperationDescription>()?.AcceptsMedia(type.MediaType) == true))
        && RequestBody.IsUtf8(type);
}
