using System.Collections.Frozen;
using System.Text.RegularExpressions;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Browser.Infrastructure;

/// <summary>
/// The texts of one view in one language, by their names: tests find what a person sees, and a better wording breaks none. Each view has
/// its own translator, so the same name may have another text in another view.
/// </summary>
internal sealed partial class Words
{
    private const string Folder = "src/IncidentService/Desk/Pages";
    private readonly FrozenDictionary<string, string> texts;

    /// <summary>Reads the tables that the module of a translator lists. As there, a later table overrides an earlier one.</summary>
    public Words(string language, string translator)
    {
        var found = new Dictionary<string, string>();
        foreach (Match table in Table().Matches(File.ReadAllText(Repository.File(Folder, translator))))
        {
            var file = $"{language}.{table.Groups[1].Value.ToLowerInvariant()}.js";
            foreach (Match entry in Entry().Matches(File.ReadAllText(Repository.File(Folder, "shared", "strings", file))))
                found[entry.Groups[1].Value] = Regex.Unescape(Joint().Replace(entry.Groups[2].Value, "")[1..^1]);
        }
        texts = found.ToFrozenDictionary();
    }

    public string this[string name] => texts[name];

    /// <summary>The text with its values, as in `("count", "12")`.</summary>
    public string this[string name, params (string Name, string Value)[] values] =>
        values.Aggregate(texts[name], (text, value) => text.Replace($"{{{value.Name}}}", value.Value, StringComparison.Ordinal));

    /// <summary>Matches the text with any values.</summary>
    public Regex Like(string name) => new(Value().Replace(Regex.Escape(texts[name]), ".+"));

    [GeneratedRegex(@"(?:\.\.\.|\ben: )en([A-Z]\w*)")]
    private static partial Regex Table();

    /// <summary>A name and its text, which may be joined of several strings.</summary>
    [GeneratedRegex("""^\s*"([^"]+)":\s*("(?:[^"\\]|\\.)*"(?:\s*\+\s*"(?:[^"\\]|\\.)*")*)""", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"(?<!\\)""\s*\+\s*""")]
    private static partial Regex Joint();

    [GeneratedRegex(@"\\\{\w+}")]
    private static partial Regex Value();
}
