using System.Text;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Secrets;
using IncidentService.Common.Text;
using IncidentService.References;

namespace IncidentService.Messages.Reading;

/// <summary>
/// Reads the values of a message as far as possible: a machine sends them and cannot correct them. Whatever it changes is recorded as an
/// adjustment.
/// </summary>
internal sealed class MessageReader
{
    private const char CutMark = '…';
    private const char Replacement = '\uFFFD';
    private const int DigestLength = 22;
    private readonly List<Adjustment> adjustments = [];

    /// <summary>Null if nothing was changed.</summary>
    public IReadOnlyList<Adjustment>? Adjustments =>
        adjustments.Count == 0 ? null : [.. adjustments.Take(Limits.ReportedErrors)];

    public void Add(string field, string change, int? length = null)
    {
        if (!adjustments.Exists(known => known.Field == field && known.Change == change))
            adjustments.Add(new Adjustment { Field = field, Change = change, Length = length });
    }

    /// <summary>One line that a person wrote, with card numbers masked; null if it is blank.</summary>
    public string? ReadLine(string field, string? value, int most) =>
        Clean(field, value, isLine: true) is { } text ? Cut(field, StoredText.Mask(text), most) : null;

    /// <summary>Text of several lines without control characters, not cut and with card numbers as they are; null if it is blank.</summary>
    public string? ReadUnmaskedText(string field, string? value) => Clean(field, value, isLine: false);

    /// <summary>Masks card numbers and cuts the text to its limit.</summary>
    public string Shorten(string field, string text) => Cut(field, StoredText.Mask(text), Limits.Text);

    /// <summary>An identifier. A digest of the whole keeps one that is cut different from others with the same beginning.</summary>
    public string? ReadId(string field, string? value)
    {
        var id = Clean(field, value, isLine: true);
        if (id is null || id.Length <= Limits.Line) return id;
        Add(field, AdjustmentChanges.Cut, id.Length);
        return $"{Start(id, Limits.Line - DigestLength - 1)}{CutMark}{Digest.Compute(id)[..DigestLength]}";
    }

    /// <summary>An identifier as a reference to its system; null if it can be none.</summary>
    public ReferenceInput? ReadReference(string field, string system, string? value, ReferenceSystems systems)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var errors = new ValidationErrors();
        var reference = ReferenceInput.Parse("", system, ReadId(field, value), systems, errors);
        if (errors.IsEmpty) return reference;
        Add(field, AdjustmentChanges.LeftOut);
        return null;
    }

    private string Cut(string field, string text, int most)
    {
        if (text.Length <= most) return text;
        Add(field, AdjustmentChanges.Cut, text.Length);
        return Start(text, most - 1) + CutMark;
    }

    private string? Clean(string field, string? value, bool isLine)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var clean = value.Trim();
        var place = FindUnfit(clean, 0, isLine);
        if (place >= 0)
        {
            Add(field, AdjustmentChanges.ControlsReplaced);
            var characters = clean.ToCharArray();
            for (; place >= 0; place = FindUnfit(clean, place + 1, isLine))
                characters[place] = char.IsControl(clean[place]) ? ' ' : Replacement;
            clean = new string(characters).Trim();
        }
        return clean.Length == 0 ? null : clean.Normalize(NormalizationForm.FormC);
    }

    /// <summary>The next control character or half of a character from a place on; -1 if there is none.</summary>
    private static int FindUnfit(string text, int from, bool isLine)
    {
        for (var at = from; at < text.Length; at++)
        {
            var character = text[at];
            if (char.IsControl(character) && (isLine || character is not ('\n' or '\r' or '\t'))) return at;
            if (character == '\uFFFE' || IsHalf(text, at)) return at;
        }
        return -1;
    }

    private static bool IsHalf(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));

    /// <summary>The beginning of a text, without half of a character at its end.</summary>
    private static string Start(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
