namespace IncidentService.Desk.Joining;

/// <summary>The modules of a page, and which of them are loaded first and later.</summary>
internal sealed class ModuleGraph(IReadOnlyDictionary<string, PageFile> files, ModuleReader reader)
{
    private readonly Dictionary<string, Module> modules = new(StringComparer.Ordinal);

    public Module this[string path] => modules.TryGetValue(path, out var module) ? module : modules[path] = Load(path);

    /// <summary>A module and everything that it imports, directly or not; each module follows its own imports.</summary>
    public IReadOnlyList<string> OrderOf(string entry)
    {
        var order = new List<string>();
        Visit(entry, order, []);
        return order;
    }

    /// <summary>The modules that a module, or anything that it imports, loads later.</summary>
    public IReadOnlyList<string> LaterThan(string entry) =>
        [.. OrderOf(entry).SelectMany(path => this[path].LaterImports).Distinct()];

    private void Visit(string path, List<string> order, List<string> above)
    {
        if (order.Contains(path)) return;
        if (above.Contains(path)) throw new InvalidOperationException($"Modules import each other: {string.Join(", ", above)}, {path}");
        above.Add(path);
        foreach (var import in this[path].Imports) Visit(import, order, above);
        above.Remove(path);
        order.Add(path);
    }

    private Module Load(string path) => files.TryGetValue(path, out var file)
        ? reader.Parse(path, file.Text)
        : throw new InvalidOperationException($"A module of the pages is missing: {path}");
}
