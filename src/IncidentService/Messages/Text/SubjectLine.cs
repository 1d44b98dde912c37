using System.Text.RegularExpressions;

namespace IncidentService.Messages.Text;

/// <summary>Reads subjects as mail programs write them.</summary>
internal static partial class SubjectLine
{
    /// <summary>The subject in lower case without what replies and forwards put before it.</summary>
    public static string Core(string subject)
    {
        var core = subject.AsSpan().Trim();
        while (Prefix().EnumerateMatches(core) is var matches && matches.MoveNext()) core = core[matches.Current.Length..].TrimStart();
        return core.ToString().ToLowerInvariant();
    }

    [GeneratedRegex(
        @"^(re|aw|antw|antwort|sv|vs|odp|ref|rif|r|fwd?|wg|tr|rv|enc|auto(matic)?[ -]?reply|automatische antwort)(\[\d{1,3}\])?\s*:",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Prefix();
}
