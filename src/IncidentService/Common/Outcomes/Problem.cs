using System.Text.Json;
using IncidentService.Common.Json;
using IncidentService.Common.Origins;

namespace IncidentService.Common.Outcomes;

/// <summary>A kind of problem. The slug must never change, because clients branch on it.</summary>
internal sealed record ProblemKind(string Slug, int Status, string Title, string Remedy)
{
    /// <summary>
    /// Whether the problem reveals that a number was not issued, or not to the caller. Such problems are counted, to prevent guessing.
    /// </summary>
    public bool CostsGuess { get; init; }

    /// <summary>The WWW-Authenticate header of a response with this problem, unless the response has one: every 401 needs it.</summary>
    public string? Challenge { get; init; }

    public string Type => "/problems/" + Slug;
}

/// <summary>A rejected field, as a JSON path or parameter name, and what is expected of it.</summary>
internal sealed record FieldFault(string Field, string Message)
{
    public string Field { get; } = Printable(Field);

    /// <summary>
    /// Shortens a field name and replaces control characters. The name comes from the caller, and the response repeats it.
    /// </summary>
    public static string Printable(string field)
    {
        var text = field.Length <= Limits.Line ? field : field[..(Limits.Line - 1)] + "…";
        return text.Any(IsUnprintable) ? string.Concat(text.Select(character => IsUnprintable(character) ? '?' : character)) : text;
    }

    private static bool IsUnprintable(char character) => char.IsControl(character) || character == '\uFFFE';
}

/// <summary>A problem as in RFC 9457: what happened, where, and what to do about it.</summary>
internal sealed record Problem
{
    public const string ContentType = "application/problem+json";

    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Detail { get; init; }

    /// <summary>What to do next.</summary>
    public required string Remedy { get; init; }

    public IReadOnlyList<FieldFault>? Errors { get; init; }

    /// <summary>The number that the check digits suggest. It does not say whether that number was issued.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>The incident that holds what was requested.</summary>
    public string? Holder { get; init; }

    /// <summary>Who redeemed it; for an approval that is used up, the last redemption.</summary>
    public Occasion? RedeemedBy { get; init; }

    /// <summary>Who reversed the transaction.</summary>
    public Occasion? ReversedBy { get; init; }

    /// <summary>Who revoked the approval.</summary>
    public Occasion? RevokedBy { get; init; }

    /// <summary>The channels that may redeem it; absent if any may.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>The stores or sites that may redeem it; absent if any may.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>When it becomes redeemable.</summary>
    public Instant? ValidFrom { get; init; }

    /// <summary>When it expired.</summary>
    public Instant? ValidUntil { get; init; }

    /// <summary>The money that is left.</summary>
    public Money? Left { get; init; }

    internal int? RetryAfter { get; init; }
    internal bool CostsGuess { get; init; }
    internal string? Challenge { get; init; }

    public static Problem From(ProblemKind kind, string? detail = null) =>
        new()
        {
            Type = kind.Type,
            Title = kind.Title,
            Status = kind.Status,
            Remedy = kind.Remedy,
            Detail = detail,
            CostsGuess = kind.CostsGuess,
            Challenge = kind.Challenge,
        };

    public static Problem Invalid(params IReadOnlyList<FieldFault> errors) =>
        From(Problems.InvalidRequest, errors[0].Field + ": " + errors[0].Message)
            with { Errors = [.. errors.Take(Limits.ReportedErrors)] };

    public byte[] Render() => JsonSerializer.SerializeToUtf8Bytes(this, JsonTypes.Of<Problem>());
}
