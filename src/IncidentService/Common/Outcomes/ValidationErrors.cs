using System.Globalization;
using System.Text;
using IncidentNumbers;
using IncidentService.Common.Secrets;

namespace IncidentService.Common.Outcomes;

/// <summary>Parses the values of a request into their stored form, and collects the errors of each field.</summary>
internal sealed class ValidationErrors
{
    private const int LongestList = 140;

    /// <summary>By field; null as long as there are none, as in most requests.</summary>
    private OrderedDictionary<string, FieldFault>? errors;

    public bool IsEmpty => errors is null;

    public Problem ToProblem() => Problem.Invalid([.. errors!.Values]);

    /// <summary>Records an error of a field. Only the first one is kept: the others follow from it.</summary>
    public void Add(string field, string message)
    {
        errors ??= new(StringComparer.Ordinal);
        errors.TryAdd(field, new FieldFault(field, message));
    }

    /// <summary>Parses one line of text: trimmed, in NFC form, without control characters; null if absent or blank.</summary>
    public string? ParseLine(string field, string? value, int most, bool required = false)
    {
        var text = Normalize(field, value, most, multiline: false);
        if (text is null && required) Add(field, $"is required: a text of 1 to {most} characters");
        return text;
    }

    /// <summary>
    /// Parses text of several lines. Line breaks and tabs are kept, other control characters are refused, and card numbers are masked.
    /// </summary>
    public string? ParseText(string field, string? value, int most, bool required = false)
    {
        var text = ParseUnmaskedText(field, value, most);
        if (text is null && required) Add(field, $"is required: a text of 1 to {most:N0} characters");
        return text is null ? null : StoredText.Mask(text);
    }

    /// <summary>Parses text of several lines for searching only. Code that stores it has to mask card numbers first.</summary>
    public string? ParseUnmaskedText(string field, string? value, int most) => Normalize(field, value, most, multiline: true);

    /// <summary>Parses one line that a person wrote. Card numbers are masked.</summary>
    public string? ParseMaskedLine(string field, string? value, int most) =>
        ParseLine(field, value, most) is { } text ? StoredText.Mask(text) : null;

    /// <summary>Parses a short name of letters, digits, dots, hyphens and underscores, in lower case.</summary>
    public string? ParseToken(string field, string? value, bool required = false)
    {
        if (ParseLine(field, value, Limits.Token, required)?.ToLowerInvariant() is not { } token) return null;
        if (IsToken(token)) return token;
        Add(field, "must be made of letters a–z, digits, dots, hyphens and underscores");
        return null;
    }

    public static bool IsToken(string text) =>
        text.Length is > 0 and <= Limits.Token
        && text.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-' or '_');

    public string? ParseOneOf(string field, string? value, IReadOnlyCollection<string> allowed, bool required = false)
    {
        if (value is null)
        {
            if (required) Add(field, "is required: one of " + ListAllowed(allowed));
            return null;
        }
        if (allowed.Contains(value)) return value;
        Add(field, "must be one of " + ListAllowed(allowed));
        return null;
    }

    /// <summary>All allowed values, or as many as a message has room for.</summary>
    private static string ListAllowed(IReadOnlyCollection<string> allowed)
    {
        var all = string.Join(", ", allowed);
        if (all.Length <= LongestList) return all;
        return $"{all[..all.LastIndexOf(", ", LongestList, StringComparison.Ordinal)]}, … ({allowed.Count} in all)";
    }

    /// <summary>Parses an incident number, in any grouping.</summary>
    public IncidentNumber? ParseIncidentNumber(string field, string? value, bool required = false)
    {
        if (string.IsNullOrWhiteSpace(value) && !required) return null;
        var reading = NumberReader.Read(value);
        if (reading.Kind == ReadingKind.Exact) return reading.Number;
        Add(field, "must be an incident number: twelve digits whose check digits fit");
        return null;
    }

    public Instant? ParseInstant(string field, string? value)
    {
        if (value is null) return null;
        if (Instant.TryParse(value, out var instant)) return instant;
        Add(field, "must be an RFC 3339 time with its offset, such as 2026-11-21T09:30:00Z");
        return null;
    }

    public int? ParseNumber(string field, string? value, int least, int most)
    {
        if (string.IsNullOrEmpty(value)) return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return ValidateRange(field, number, least, most);
        Add(field, $"must be a whole number from {least} to {most}");
        return null;
    }

    /// <summary>Parses the number of items per page of a list.</summary>
    public int ParsePageSize(string? limit) => ParseNumber("limit", limit, 1, Limits.Page) ?? Limits.PageDefault;

    public int? ValidateRange(string field, int? value, int least, int most)
    {
        if (value is null || (value >= least && value <= most)) return value;
        Add(field, $"must be a whole number from {least} to {most}");
        return null;
    }

    public bool? ParseFlag(string field, string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        if (value is "true" or "1" or "on") return true;
        if (value is "false" or "0" or "off") return false;
        Add(field, "must be true or false");
        return null;
    }

    private string? Normalize(string field, string? value, int most, bool multiline)
    {
        if (value is null) return null;
        if (value.Length > most * 4L || !IsWellFormed(value))
        {
            Add(
                field,
                value.Length > most
                    ? $"must have at most {most:N0} characters"
                    : "holds half of a surrogate pair or U+FFFE, which are no characters");
            return null;
        }
        var text = value.Trim().Normalize(NormalizationForm.FormC);
        if (text.Length > most) Add(field, $"must have at most {most:N0} characters, not {text.Length:N0}");
        else if (text.Any(character => char.IsControl(character) && !(multiline && character is '\n' or '\r' or '\t')))
            Add(field, "holds a control character, which is refused");
        else return text.Length == 0 ? null : text;
        return null;
    }

    /// <summary>Whether Unicode normalisation accepts the text without throwing.</summary>
    private static bool IsWellFormed(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\uFFFE') return false;
            if (!char.IsSurrogate(text[index])) continue;
            if (index + 1 >= text.Length || !char.IsSurrogatePair(text[index], text[index + 1])) return false;
            index++;
        }
        return true;
    }
}
