using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentService.Common;
using IncidentService.OpenApi;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Http;

/// <summary>The bytes of a request body, read once for both the idempotency fingerprint and the JSON.</summary>
internal sealed class RequestBody
{
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

    /// <summary>True if the charset is missing or UTF-8, possibly in quotes.</summary>
    public static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<RequestBody> ReadBytes(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most) return new RequestBody { Problem = Problem.From(Problems.BodyTooLarge) };
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

/// <summary>A JSON body as the contract describes it, or the problem with it.</summary>
internal static class JsonBody
{
    private const string Absent = "There is no body, or nothing that says what it is. Where you have nothing to say, send {}.";

    public static async ValueTask<Outcome<T>> Bind<T>(HttpContext http)
        where T : class
    {
        if (!IsJson(http)) return Problem.From(Problems.UnsupportedMediaType, http.Request.ContentType is null ? Absent : null);
        var body = await RequestBody.Read(http);
        if (body.Problem is { } refusal) return refusal;
        if (body.Bytes.Length == 0) return Problem.From(Problems.MalformedBody, Absent);
        try
        {
            var value = JsonSerializer.Deserialize(body.Bytes.Span, JsonTypes.Of<T>());
            if (value is not null) return value;
            return Problem.From(Problems.MalformedBody, "The body is null where an object is expected.");
        }
        catch (JsonException exception)
        {
            return JsonErrors.ToProblem(exception);
        }
    }

    /// <summary>True for application/json, and for other JSON media types that the operation accepts.</summary>
    private static bool IsJson(HttpContext http) =>
        MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
                && http.GetEndpoint()?.Metadata.GetMetadata<OperationDescription>()?.AcceptsMedia(type.MediaType) == true))
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
internal sealed class Body<TRequest, TInput>(Outcome<TRequest> bound) : ValidatedBody<TRequest, TInput>(bound)
    where TRequest : class, IRequest<TInput>
{
    public static async ValueTask<Body<TRequest, TInput>> BindAsync(HttpContext http) => new(await JsonBody.Bind<TRequest>(http));
}
