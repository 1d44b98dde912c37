using System.Text.RegularExpressions;

namespace IncidentService.Desk;

/// <summary>Which modules a module loads by its static imports. `names` are those of the import map.</summary>
internal sealed partial class ModuleGraph(PageFolder folder, IReadOnlyDictionary<string, string> names)
{
    private static readonly Uri Root = new("file:///");

    /// <summary>These modules and all that they import, directly or not.</summary>
    public IReadOnlyList<string> From(IEnumerable<string> entries)
    {
        var found = new List<string>();
        var open = new Queue<string>(entries);
        while (open.TryDequeue(out var path))
        {
            if (found.Contains(path) || folder.Find(path) is not { } module) continue;
            found.Add(path);
            foreach (Match import in StaticImport().Matches(module.Text)) open.Enqueue(Resolve(path, import.Groups[1].Value));
        }
        return found;
    }

    private string Resolve(string importer, string name) =>
        name.StartsWith('.') ? new Uri(new Uri(Root, importer), name).AbsolutePath[1..] : names.GetValueOrDefault(name, name);

    [GeneratedRegex("""\b(?:import|export)(?:[\s\w{},*$]*?\bfrom)?\s*["']([^"'\n]+)["']""")]
    private static partial Regex StaticImport();
}
