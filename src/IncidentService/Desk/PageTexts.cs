using System.Net;
using System.Text.RegularExpressions;
using Acornima;
using Acornima.Ast;

namespace IncidentService.Desk;

/// <summary>
/// Writes the texts of a language into a page: `{{entry:signIn.title}}` is a text of `shared/strings/en.entry.js`, and
/// `{{es/entry:signIn.title}}` always the Spanish one. So the words that are there before a script stand in the same files as all others.
/// </summary>
internal sealed partial class PageTexts(IReadOnlyDictionary<string, PageFile> files)
{
    private readonly Dictionary<string, Dictionary<string, string>> textsByFile = new(StringComparer.Ordinal);

    public string Write(string page, string language) => Name().Replace(page, name =>
        WebUtility.HtmlEncode(Find($"shared/strings/{Named(name) ?? language}.{name.Groups[2].Value}.js", name.Groups[3].Value)));

    private static string? Named(Match name) => name.Groups[1] is { Success: true, Value: var language } ? language : null;

    private string Find(string path, string name)
    {
        if (!textsByFile.TryGetValue(path, out var texts)) textsByFile[path] = texts = Parse(files[path].Text);
        return texts.TryGetValue(name, out var text) ? text : throw new InvalidDataException($"{path} has no plain text '{name}'.");
    }

    /// <summary>The module's default export: an object of names and texts.</summary>
    private static Dictionary<string, string> Parse(string module) => new Parser().ParseModule(module).Body
        .OfType<ExportDefaultDeclaration>().SelectMany(export => ((ObjectExpression)export.Declaration).Properties)
        .OfType<Property>().Where(text => text is { Key: StringLiteral, Value: StringLiteral })
        .ToDictionary(text => ((StringLiteral)text.Key).Value, text => ((StringLiteral)text.Value).Value, StringComparer.Ordinal);

    [GeneratedRegex(@"\{\{(?:([a-z]{2})/)?([a-z]+):([\w.-]+)\}\}")]
    private static partial Regex Name();
}
