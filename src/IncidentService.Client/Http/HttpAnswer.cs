using System.Net.Http.Headers;

namespace IncidentService.Client;

/// <summary>A complete response of the service.</summary>
internal sealed record HttpAnswer
{
    public required int Status { get; init; }
    public required byte[] Body { get; init; }
    public string? MediaType { get; init; }
    public string? ETag { get; init; }
    public Uri? Location { get; init; }
    public TimeSpan? RetryAfter { get; init; }
    public bool WasReplayed { get; init; }

    /// <summary>A response that is still being received. The caller reads and disposes of it; Body is empty.</summary>
    public HttpResponseMessage? Live { get; init; }

    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>Whether a repeat may succeed. For a conflict, the body decides; see <see cref="ProblemKind.Conflict"/>.</summary>
    public static bool IsTransient(int status) => status is 408 or 429 or 502 or 503 or 504;

    public static async Task<HttpAnswer> Read(
        HttpResponseMessage response, TimeProvider clock, CancellationToken cancellationToken) => new()
    {
        Status = (int)response.StatusCode,
        Body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false),
        MediaType = response.Content.Headers.ContentType?.MediaType,
        ETag = response.Headers.ETag?.ToString(),
        Location = response.Headers.Location,
        RetryAfter = Wait(response.Headers.RetryAfter, clock),
        WasReplayed = response.Headers.TryGetValues("Idempotent-Replayed", out var replayed) && replayed.Contains("true"),
    };

    private static TimeSpan? Wait(RetryConditionHeaderValue? header, TimeProvider clock) =>
        (header?.Delta ?? header?.Date - clock.GetUtcNow()) is { } wait ? TimeSpan.FromTicks(Math.Max(wait.Ticks, 0)) : null;
}
