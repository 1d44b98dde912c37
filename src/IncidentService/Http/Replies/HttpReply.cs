using System.Text.Json;
using IncidentService.Common.Json;
using IncidentService.Common.Outcomes;

namespace IncidentService.Http.Replies;

/// <summary>
/// The response to a request, down to its bytes: the first response, the stored reply and its replay are identical. The body is rendered
/// once, when it is first needed.
/// </summary>
internal class HttpReply : IReply<HttpReply>
{
    public const string JsonType = "application/json";

    /// <summary>The header that marks a replay.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>The seconds after which a temporary problem, such as a register that is not ready, may be over.</summary>
    private const int ShortWait = 1;

    private byte[]? body;

    private HttpReply(int status) => Status = status;

    /// <summary>The reply of a handler that has sent its response itself.</summary>
    public static HttpReply Sent { get; } = new SentReply();

    public int Status { get; }
    public string ContentType { get; private init; } = JsonType;
    public string? ETag { get; private set; }
    public string? Location { get; private init; }
    public int? RetryAfter { get; private init; }
    public bool Replayed { get; private init; }

    /// <summary>The incident that the body describes: erasing its personal data also erases the stored reply.</summary>
    public long? IncidentId { get; private set; }

    /// <summary>
    /// True if the body describes several incidents: erasing the personal data of any of them also erases the stored reply.
    /// </summary>
    public bool ShowsSeveralIncidents { get; private set; }

    /// <summary>False if the body contains a secret that is shown only once.</summary>
    public bool StoresBody { get; private set; } = true;

    public bool IsSuccess => Status < 300;

    /// <summary>Why the request was refused; null if it was not.</summary>
    public Problem? Problem { get; private init; }

    /// <summary>True if the reply reveals that a number was not issued, or not to the caller.</summary>
    public bool CostsGuess { get; private init; }

    public byte[]? Body => body ??= Render();

    HttpReply IReply.Untyped => this;

    public static HttpReply From(HttpReply reply) => reply;

    public static HttpReply Json<T>(int status, T value, string? location = null) =>
        new JsonReply<T>(status, value) { Location = location };

    /// <summary>A body other than JSON, such as CSV or the words of a phone menu.</summary>
    public static HttpReply Document(Func<byte[]> render, string contentType) =>
        new DocumentReply(StatusCodes.Status200OK, render) { ContentType = contentType };

    public static HttpReply Empty(int status) => new(status);

    /// <summary>A success without its body, for a caller who has it.</summary>
    public static HttpReply Known(string etag) => new(StatusCodes.Status200OK) { ETag = etag };

    /// <summary>A success whose JSON was rendered before.</summary>
    public static HttpReply Rendered(byte[] json, string etag) => new(StatusCodes.Status200OK) { body = json, ETag = etag };

    /// <summary>Replays a stored reply.</summary>
    public static HttpReply Replay(int status, byte[] bytes, string? etag, string? location) =>
        new(status) { body = bytes, ETag = etag, Location = location, Replayed = true };

    /// <summary>Sets the ETag to the version that the body shows, and the incident whose personal data the body may hold.</summary>
    public HttpReply AtVersion(string etag, long incidentId)
    {
        var copy = Copy();
        (copy.ETag, copy.IncidentId) = (etag, incidentId);
        return copy;
    }

    /// <summary>Sets the incidents whose personal data the body may hold, for a body that is not a version of one incident.</summary>
    public HttpReply WithPersonalDataOf(params IReadOnlyList<long> incidentIds)
    {
        var copy = Copy();
        (copy.IncidentId, copy.ShowsSeveralIncidents) = (incidentIds.Count == 1 ? incidentIds[0] : null, incidentIds.Count > 1);
        return copy;
    }

    /// <summary>Excludes the body from the stored reply, because it contains a secret that is shown only once.</summary>
    public HttpReply WithoutStoredBody()
    {
        var copy = Copy();
        copy.StoresBody = false;
        return copy;
    }

    public static implicit operator HttpReply(Problem problem) => new DocumentReply(problem.Status, problem.Render)
    {
        ContentType = Problem.ContentType,
        Problem = problem,
        RetryAfter = problem.RetryAfter ?? (IsTemporary(problem.Status) ? ShortWait : null),
        CostsGuess = problem.CostsGuess,
    };

    public virtual async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        SetHeaders(response.Headers);
        if (ETag is not null && Status == StatusCodes.Status200OK && EntityTags.IsKnown(httpContext.Request, ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.StatusCode = Status;
        if (Body is not { } bytes) return;
        response.ContentType = ContentType;
        response.ContentLength = bytes.Length;
        await response.BodyWriter.WriteAsync(bytes, httpContext.RequestAborted);
    }

    protected virtual byte[]? Render() => null;

    private static bool IsTemporary(int status) =>
        status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable;

    private HttpReply Copy() => (HttpReply)MemberwiseClone();

    private void SetHeaders(IHeaderDictionary headers)
    {
        if (ETag is not null) headers.ETag = ETag;
        if (Location is not null) headers.Location = Location;
        if (RetryAfter is { } seconds) headers.RetryAfter = seconds.ToString();
        if (Problem?.Challenge is { } challenge && headers.WWWAuthenticate.Count == 0) headers.WWWAuthenticate = challenge;
        if (Replayed) headers[ReplayedHeader] = "true";
    }

    private sealed class JsonReply<T>(int status, T value) : HttpReply(status)
    {
        protected override byte[] Render() => JsonSerializer.SerializeToUtf8Bytes(value, JsonTypes.Of<T>());
    }

    private sealed class DocumentReply(int status, Func<byte[]> render) : HttpReply(status)
    {
        protected override byte[] Render() => render();
    }

    private sealed class SentReply() : HttpReply(StatusCodes.Status200OK)
    {
        public override Task ExecuteAsync(HttpContext httpContext) => Task.CompletedTask;
    }
}
