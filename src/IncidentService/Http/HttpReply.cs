using System.Text.Json;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Storage;
using Microsoft.Net.Http.Headers;

namespace IncidentService.Http;

/// <summary>
/// The response to a request, down to its bytes: the first response, the stored reply and its replay are identical. The body is rendered
/// once, when it is first needed.
/// </summary>
internal sealed class HttpReply : IResult
{
    private const string JsonType = "application/json";
    private readonly Func<byte[]>? render;
    private byte[]? body;

    private HttpReply(int status, Func<byte[]>? render) => (Status, this.render) = (status, render);

    private HttpReply(HttpReply other) : this(other.Status, other.render) =>
        (ContentType, ETag, Location, RetryAfter, Replayed, IncidentId, StoresBody, Problem) = (
            other.ContentType, other.ETag, other.Location, other.RetryAfter, other.Replayed, other.IncidentId, other.StoresBody,
            other.Problem);

    public int Status { get; }
    public string ContentType { get; private init; } = JsonType;
    public string? ETag { get; private init; }
    public string? Location { get; private init; }
    public int? RetryAfter { get; private init; }
    public bool Replayed { get; private init; }

    /// <summary>The incident that the body describes: erasing its personal data also erases the stored reply.</summary>
    public long? IncidentId { get; private init; }

    /// <summary>False if the body contains a secret that is shown only once.</summary>
    public bool StoresBody { get; private init; } = true;

    public bool IsSuccess => Status < 300;

    /// <summary>Why the request was refused; null if it was not.</summary>
    public Problem? Problem { get; private init; }

    /// <summary>True if the reply reveals that a number was not issued, or not to the caller.</summary>
    public bool CostsGuess { get; private init; }

    public byte[]? Body => body ??= render?.Invoke();

    public static HttpReply Ok<T>(T value) => new(StatusCodes.Status200OK, Render(value));

    /// <summary>A new resource and its URL.</summary>
    public static HttpReply Created<T>(string location, T value) =>
        new(StatusCodes.Status201Created, Render(value)) { Location = location };

    /// <summary>A body other than JSON, such as CSV or the words of a phone menu.</summary>
    public static HttpReply Document(Func<byte[]> render, string contentType) =>
        new(StatusCodes.Status200OK, render) { ContentType = contentType };

    public static HttpReply Empty(int status) => new(status, null);

    /// <summary>Replays a stored reply.</summary>
    public static HttpReply Replay(int status, byte[] bytes, string? etag, string? location) =>
        new(status, () => bytes) { ETag = etag, Location = location, Replayed = true };

    /// <summary>Sets the ETag to the version that the body shows, and the incident whose personal data the body may hold.</summary>
    public HttpReply ForIncident(Incident incident) => new(this) { ETag = incident.Tag, IncidentId = incident.Id };

    /// <summary>Sets the incidents whose personal data the body may hold, for a body that is not a version of one incident.</summary>
    public HttpReply WithPersonalDataOf(params IReadOnlyList<long> incidentIds) =>
        new(this) { IncidentId = incidentIds.Count switch { 0 => null, 1 => incidentIds[0], _ => StoredReply.SeveralIncidents } };

    /// <summary>Excludes the body from the stored reply, because it contains a secret that is shown only once.</summary>
    public HttpReply WithoutStoredBody() => new(this) { StoresBody = false };

    public static implicit operator HttpReply(Problem problem) => new(problem.Status, problem.Render)
    {
        ContentType = Problem.ContentType,
        Problem = problem,
        RetryAfter = problem.RetryAfter,
        CostsGuess = problem.CostsGuess,
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        SetHeaders(response.Headers);
        if (ETag is not null && Status == StatusCodes.Status200OK && IsNotModified(httpContext.Request))
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

    private static Func<byte[]> Render<T>(T value) => () => JsonSerializer.SerializeToUtf8Bytes(value, JsonTypes.Of<T>());

    private void SetHeaders(IHeaderDictionary headers)
    {
        if (ETag is not null) headers.ETag = ETag;
        if (Location is not null) headers.Location = Location;
        if (RetryAfter is { } seconds) headers.RetryAfter = seconds.ToString();
        if (Replayed) headers["Idempotent-Replayed"] = "true";
    }

    private bool IsNotModified(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method)) return false;
        var given = request.Headers.IfNoneMatch;
        if (given.Count == 0) return false;
        if (given.Count == 1 && given[0] == ETag) return true;
        return EntityTagHeaderValue.TryParseList([.. given.OfType<string>()], out var tags)
            && tags.Any(
                tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new EntityTagHeaderValue(ETag!), useStrongComparison: false));
    }
}
