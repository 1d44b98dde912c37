using System.Text.Json;

namespace IncidentService.Hosting;

/// <summary>One cause of a refusal. The slug is a promise: clients branch on it.</summary>
internal sealed record ProblemKind(string Slug, int Status, string Title, string Remedy)
{
    public string Type => "/problems/" + Slug;
}

/// <summary>A field that was refused, as a JSON path or parameter name, and what is expected of it.</summary>
internal sealed record FieldFault(string Field, string Message)
{
    public string Field { get; } = Shown(Field);

    /// <summary>Names of fields are the caller's: shortened, and without control characters, before they are repeated.</summary>
    public static string Shown(string field)
    {
        var text = field.Length <= Limits.Line ? field : field[..(Limits.Line - 1)] + "…";
        return text.Any(IsUnfit) ? string.Concat(text.Select(character => IsUnfit(character) ? '?' : character)) : text;
    }

    private static bool IsUnfit(char character) => char.IsControl(character) || character == '\uFFFE';
}

/// <summary>An RFC 9457 problem: what happened, where, and what to do about it.</summary>
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

    /// <summary>The number that the digits alone make likely; says nothing about whether it was ever issued.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>The incident that holds what was asked for.</summary>
    public string? Holder { get; init; }

    internal int? RetryAfter { get; init; }

    public static Problem Of(ProblemKind kind, string? detail = null) =>
        new() { Type = kind.Type, Title = kind.Title, Status = kind.Status, Remedy = kind.Remedy, Detail = detail };

    public static Problem Invalid(params IReadOnlyList<FieldFault> errors) => Of(Problems.InvalidRequest, errors[0].Field + ": " + errors[0].Message) with { Errors = errors };

    public byte[] Render() => JsonSerializer.SerializeToUtf8Bytes(this, Json.Wire.Problem);
}
