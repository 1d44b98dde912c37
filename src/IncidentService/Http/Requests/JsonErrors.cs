using System.Text.Json;
using System.Text.RegularExpressions;
using IncidentService.Common.Outcomes;

namespace IncidentService.Http.Requests;

/// <summary>
/// Turns the messages of the JSON reader, which address .NET programmers, into problems that a caller can act on. Values are never
/// repeated.
/// </summary>
internal static partial class JsonErrors
{
    private const string Number = "must be a whole number, without quotes and within its range";

    public static Problem ToProblem(JsonException exception)
    {
        var message = exception.Message;
        if (UnknownMember().Match(message) is { Success: true } unknown)
            return Problem.Invalid(new FieldFault(Path(exception, unknown.Groups[1].Value), "is not a field of this request"));
        if (MissingMembers().Match(message) is { Success: true } missing)
        {
            return Problem.Invalid([.. missing.Groups[1].Value.Split(',')
                .Select(name => new FieldFault(Path(exception, name.Trim(' ', '\'')), "is required"))]);
        }
        if (message.StartsWith("Duplicate property", StringComparison.Ordinal))
            return Problem.Invalid(new FieldFault(Path(exception), "holds a field twice"));
        if (message.StartsWith("must be", StringComparison.Ordinal)) return Problem.Invalid(new FieldFault(Path(exception), message));
        if (IsSyntax(exception))
        {
            return Problem.From(
                Problems.MalformedBody,
                $"It stops being JSON in line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}"
                + (exception.Path is { Length: > 1 } ? $", in {FieldFault.Printable(Path(exception))}." : "."));
        }
        return Problem.Invalid(new FieldFault(Path(exception), Expected(exception)));
    }

    /// <summary>
    /// Derives the expected type from the message of the reader (plain values) or from the .NET type in the message (lists and objects).
    /// </summary>
    private static string Expected(JsonException exception)
    {
        if (exception.InnerException is FormatException) return Number;
        if (exception.InnerException is InvalidOperationException { Message: var plain })
        {
            return plain switch
            {
                _ when plain.EndsWith("as a string.", StringComparison.Ordinal) => "must be a text in quotes",
                _ when plain.EndsWith("as a boolean.", StringComparison.Ordinal) => "must be true or false, without quotes",
                _ when plain.EndsWith("as a number.", StringComparison.Ordinal) => Number,
                _ => "must be text of valid characters",
            };
        }
        return exception.Message.Contains("List`1", StringComparison.Ordinal) ? "must be a list: [ … ]"
            : exception.Message.Contains("to IncidentService.", StringComparison.Ordinal) ? "must be an object: { … }"
            : "is of the wrong type, out of range, or not valid text";
    }

    /// <summary>
    /// The serializer wraps exceptions of the reader. Its own exceptions have no inner exception, or one from a converter.
    /// </summary>
    private static bool IsSyntax(JsonException exception) => exception.InnerException is JsonException;

    private static string Path(JsonException exception, string? member = null)
    {
        var path = exception.Path is { Length: > 2 } text && text.StartsWith("$.", StringComparison.Ordinal) ? text[2..] : "";
        if (member is null || path == member || path.EndsWith("." + member, StringComparison.Ordinal))
            return path.Length == 0 ? "body" : path;
        return path.Length == 0 ? member : path + "." + member;
    }

    [GeneratedRegex("^The JSON property '(.*)' could not be mapped", RegexOptions.Singleline)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("missing required properties including: (.*?)\\.? ?(?:Path|$)", RegexOptions.Singleline)]
    private static partial Regex MissingMembers();
}
