using System.Text;
using IncidentService.Common;
using IncidentService.Common.Outcomes;

namespace IncidentService.References;

/// <summary>A stored reference: the identifier of this incident, or of something in it, in another system.</summary>
internal sealed class Reference
{
    public required string System { get; init; }
    public required string Value { get; init; }
    public required string LookupValue { get; init; }

    /// <summary>
    /// 0 in an exclusive system, where at most one incident holds a value; the incident's id in a shared system. It is part of the unique
    /// key.
    /// </summary>
    public long Holder { get; init; }

    public long IncidentId { get; init; }

    /// <summary>The lookup that taught it. A lookup that finds a taught reference needs confirmation.</summary>
    public long? TaughtBy { get; init; }

    public Instant AddedAt { get; init; }

    public bool Exclusive => Holder == 0;
}

/// <summary>A validated reference: the value as written, and as compared.</summary>
internal sealed record ReferenceInput(string System, string Value, string LookupValue)
{
    /// <summary>What the column takes. A value is longer where characters such as ﷺ are written out to be compared.</summary>
    private const int MostOfKey = 250;

    public static ReferenceInput? Parse(string field, string? system, string? value, ReferenceSystems systems, ValidationErrors errors)
    {
        var dot = field.Length == 0 ? "" : field + ".";
        var name = ParseSystem(dot + "system", system, errors, required: true);
        var text = errors.ParseLine(dot + "value", value, Limits.Line, required: true);
        RefuseDots(dot + "value", text, errors);
        if (name is null || text is null) return null;
        if (From(name, text, systems) is { } reference) return reference;
        errors.Add(dot + "value", $"must have at most {MostOfKey} characters once those that stand for several are written out");
        return null;
    }

    /// <summary>Null if the value is too long to be compared.</summary>
    public static ReferenceInput? From(string system, string value, ReferenceSystems systems) =>
        systems.FormatKey(system, value) is { Length: <= MostOfKey } key ? new ReferenceInput(system, value, key) : null;

    /// <summary>The name of a system whose references are addressed.</summary>
    public static string? ParseSystem(string field, string? system, ValidationErrors errors, bool required = false)
    {
        var name = errors.ParseToken(field, system, required);
        RefuseDots(field, name, errors);
        return name;
    }

    private static void RefuseDots(string field, string? part, ValidationErrors errors)
    {
        if (part is "." or "..") errors.Add(field, "must not be . or .., which HTTP takes out of an address");
    }
}

/// <summary>How the references of one system behave. This is configuration and never part of a request.</summary>
internal sealed class SystemSettings
{
    /// <summary>
    /// True if several incidents may have the same value (orders); false, the default, if at most one may (tickets, work orders).
    /// </summary>
    public bool Shared { get; set; }

    /// <summary>True if "ab" and "AB" are different values.</summary>
    public bool CaseSensitive { get; set; }
}

/// <summary>The configured systems that refer to incidents.</summary>
internal sealed class ReferenceSystems(IReadOnlyDictionary<string, SystemSettings> settings)
{
    private static readonly SystemSettings Default = new();

    /// <summary>True if any system is case-sensitive, so that a word of an unknown system must be tried in both forms.</summary>
    public bool AnyCaseSensitive { get; } = settings.Values.Any(system => system.CaseSensitive);

    public bool IsConfigured(string system) => settings.ContainsKey(system);

    public bool IsShared(string system) => FindSettings(system).Shared;

    /// <summary>Names for those of these references of which one at most can be added.</summary>
    public IEnumerable<string> NameExclusive(params IEnumerable<ReferenceInput> references) =>
        from reference in references
        where !IsShared(reference.System)
        select $"reference {reference.System} {reference.LookupValue}";

    public string FormatKey(string system, string value)
    {
        var text = Key(value);
        return FindSettings(system).CaseSensitive ? text : text.ToUpperInvariant();
    }

    /// <summary>The lookup values of a word whose system is unknown.</summary>
    public IEnumerable<string> FormatKeys(string value)
    {
        var text = Key(value);
        yield return text.ToUpperInvariant();
        if (AnyCaseSensitive && text.Any(char.IsLower)) yield return text;
    }

    private static string Key(string value) => value.Normalize(NormalizationForm.FormKC).Trim();

    private SystemSettings FindSettings(string system) => settings.TryGetValue(system, out var found) ? found : Default;
}
