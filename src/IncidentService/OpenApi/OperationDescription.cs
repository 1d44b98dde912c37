using System.Text.Json.Nodes;
using IncidentService.Common;
using Microsoft.Extensions.Primitives;
using Microsoft.OpenApi;

namespace IncidentService.OpenApi;

/// <summary>The contract of one operation, beyond what the parameters of its handler show.</summary>
internal sealed record OperationDescription(string Id, string Summary, string Description)
{
    /// <summary>The type of the request body; null for an operation without one.</summary>
    public Type? Request { get; init; }

    /// <summary>The media types of the request body.</summary>
    public IReadOnlyList<MediaDescription> RequestMedia { get; init; } = [MediaDescription.Json];

    public IReadOnlyList<SuccessResponse> Responses { get; init; } = [];

    /// <summary>The problems specific to this operation, in addition to those of every operation.</summary>
    public IReadOnlyList<ProblemKind> Errors { get; init; } = [];

    /// <summary>True if the operation writes: it then reads the headers with the origin and the agent.</summary>
    public bool Writes { get; init; }

    public bool AcceptsIfMatch { get; init; }

    public bool ReturnsETag { get; init; }

    /// <summary>Request headers that only this operation reads.</summary>
    public IReadOnlyList<string> RequestHeaders { get; init; } = [];

    /// <summary>Query parameters are optional unless this is set.</summary>
    public bool RequiresQueryParameters { get; init; }

    /// <summary>The operations that a client can call with the number of the incident that was created.</summary>
    public IReadOnlyList<string> NextOperations { get; init; } = [];

    public bool AcceptsMedia(StringSegment contentType) =>
        RequestMedia.Any(media => contentType.Equals(media.ContentType, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<ProblemKind> AllErrors => ProblemSets.EveryOperation
        .Concat(Request is null ? [] : ProblemSets.RequestBody)
        .Concat(Writes ? ProblemSets.Write : [])
        .Concat(AcceptsIfMatch ? [Problems.PreconditionFailed] : [])
        .Concat(Errors.Contains(Problems.NumberUnknown) ? [Problems.TooManyGuesses] : [])
        // the idempotency fingerprint covers every body, even one that the operation ignores
        .Concat(Errors.Contains(Problems.IdempotencyKeyReused) ? [Problems.BodyTooLarge] : [])
        .Concat(Errors);
}

/// <summary>A successful response: its status, and the type of its body if it has one.</summary>
internal sealed record SuccessResponse(int Status, Type? Body, string Description)
{
    /// <summary>The media types of the body.</summary>
    public IReadOnlyList<MediaDescription> Media { get; init; } = [MediaDescription.Json];

    /// <summary>The response to If-None-Match with the current ETag.</summary>
    public static SuccessResponse NotModified { get; } = new(304, null, "Unchanged since the ETag in If-None-Match.");

    public IEnumerable<string> ContentTypes => Body is null ? [] : Media.Select(media => media.ContentType);
}

/// <summary>One media type of a body. Without a schema or example of its own it has those of the body's type.</summary>
internal sealed record MediaDescription(string ContentType)
{
    public Func<OpenApiSchema>? Schema { get; init; }

    public Func<JsonNode?>? Example { get; init; }

    public static MediaDescription Json { get; } = new("application/json");

    public static MediaDescription MergePatch { get; } = new("application/merge-patch+json");
}
