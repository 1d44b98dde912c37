using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentService.Desk.Joining;

/// <summary>
/// A page whose modules are bundled: its first view loads one script and one style sheet, because each further file costs time on a slow
/// connection. The modules stay available under their own addresses, for tests and people.
/// </summary>
internal sealed partial class JoinedPage
{
    private const string Assets = "/assets/";

    private JoinedPage(string path, string text, IReadOnlyList<PageFile> files) => (Path, Text, Files) = (path, text, files);

    public string Path { get; }

    public string Text { get; }

    /// <summary>The joined files that the page loads, at first or later.</summary>
    public IReadOnlyList<PageFile> Files { get; }

    public static JoinedPage From(PageFile source, IReadOnlyDictionary<string, PageFile> files)
    {
        var text = source.Text.ReplaceLineEndings("\n");
        var graph = new ModuleGraph(files, new ModuleReader(ReadNames(ImportMap().Match(text).Groups[1].Value)));
        var scripts = EntryModule().Matches(text).Select(entry => new JoinedScripts(graph, entry.Groups[1].Value)).ToList();
        var sheet = JoinedStyles.Join(
            JoinedScripts.Folder + System.IO.Path.ChangeExtension(source.Path, ".css"),
            StyleSheet().Matches(text).Select(link => files[link.Groups[1].Value]));
        var head = $"  <link rel=\"stylesheet\" href=\"{Assets}{sheet.Path}\">\n";
        var rest = new[] { ImportMap(), StyleSheet() }.Aggregate(text, (page, part) => part.Replace(page, ""));
        var page = EntryModule().Replace(rest, entry => entry.Value.Replace(
            Assets + entry.Groups[1].Value, Assets + JoinedScripts.Folder + entry.Groups[1].Value, StringComparison.Ordinal));
        return new JoinedPage(
            source.Path,
            LaterModule().Replace(page, $"$1{Assets}{JoinedScripts.Folder}$2")
                .Replace("</head>", head + "</head>", StringComparison.Ordinal),
            [sheet, .. scripts.SelectMany(script => script.Files)]);
    }

    /// <summary>The bare names of the import map, and the files that they stand for.</summary>
    private static Dictionary<string, string> ReadNames(string importMap) =>
        importMap.Length == 0 ? [] : JsonNode.Parse(importMap)!["imports"]!.AsObject()
            .ToDictionary(name => name.Key, name => name.Value!.GetValue<string>()[Assets.Length..]);

    [GeneratedRegex("[ \t]*<script type=\"importmap\">(.*?)</script>\n", RegexOptions.Singleline)]
    private static partial Regex ImportMap();

    [GeneratedRegex("<script type=\"module\" async fetchpriority=\"low\" src=\"/assets/([^\"]+)\"></script>")]
    private static partial Regex EntryModule();

    /// <summary>A module that the first one loads later.</summary>
    [GeneratedRegex("(<link rel=\"modulepreload\" href=\")/assets/([^\"]+\")")]
    private static partial Regex LaterModule();

    [GeneratedRegex("[ \t]*<link rel=\"stylesheet\" href=\"/assets/([^\"]+)\">\n")]
    private static partial Regex StyleSheet();
}
