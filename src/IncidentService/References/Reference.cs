using System.Text;
using IncidentService.Common;

namespace IncidentService.References;

/// <summary>What another system calls this incident or something in it, as stored.</summary>
internal sealed class Reference
{
    public required string System { get; init; }
    public required string Value { get; init; }
    public required string LookupValue { get; init; }

    /// <summary>0 in an exclusive system, where one incident at most holds a value; the incident's id in a shared one.</summary>
    public long Holder { get; init; }

    public long IncidentId { get; init; }

    /// <summary>The look-up that taught it: found again, never certain.</summary>
    public long? TaughtBy { get; init; }

    public Instant AddedAt { get; init; }

    public bool Exclusive => Holder == 0;
}

/// <summary>A reference as somebody gives it: the value as written, and as compared.</summary>
internal sealed record ReferenceInput(string System, string Value, string LookupValue)
{
    public static ReferenceInput? Parse(string field, string? system, string? value, ReferenceSystems systems, ValidationErrors errors)
    {
        var dot = field.Length == 0 ? "" : field + ".";
        var name = errors.ParseToken(dot + "system", system, required: true);
        var text = errors.ParseLine(dot + "value", value, Limits.Line, required: true);
        if (name is "." or "..") errors.Add(dot + "system", "must not be . or .., which HTTP takes out of an address");
        if (text is "." or "..") errors.Add(dot + "value", "must not be . or .., which HTTP takes out of an address");
        return name is null || text is null ? null : new ReferenceInput(name, text, systems.FormatKey(name, text));
    }
}

/// <summary>How one system's references behave. Configuration of the system, never of a call.</summary>
internal sealed class SystemSettings
{
    /// <summary>True where several incidents may have one value (orders); false, the default, where one at most may (tickets, work orders).</summary>
    public bool Shared { get; set; }

    /// <summary>True where "ab" and "AB" are two things.</summary>
    public bool CaseSensitive { get; set; }
}

/// <summary>What is configured of the systems that refer to incidents.</summary>
internal sealed class ReferenceSystems(IReadOnlyDictionary<string, SystemSettings> settings)
{
    private static readonly SystemSettings Default = new();

    /// <summary>True when some system tells "ab" from "AB", so that a word of unknown system has to be tried both ways.</summary>
    public bool AnyCaseSensitive { get; } = settings.Values.Any(system => system.CaseSensitive);

    public bool IsConfigured(string system) => settings.ContainsKey(system);

    public bool IsShared(string system) => FindSettings(system).Shared;

    public string FormatKey(string system, string value)
    {
        var text = Key(value);
        return FindSettings(system).CaseSensitive ? text : text.ToUpperInvariant();
    }

    /// <summary>The ways in which a word may stand in the register when its system is not known.</summary>
    public IEnumerable<string> FormatKeys(string value)
    {
        var text = Key(value);
        yield return text.ToUpperInvariant();
        if (AnyCaseSensitive && text.Any(char.IsLower)) yield return text;
    }

    private static string Key(string value) => value.Normalize(NormalizationForm.FormKC).Trim();

    private SystemSettings FindSettings(string system) => settings.TryGetValue(system, out var found) ? found : Default;
}
