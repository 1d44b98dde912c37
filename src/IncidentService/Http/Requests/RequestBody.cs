using System.IO.Pipelines;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentService.Common;
using IncidentService.Common.Json;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Http.Requests;

/// <summary>The bytes of a request body, read once for both the idempotency fingerprint and the JSON.</summary>
internal sealed class RequestBody
{
    private const string Compressed = "Content-Encoding may be gzip or deflate, once. Everything else is sent uncompressed.";

    public ReadOnlyMemory<byte> Bytes { get; private init; }
    public Problem? Problem { get; private init; }

    public static async ValueTask<RequestBody> Read(HttpContext http, int most = Limits.Body)
    {
        if (http.Features.Get<RequestBody>() is { } read) return read;
        var body = await ReadBytes(http, most);
        http.Features.Set(body);
        return body;
    }

    /// <summary>Sets a digest as the body of a request whose own body is too large to keep: the fingerprint needs no more.</summary>
    public static void SetDigest(HttpContext http, string digest) =>
        http.Features.Set(new RequestBody { Bytes = Encoding.ASCII.GetBytes(digest) });

    /// <summary>The bytes without a byte order mark, which some Windows programs write before UTF-8.</summary>
    public ReadOnlyMemory<byte> Text => Bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? Bytes[Encoding.UTF8.Preamble.Length..] : Bytes;

    /// <summary>The problem of a body whose bytes are not what its Content-Encoding says.</summary>
    public static Problem NotAsEncoded => Problem.From(Problems.MalformedBody, "The body is not compressed as Content-Encoding says.");

    /// <summary>
    /// The problem with a Content-Encoding that the service does not read; null if there is none. The middleware that decompresses removes
    /// the header.
    /// </summary>
    public static Problem? FindEncodingProblem(HttpRequest request) =>
        request.Headers.ContentEncoding.All(encoding => string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
            ? null
            : Problem.From(Problems.UnsupportedMediaType, Compressed);

    /// <summary>True if the charset is missing or UTF-8, possibly in quotes or spelled without its hyphen.</summary>
    public static bool IsUtf8(MediaTypeHeaderValue type)
    {
        if (!type.Charset.HasValue) return true;
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        return charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);
    }

    private static async ValueTask<RequestBody> ReadBytes(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most) return new RequestBody { Problem = Problem.From(Problems.BodyTooLarge) };
        if (FindEncodingProblem(http.Request) is { } unknown) return new RequestBody { Problem = unknown };
        using var buffer = new MemoryStream((int)(http.Request.ContentLength ?? 0));
        try
        {
            return await CopyTo(buffer, http.Request.BodyReader, most, http.RequestAborted)
                ? new RequestBody { Bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length) }
                : new RequestBody { Problem = Problem.From(Problems.BodyTooLarge) };
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new RequestBody { Problem = Problem.From(Problems.BodyTooLarge) };
        }
        catch (InvalidDataException)
        {
            return new RequestBody { Problem = NotAsEncoded };
        }
    }

    /// <summary>
    /// False if the body is too large. It is read to its end even then: a client that is still sending does not see the response if the
    /// connection is cut.
    /// </summary>
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

/// <summary>How much of a body an endpoint reads, compressed or not, where it is more than of others.</summary>
internal sealed record BodySizeLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;

/// <summary>A JSON body as the contract describes it, or the problem with it.</summary>
internal static class JsonBody
{
    private const string Absent = "There is no body, or nothing that says what it is. Where you have nothing to say, send {}.";

    public const string MergePatch = "application/merge-patch+json";

    public static async ValueTask<Outcome<T>> Bind<T>(HttpContext http, bool isMergePatch = false, int most = Limits.Body)
        where T : class
    {
        if (!IsJson(http.Request, isMergePatch))
            return Problem.From(Problems.UnsupportedMediaType, http.Request.ContentType is null ? Absent : null);
        var body = await RequestBody.Read(http, most);
        if (body.Problem is { } refusal) return refusal;
        if (body.Text.Length == 0) return Problem.From(Problems.MalformedBody, Absent);
        try
        {
            var value = JsonSerializer.Deserialize(body.Text.Span, JsonTypes.Of<T>());
            if (value is not null) return value;
            return Problem.From(Problems.MalformedBody, "The body is null where an object is expected.");
        }
        catch (JsonException exception)
        {
            return JsonErrors.ToProblem(exception);
        }
    }

    private static bool IsJson(HttpRequest request, bool isMergePatch) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (type.MediaType.Equals(HttpReply.JsonType, StringComparison.OrdinalIgnoreCase)
            || (isMergePatch && type.MediaType.Equals(MergePatch, StringComparison.OrdinalIgnoreCase)))
        && RequestBody.IsUtf8(type);
}

/// <summary>A request body that is bound to the request type, and validated to the input type that handlers use.</summary>
internal abstract class ValidatedBody<TRequest, TInput> : IBoundParameter, IValidated
    where TRequest : class, IRequest<TInput>
{
    private readonly TRequest? request;

    protected ValidatedBody(Outcome<TRequest> bound)
    {
        if (bound.Try(out request, out var problem)) return;
        Problem = problem;
    }

    public TInput Value { get; private set; } = default!;
    public Problem? Problem { get; }

    public Problem? Validate(HttpContext http)
    {
        if (request!.ToOutcome(http).Try(out var input, out var problem)) Value = input;
        return problem;
    }
}

/// <summary>A body that can only be JSON.</summary>
internal sealed class Body<TRequest, TInput>(Outcome<TRequest> bound)
    : ValidatedBody<TRequest, TInput>(bound), IEndpointParameterMetadataProvider
    where TRequest : class, IRequest<TInput>
{
    public static async ValueTask<Body<TRequest, TInput>> BindAsync(HttpContext http) => new(await JsonBody.Bind<TRequest>(http));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new RequestBodyMetadata(typeof(TRequest), [HttpReply.JsonType]));
}

/// <summary>A JSON merge patch (RFC 7396), also accepted as plain JSON.</summary>
internal sealed class MergePatch<TRequest, TInput>(Outcome<TRequest> bound)
    : ValidatedBody<TRequest, TInput>(bound), IEndpointParameterMetadataProvider
    where TRequest : class, IRequest<TInput>
{
    public static async ValueTask<MergePatch<TRequest, TInput>> BindAsync(HttpContext http) =>
        new(await JsonBody.Bind<TRequest>(http, isMergePatch: true));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new RequestBodyMetadata(typeof(TRequest), [HttpReply.JsonType, JsonBody.MergePatch]));
}
